//! What is remembered of one day.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::usual::SLOTS;
use crate::ids::{CategoryId, DepartmentId, PersonId, SystemId, TicketId};
use crate::stats::Tally;
use crate::stats::person_day::People;
use crate::ticket::{Channel, Ticket};

/// The reports opened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Day {
    pub telephone: u32,
    pub mobile: u32,
    pub machine: u32,
    /// Completed before the day's end.
    pub completed: u32,
    /// A target missed before the day's end.
    pub missed: u32,
    /// By present category.
    pub categories: Tally<CategoryId>,
    /// By half hour of opening.
    pub slots: Vec<u32>,
    /// Kept for the present week alone, like the departments.
    pub systems: Tally<(CategoryId, Option<SystemId>)>,
    pub departments: Tally<Option<DepartmentId>>,
}

/// What is remembered of the present day beside its reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Today {
    /// Completions that stand: by whom, and seconds from the opening.
    pub completed: BTreeMap<TicketId, (Option<PersonId>, i64)>,
    /// Seconds to each first acceptance: exact, as many as there were.
    pub accept: Tally<i64>,
    /// The same of responses, by ticket: an end that was undone takes its own back.
    pub respond: BTreeMap<TicketId, i64>,
    pub people: People,
}

impl Day {
    pub fn count(&self) -> u32 {
        self.telephone + self.mobile + self.machine
    }

    pub fn opened(&mut self, ticket: &Ticket, slot: u32, of_this_week: bool) {
        match ticket.channel {
            Channel::Phone => self.telephone += 1,
            Channel::Page | Channel::MiniProgram | Channel::Wechat => self.mobile += 1,
            Channel::Api | Channel::Alarm | Channel::Mail => self.machine += 1,
        }
        self.slots.resize(SLOTS, 0);
        if let Some(count) = self.slots.get_mut(slot as usize) {
            *count += 1;
        }
        self.categories.add(ticket.category, 1);
        if of_this_week {
            self.systems.add((ticket.category, ticket.system), 1);
            self.departments.add(ticket.department, 1);
        }
    }

    pub fn reclassified(&mut self, before: &Ticket, after: &Ticket, of_this_week: bool) {
        if (before.category, before.system) == (after.category, after.system) {
            return;
        }
        self.categories.remove(&before.category);
        self.categories.add(after.category, 1);
        if of_this_week {
            self.systems.remove(&(before.category, before.system));
            self.systems.add((after.category, after.system), 1);
        }
    }

    /// The week is over.
    pub fn forget_shares(&mut self) {
        self.systems.clear();
        self.departments.clear();
    }
}
