//! The journal in memory: the same rows, kept in ordered maps. For tests and simulations on a paused clock:
//! it never waits for anything. Nothing survives the process; `Store::reopen_memory` stands for a restart.

mod past;
mod reads;
mod tables;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lamplight_domain::ids::{EntryId, OrganisationId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use crate::journal::rows::Rows;
use crate::writer::{Broken, Known, Questions};
use tables::{Change, Tables, Unique, changes, claims};

/// Committed rows, shared by the writer and all readers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<Tables>>);

impl Memory {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a restart would find: an independent copy of what is committed.
    pub(crate) fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.tables().clone())))
    }
}

/// Rows wait here until the commit; readers see them all at once.
#[derive(Debug)]
pub(crate) struct Writer {
    memory: Memory,
    staged: Vec<Change>,
    /// Unique values of what is staged, with their place in `staged`.
    taken: BTreeMap<Unique, usize>,
    mark: usize,
}

impl Writer {
    pub(crate) fn new(memory: Memory) -> Self {
        Self { memory, staged: Vec::new(), taken: BTreeMap::new(), mark: 0 }
    }

    pub(crate) async fn begin(&mut self) -> Result<(), Broken> {
        self.rollback().await;
        Ok(())
    }

    pub(crate) async fn known(&mut self, questions: &Questions) -> Result<Known, Broken> {
        let tables = self.memory.tables();
        let keys = questions
            .keys
            .iter()
            .filter_map(|question| Some((question.clone(), tables.keys.get(question)?.clone())))
            .collect();
        let versions = questions
            .tickets
            .iter()
            .filter_map(|&(organisation, id)| {
                let ticket = tables.tickets.get(&id).filter(|ticket| ticket.organisation == organisation)?;
                Some(((organisation, id), ticket.version))
            })
            .collect();
        Ok(Known { keys, versions })
    }

    pub(crate) async fn last_position(&mut self, organisation: OrganisationId) -> Result<Position, Broken> {
        Ok(self.memory.tables().last(organisation))
    }

    pub(crate) async fn insert(&mut self, rows: &Rows<'_>) -> Result<(), Broken> {
        let tables = self.memory.tables();
        let place = self.staged.len();
        let mut taken = BTreeMap::new();
        for unique in claims(rows) {
            if tables.uniques.contains(&unique)
                || self.taken.contains_key(&unique)
                || taken.insert(unique.clone(), place).is_some()
            {
                return Err(Broken::Refused(format!("{unique:?} is not unique")));
            }
        }
        if tables.phone_taken(rows) {
            return Err(Broken::Refused("the telephone number has an account".to_owned()));
        }
        self.taken.append(&mut taken);
        self.staged.extend(changes(rows));
        Ok(())
    }

    pub(crate) async fn savepoint(&mut self) -> Result<(), Broken> {
        self.mark = self.staged.len();
        Ok(())
    }

    pub(crate) async fn release(&mut self) -> Result<(), Broken> {
        Ok(())
    }

    pub(crate) async fn rollback_to(&mut self) -> Result<(), Broken> {
        let mark = self.mark;
        self.staged.truncate(mark);
        self.taken.retain(|_, place| *place < mark);
        Ok(())
    }

    pub(crate) async fn commit(&mut self) -> Result<(), Broken> {
        let mut tables = self.memory.tables();
        tables.uniques.extend(std::mem::take(&mut self.taken).into_keys());
        for change in self.staged.drain(..) {
            tables.apply(change);
        }
        Ok(())
    }

    pub(crate) async fn rollback(&mut self) {
        self.staged.clear();
        self.taken.clear();
        self.mark = 0;
    }

    pub(crate) async fn entries_of(
        &mut self,
        ids: &[EntryId],
    ) -> Result<BTreeMap<EntryId, Position>, Broken> {
        let tables = self.memory.tables();
        Ok(ids.iter().filter_map(|id| Some((*id, tables.entries.get(id)?.last))).collect())
    }

    pub(crate) async fn ticket(
        &mut self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Result<Option<Ticket>, Broken> {
        Ok(self.memory.ticket(organisation, ticket))
    }

    pub(crate) async fn sweep(&mut self, expired: Timestamp, entries: Timestamp) -> Result<u64, Broken> {
        Ok(self.memory.tables().sweep(expired, entries))
    }

    pub(crate) async fn breathe(&mut self) {}

    pub(crate) async fn close(&mut self) {}
}
