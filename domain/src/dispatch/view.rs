//! Everything a choice may look at, at one moment. Read only.

use alloc::collections::BTreeMap;

use crate::dispatch::books::Books;
use crate::dispatch::floor::FloorMemory;
use crate::dispatch::roster::Roster;
use crate::ids::PersonId;
use crate::org::{Directory, Duty};
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub roster: &'a Roster,
    pub duty: &'a BTreeMap<PersonId, Duty>,
    pub books: &'a Books,
    pub memory: &'a FloorMemory,
    pub now: Timestamp,
}

impl View<'_> {
    pub fn directory(&self) -> &Directory {
        self.roster.directory()
    }

    pub fn duty_of(&self, person: PersonId) -> Duty {
        self.duty.get(&person).copied().unwrap_or_default()
    }
}
