//! The figures that the wall's charts show, counted by days, folded event by event. What each figure means
//! stands with the function that gives it (`read`, `usual`).
//!
//! A day is a local one of the organisation's zone, and an event belongs to the day of its own time, wherever
//! it stands in the log: an import may bring tickets one after the other. The present day is the latest that
//! any event was of, or that DayTurned named. Figures of a past day stand as they were at its end, but for a
//! report's category and system, which are its present ones.
//!
//! Bounded: 36 days of counts, the present day's completions and seconds, what lives now, and the reopened.
//! Never looks at a clock; never fails.

mod day;
mod read;
mod usual;

use alloc::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::day::{Day, Today};
use crate::ids::{PersonId, TicketId};
use crate::log::{Fact, Recorded};
use crate::org;
use crate::sla::Target;
use crate::stats::Tally;
use crate::ticket::{End, Event, Stage, Ticket};
use crate::time::{LocalDay, TimeZoneName, Timestamp};

pub use self::read::{DayRow, EngineerScore, Share};
pub use self::usual::{HalfHour, TodayAgainstUsual};

/// Days before the present one that are remembered: five weeks, for the like days.
const DAYS_BEFORE: u32 = 35;

/// See the module. Equal when the same events were folded, each ticket's in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    time_zone: TimeZoneName,
    /// The present day; absent before the first event.
    day: Option<LocalDay>,
    /// The day of the earliest event: it may have begun before the log did.
    first_day: Option<LocalDay>,
    /// By the day of opening; days without reports are absent.
    days: BTreeMap<LocalDay, Day>,
    today: Today,
    /// Live tickets without an owner.
    waiting: BTreeMap<TicketId, Waiting>,
    /// Overdue tickets, and since when they are.
    overdue: BTreeMap<TicketId, Timestamp>,
    /// Owned now.
    in_hand: Tally<PersonId>,
    /// Their later lives count in no median of acceptance and response.
    reopened: BTreeMap<TicketId, Reopened>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    /// Without an owner since: opened, returned, released, reopened, split.
    since: Timestamp,
    /// At somebody: 处理中, not 未分配.
    rings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Reopened {
    /// A target was missed in an earlier life.
    missed: bool,
    /// When it ended again, and whether as merged: forgotten with the next day (the end may be undone within
    /// seconds), merged ones, which may be split, after 35.
    ended: Option<(LocalDay, bool)>,
}

/// One event of a ticket, with the ticket before and after it.
struct Move<'a> {
    before: Option<&'a Ticket>,
    event: &'a Event,
    after: &'a Ticket,
    /// When it was said.
    at: Timestamp,
    /// When it happened: for durations.
    occurred: Timestamp,
    /// Of `at`.
    day: LocalDay,
    /// Of the ticket's opening.
    opened_on: LocalDay,
}

impl Scores {
    /// Of an organisation where nothing has happened yet.
    pub fn empty(time_zone: TimeZoneName) -> Self {
        Self {
            time_zone,
            day: None,
            first_day: None,
            days: BTreeMap::new(),
            today: Today::default(),
            waiting: BTreeMap::new(),
            overdue: BTreeMap::new(),
            in_hand: Tally::default(),
            reopened: BTreeMap::new(),
        }
    }

    pub fn time_zone(&self) -> TimeZoneName {
        self.time_zone
    }

    /// An event of a ticket: as it was before (`None`: this opens it) and as it is after.
    pub fn take(&mut self, before: Option<&Ticket>, recorded: &Recorded, after: &Ticket) {
        let Fact::Ticket { event, .. } = &recorded.fact else { return };
        let at = after.last_at;
        let day = self.time_zone.local_day(at);
        self.see(day);
        let moved = Move {
            before,
            event,
            after,
            at,
            occurred: recorded.occurred_at.unwrap_or(at),
            day,
            opened_on: self.time_zone.local_day(after.opened_at),
        };
        self.reports(&moved);
        self.same_day(&moved);
        self.hands(&moved);
        self.lasting(&moved);
        self.todays(&moved);
        if self.day == Some(day) {
            self.today.people.take(before, recorded, after);
        }
        self.lives(&moved);
    }

    /// An event of the organisation: it shows that its day has begun.
    pub fn organisation_event(&mut self, event: &org::Event, at: Timestamp) {
        self.see(self.time_zone.local_day(at));
        if let org::Event::DayTurned { day } = event {
            self.see(*day);
        }
    }

    /// A day of which something is known: a later one becomes the present day.
    fn see(&mut self, day: LocalDay) {
        self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
        if self.day.is_some_and(|present| day <= present) {
            return;
        }
        self.day = Some(day);
        self.today = Today::default();
        let kept_from = day.back(DAYS_BEFORE);
        self.days.retain(|of, _| *of >= kept_from);
        let (monday, yesterday) = (day.monday(), day.back(1));
        self.days.range_mut(..monday).for_each(|(_, past)| past.forget_shares());
        self.reopened.retain(|_, life| match life.ended {
            None => true,
            Some((ended, true)) => ended >= kept_from,
            Some((ended, false)) => ended >= yesterday,
        });
    }

    fn present_day(&self) -> LocalDay {
        self.day.unwrap_or(LocalDay(0))
    }

    /// The report itself: counted at its opening, moved when it is classified anew.
    fn reports(&mut self, moved: &Move<'_>) {
        let present = self.present_day();
        if moved.opened_on < present.back(DAYS_BEFORE) {
            return;
        }
        let of_this_week = moved.opened_on >= present.monday();
        match moved.before {
            None => {
                let slot = self.time_zone.minute_of_day(moved.after.opened_at) / usual::SLOT_MINUTES;
                self.days.entry(moved.opened_on).or_default().opened(moved.after, slot, of_this_week);
            }
            Some(before) => {
                if let Some(day) = self.days.get_mut(&moved.opened_on) {
                    day.reclassified(before, moved.after, of_this_week);
                }
            }
        }
    }

    /// What became of a report before the end of the day it was opened on.
    fn same_day(&mut self, moved: &Move<'_>) {
        let Some(day) = self.days.get_mut(&moved.opened_on).filter(|_| moved.day == moved.opened_on) else {
            return;
        };
        match (moved.before.is_some_and(is_completed), is_completed(moved.after)) {
            (false, true) => day.completed += 1,
            (true, false) => day.completed = day.completed.saturating_sub(1),
            _ => {}
        }
        let missed_before = moved.before.is_some_and(has_missed)
            || self.reopened.get(&moved.after.id).is_some_and(|life| life.missed);
        if matches!(moved.event, Event::DeadlineMissed { .. }) && !missed_before {
            day.missed += 1;
        }
    }

    fn hands(&mut self, moved: &Move<'_>) {
        let owner = |ticket: &Ticket| ticket.owner.as_ref().map(|owner| owner.engineer);
        let (was, is) = (moved.before.and_then(owner), owner(moved.after));
        if was == is {
            return;
        }
        if let Some(was) = was {
            self.in_hand.remove(&was);
        }
        if let Some(is) = is {
            self.in_hand.add(is, 1);
        }
    }

    /// Since when it waits, since when it is overdue.
    fn lasting(&mut self, moved: &Move<'_>) {
        let (id, ticket) = (moved.after.id, moved.after);
        if ticket.is_live() && ticket.owner.is_none() {
            let rings = ticket.stage() != Stage::Unassigned;
            self.waiting.entry(id).or_insert(Waiting { since: moved.at, rings }).rings = rings;
        } else {
            self.waiting.remove(&id);
        }
        if ticket.is_overdue() {
            self.overdue.entry(id).or_insert(moved.at);
        } else {
            self.overdue.remove(&id);
        }
    }

    fn todays(&mut self, moved: &Move<'_>) {
        let id = moved.after.id;
        if !is_completed(moved.after) {
            self.today.completed.remove(&id);
        }
        if self.day != Some(moved.day) {
            return;
        }
        let first_life = !self.reopened.contains_key(&id);
        let met = |target: Target| {
            let before = moved.before.is_some_and(|ticket| ticket.clocks.of(target).stopped_at.is_some());
            first_life && !before && moved.after.clocks.of(target).stopped_at.is_some()
        };
        let seconds = |until: Timestamp| (until - moved.after.opened_at).seconds().max(0);
        match moved.event {
            Event::Accepted { .. } if met(Target::Accept) => self.today.accept.add(seconds(moved.at), 1),
            Event::Arrived { .. } | Event::Completed { .. } | Event::MarkedUnresolved { .. }
                if met(Target::Respond) =>
            {
                self.today.respond.insert(id, seconds(moved.occurred));
            }
            Event::Revived { .. } if moved.after.clocks.respond.stopped_at.is_none() => {
                self.today.respond.remove(&id);
            }
            _ => {}
        }
        if let Event::Completed { engineer, .. } = moved.event {
            let engineer = engineer.or(moved.after.former_owner);
            self.today.completed.insert(id, (engineer, seconds(moved.occurred)));
        }
    }

    /// Which tickets are in a later life than their first.
    fn lives(&mut self, moved: &Move<'_>) {
        let id = moved.after.id;
        if matches!(moved.event, Event::Reopened { .. }) {
            let missed = self.reopened.get(&id).is_some_and(|life| life.missed)
                || moved.before.is_some_and(has_missed);
            self.reopened.insert(id, Reopened { missed, ended: None });
        } else if let Some(life) = self.reopened.get_mut(&id) {
            let merged = matches!(moved.after.end, Some(End::Merged { .. }));
            match moved.after.end {
                Some(_) if life.ended.is_none() => life.ended = Some((moved.day, merged)),
                Some(_) => {}
                None => life.ended = None,
            }
        }
    }
}

fn is_completed(ticket: &Ticket) -> bool {
    matches!(ticket.end, Some(End::Completed { .. }))
}

fn has_missed(ticket: &Ticket) -> bool {
    Target::ALL.iter().any(|target| ticket.clocks.of(*target).missed)
}

#[cfg(test)]
mod tests;
