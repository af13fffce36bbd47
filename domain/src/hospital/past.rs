//! The demo hospital's past: whole days of it on virtual time, made by the pure desk from a seed. People
//! report, answer, walk, mend and rate; the floor chooses; `decide` makes every event. The same hospital,
//! seed and span give the same acts, to the last id. No actor, no clock, no store.

mod chance;
mod crew;
mod desk;
mod errands;
mod opening;
mod people;
mod shape;
mod words;

use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

use self::chance::Chance;
use self::crew::Crew;
use self::desk::Desk;
pub use self::desk::{Act, Words};
use self::people::People;
use crate::dispatch::{Floor, FloorMemory};
use crate::hospital::{Hospital, Reports};
use crate::ids::{Minter, PersonId};
use crate::log::Position;
use crate::org::{Directory, Duty};
use crate::time::{LocalDay, Span, TimeZoneName, Timestamp};

/// How many whole days the demo has behind it.
pub const DAYS: i64 = 35;
/// The visitor's own engineer has nothing in hand when the visitor takes his telephone.
const VISITOR_LEAVES: Span = Span::from_minutes(90);

/// What the past begins with.
pub struct Beginning<'a> {
    pub hospital: &'a Hospital,
    /// As stored: with the version that decisions name.
    pub directory: Arc<Directory>,
    /// The last position of the organisation's log.
    pub position: Position,
    pub from: Timestamp,
    pub until: Timestamp,
    pub seed: u64,
}

/// The days of the past, one after the other: an iterator over what was done on each.
pub struct Past {
    desk: Desk,
    people: People,
    crew: Crew,
    reports: Reports,
    /// When somebody reports today.
    plan: VecDeque<Timestamp>,
    /// Numbers given today.
    serial: u32,
    day: LocalDay,
    midnight: Timestamp,
    until: Timestamp,
    /// As everybody stands at the end.
    duty_at_end: BTreeMap<PersonId, Duty>,
    visitor: PersonId,
    ended: bool,
}

/// The local midnight from which `DAYS` whole days lead to the one before `until`.
pub fn begins(zone: TimeZoneName, until: Timestamp) -> Timestamp {
    zone.day_begin(zone.day_begin(until) - Span::from_hours(24 * DAYS))
}

impl Past {
    pub fn new(beginning: Beginning<'_>) -> Self {
        let Beginning { hospital, directory, position, from, until, seed } = beginning;
        let mut seeds = Minter::seeded(seed);
        let minter = Minter::seeded(seeds.chance());
        let duty: BTreeMap<PersonId, Duty> = hospital.duty.iter().copied().collect();
        let memory = FloorMemory { position, ..FloorMemory::default() };
        let floor = Floor::restore(Arc::clone(&directory), duty.clone(), [], memory, 0);
        let floor = floor.minting_with(minter.beside(seeds.chance()));
        let mut past = Self {
            crew: Crew::of(&directory, &hospital.engineers),
            people: People::of(hospital, Chance::seeded(seeds.chance())),
            reports: hospital.reports(Minter::seeded(seeds.chance())),
            desk: Desk::new(floor, minter, from, position),
            plan: VecDeque::new(),
            serial: 0,
            day: directory.time_zone.local_day(from),
            midnight: from,
            until,
            duty_at_end: duty,
            visitor: hospital.visitor.engineer,
            ended: false,
        };
        past.send_home_but_the_watch();
        past
    }

    /// What the floor keeps beside its tickets: to be stored with the last day.
    pub fn memory(&self) -> &FloorMemory {
        self.desk.floor.memory()
    }

    /// The log's position after all that was given out.
    pub fn position(&self) -> Position {
        self.desk.position()
    }

    fn send_home_but_the_watch(&mut self) {
        let watch = self.crew.first_night();
        let engineers: Vec<PersonId> = self.desk.directory.engineers().map(|person| person.id).collect();
        for engineer in engineers {
            if watch.contains(&engineer) {
                self.desk.switches(engineer, Duty::On);
                let to = self.midnight + Span::from_hours(8) + self.people.chance.minutes(0, 15);
                self.people.plan(to, people::Errand::GoHome(engineer, 0));
            } else {
                self.desk.switches(engineer, Duty::Off);
            }
        }
    }

    fn plan_day(&mut self) {
        self.serial = 0;
        for mut shift in self.crew.shifts(self.day, self.midnight, &mut self.people.chance) {
            if shift.engineer == self.visitor {
                shift.to = shift.to.min(self.until - VISITOR_LEAVES);
            }
            if shift.from < shift.to {
                self.people.plan_shift(shift);
            }
        }
        let midnight = self.midnight;
        let moments = shape::reports(self.day, &mut self.people.chance);
        self.plan = moments.into_iter().map(|after| midnight + after).collect();
    }

    /// Until nothing more happens before `end`.
    fn live_until(&mut self, end: Timestamp) {
        loop {
            let (deadline, errand) = (self.desk.next_due(), self.people.next_at());
            let report = self.plan.front().copied();
            let Some(next) = [deadline, errand, report].into_iter().flatten().min() else { return };
            if next >= end {
                return;
            }
            self.desk.now = self.desk.now.max(next);
            // Deadlines first: whoever acts at the same moment finds them fired.
            if deadline == Some(next) {
                self.desk.fire();
            } else if errand == Some(next) {
                if let Some((_, errand)) = self.people.take_next() {
                    self.people.does(errand, &mut self.desk);
                }
            } else {
                self.plan.pop_front();
                self.report();
            }
            self.spread_news();
        }
    }

    fn spread_news(&mut self) {
        for recorded in self.desk.take_news() {
            self.people.hear(&recorded, &self.desk);
        }
    }

    fn turn_day(&mut self, midnight: Timestamp) {
        self.desk.now = self.desk.now.max(midnight);
        self.desk.turns_day(self.day);
        self.midnight = midnight;
        self.day = self.desk.directory.time_zone.local_day(midnight);
    }

    /// Whoever is on duty when the demo begins takes over; the others go.
    fn hand_over(&mut self) {
        self.desk.now = self.desk.now.max(self.until - Span::from_micros(1));
        let engineers: Vec<PersonId> = self.desk.directory.engineers().map(|person| person.id).collect();
        for engineer in engineers {
            match self.duty_at_end.get(&engineer) {
                Some(&duty) => self.desk.switches(engineer, duty),
                None => self.people.does(people::Errand::GoHome(engineer, u8::MAX), &mut self.desk),
            }
        }
        self.spread_news();
    }
}

impl Iterator for Past {
    type Item = Vec<Act>;

    fn next(&mut self) -> Option<Vec<Act>> {
        if self.ended {
            return None;
        }
        self.plan_day();
        let midnight = self.desk.directory.time_zone.day_end(self.midnight);
        if midnight <= self.until {
            self.live_until(midnight);
            self.turn_day(midnight);
        } else {
            self.live_until(self.until);
            self.hand_over();
            self.ended = true;
        }
        Some(self.desk.take_acts())
    }
}

#[cfg(test)]
mod tests;
