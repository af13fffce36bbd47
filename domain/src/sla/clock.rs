//! The clock of one target: runs, pauses, stops, gets another target. Called by `ticket::apply` alone, so
//! it is total. Never looks at the time of day: event times come in.

use crate::org::Targets;
use crate::sla::{Calendar, Target};
use crate::ticket::{Clock, Clocks};
use crate::time::{Span, Timestamp};

/// The fold knows no organisation. Once calendars with hours exist, the events that pause a clock carry the
/// working time used; until then every hour counts.
const CALENDAR: Calendar = Calendar::Always;

impl Clock {
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Missed, and still not met.
    pub fn is_overdue(&self) -> bool {
        self.missed && self.stopped_at.is_none()
    }

    /// About to be missed: the warning has fired, the clock runs, the target is not missed yet.
    pub fn is_warning(&self) -> bool {
        self.warned && !self.missed && self.is_running()
    }

    /// When the target is used up; in the past, by the time used too much, where that was before a pause: how
    /// late something is does not begin anew with a hold. `None` while paused or stopped.
    pub fn due(&self, calendar: Calendar) -> Option<Timestamp> {
        self.since.map(|since| calendar.after(since, self.target - self.used))
    }

    /// When the given share (thousandths) of the target is used up; `None` while paused or stopped.
    pub fn due_at_share(&self, calendar: Calendar, share: i64) -> Option<Timestamp> {
        let left = (self.target.thousandths(share) - self.used).max(Span::ZERO);
        self.since.map(|since| calendar.after(since, left))
    }

    fn started(target: Span, at: Timestamp, set_by: u32) -> Self {
        Self {
            target,
            used: Span::ZERO,
            since: Some(at),
            stopped_at: None,
            warned: false,
            seen: false,
            missed: false,
            set_by,
        }
    }

    fn run(&mut self, at: Timestamp, set_by: u32) {
        if self.stopped_at.is_none() && self.since.is_none() {
            self.since = Some(at);
            self.set_by = set_by;
        }
    }

    /// The stop was a mistake: it goes on from here, and the time between does not count.
    fn revive(&mut self, at: Timestamp, set_by: u32) {
        self.stopped_at = None;
        self.run(at, set_by);
    }

    fn pause(&mut self, at: Timestamp) {
        if let Some(since) = self.since.take() {
            self.used += CALENDAR.between(since, at);
        }
    }

    fn stop(&mut self, at: Timestamp) {
        self.pause(at);
        self.stopped_at.get_or_insert(at);
    }

    /// From the same start, with another target. A target missed already stays missed.
    fn retarget(&mut self, target: Span, set_by: u32) {
        if self.stopped_at.is_none() && self.target != target {
            self.target = target;
            self.warned = false;
            self.seen = false;
            self.set_by = set_by;
        }
    }
}

impl Clocks {
    /// All three begin: at the opening and at a reopening.
    pub fn opened(targets: Targets, at: Timestamp, set_by: u32) -> Self {
        Self {
            accept: Clock::started(targets.accept, at, set_by),
            respond: Clock::started(targets.respond, at, set_by),
            resolve: Clock::started(targets.resolve, at, set_by),
        }
    }

    pub fn of(&self, target: Target) -> &Clock {
        match target {
            Target::Accept => &self.accept,
            Target::Respond => &self.respond,
            Target::Resolve => &self.resolve,
        }
    }

    pub(crate) fn of_mut(&mut self, target: Target) -> &mut Clock {
        match target {
            Target::Accept => &mut self.accept,
            Target::Respond => &mut self.respond,
            Target::Resolve => &mut self.resolve,
        }
    }

    fn each(&mut self) -> [&mut Clock; 3] {
        [&mut self.accept, &mut self.respond, &mut self.resolve]
    }

    /// Whatever was paused goes on; what runs or has stopped is left alone.
    pub(crate) fn run(&mut self, at: Timestamp, set_by: u32) {
        self.each().into_iter().for_each(|clock| clock.run(at, set_by));
    }

    /// A hold: the wait is not the engineer's (K3).
    pub(crate) fn hold(&mut self, at: Timestamp) {
        self.respond.pause(at);
        self.resolve.pause(at);
    }

    /// Merged: the other ticket's clocks count now, until it is split.
    pub(crate) fn pause(&mut self, at: Timestamp) {
        self.each().into_iter().for_each(|clock| clock.pause(at));
    }

    pub(crate) fn accepted(&mut self, at: Timestamp) {
        self.accept.stop(at);
    }

    pub(crate) fn arrived(&mut self, at: Timestamp) {
        self.respond.stop(at);
    }

    pub(crate) fn ended(&mut self, at: Timestamp) {
        self.each().into_iter().for_each(|clock| clock.stop(at));
    }

    /// Somebody has seen every warning that stands.
    pub(crate) fn warnings_seen(&mut self) {
        for clock in self.each() {
            clock.seen |= clock.is_warning();
        }
    }

    /// An end is undone: the targets named had not been met before it.
    pub(crate) fn revive(&mut self, targets: &[Target], at: Timestamp, set_by: u32) {
        targets.iter().for_each(|target| self.of_mut(*target).revive(at, set_by));
    }

    pub(crate) fn retarget(&mut self, targets: Targets, set_by: u32) {
        self.accept.retarget(targets.accept, set_by);
        self.respond.retarget(targets.respond, set_by);
        self.resolve.retarget(targets.resolve, set_by);
    }
}
