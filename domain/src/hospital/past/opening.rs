//! A report of the past becomes a ticket: by page, over the telephone (some are solved there at once), by
//! an interface, or as an alarm of the monitoring.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::hospital::Report;
use crate::hospital::past::desk::Words;
use crate::hospital::past::errands::caller;
use crate::hospital::past::{Past, shape, words};
use crate::ids::{CategoryId, TextId, TicketId};
use crate::log::By;
use crate::org::{Role, Roles};
use crate::ticket::{Caller, Channel, Dispatch, Number, Open};

/// Of a thousand telephone reports, how many are solved there.
const SOLVED: usize = 140;
/// And of how many the desk says "later": it wants to choose by hand.
const LATER: usize = 20;

impl Past {
    pub(super) fn report(&mut self) {
        let Some(report) = self.reports.next() else { return };
        let chance = &mut self.people.chance;
        let channel = shape::channel(chance);
        let (category, summary) = match channel {
            Channel::Alarm => self.alarm(&report),
            _ => (report.category, words::summary(&report.summary, report.patient_waiting, chance)),
        };
        self.serial += 1;
        let now = self.desk.now;
        let (id, text): (TicketId, TextId) = (self.desk.minter.mint(now), self.desk.minter.mint(now));
        let mut open = Open {
            id,
            number: Number { day: self.day, serial: self.serial },
            channel,
            reporter: report.reporter,
            department: Some(report.department),
            zone: None,
            category,
            system: report.system.filter(|_| channel != Channel::Alarm),
            patient_waiting: report.patient_waiting && channel != Channel::Alarm,
            priority: None,
            summary: text,
            dispatch: Dispatch::Now,
            occurred_at: None,
            solved: None,
            offer: None,
        };
        let mut texts = vec![Words { id: text, ticket: id, text: summary }];
        let caller = match channel {
            Channel::Phone => {
                self.take_call(&mut open, &mut texts);
                self.people.dispatcher()
            }
            Channel::Alarm => Caller { by: By::Alarm, roles: Roles::NONE },
            _ => caller(report.reporter, Role::Reporter),
        };
        self.desk.reports(open, caller, texts);
    }

    /// What the dispatcher decides while she has the reporter on the line.
    fn take_call(&mut self, open: &mut Open, texts: &mut Vec<Words>) {
        let causes = self.desk.directory.causes_of(open.category);
        if self.people.chance.happens(SOLVED)
            && let Some(cause) = self.people.cause(&causes)
        {
            let name = self.desk.directory.causes.get(&cause).map(|cause| cause.name.clone());
            let text = words::solved(&name.unwrap_or_default(), &mut self.people.chance);
            let id: TextId = self.desk.minter.mint(self.desk.now);
            texts.push(Words { id, ticket: open.id, text });
            open.solved = Some((cause, Some(id)));
        } else if self.people.chance.happens(LATER) {
            open.dispatch = Dispatch::Later;
        }
    }

    /// What monitoring says instead, with the leaf it belongs to.
    fn alarm(&mut self, report: &Report) -> (CategoryId, String) {
        let (leaf, text) = words::ALARMS[self.people.chance.below(words::ALARMS.len())];
        let found = self.desk.directory.categories.values().find(|category| category.name == leaf);
        match found {
            Some(category) => (category.id, text.into()),
            None => (report.category, report.summary.clone()),
        }
    }
}
