//! The one writer under the journal's loop, whichever database it is: plain dispatch, no generics.
//! Knows nothing of groups or positions; faults are injected here, so that every backend meets the same.

use std::collections::BTreeMap;

use lamplight_domain::ids::{EntryId, OrganisationId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use crate::journal::rows::Rows;
use crate::{Fault, Faults, KeyRow, RequestKey, memory, sqlite};

/// Why a write did not go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The database refuses what was written (a constraint): somebody's rows are bad.
    Refused(String),
    /// Full, read-only, busy or gone: nothing was written, it may come back by itself.
    Unavailable(String),
    /// Whether it was written is not known.
    Unknown(String),
    /// Durability is in doubt: the process must end.
    Fatal(String),
}

/// What stands already of what a group brings.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) keys: BTreeMap<(OrganisationId, RequestKey), KeyRow>,
    /// Versions of tickets; those that do not exist are missing.
    pub(crate) versions: BTreeMap<(OrganisationId, TicketId), u32>,
}

/// The questions to which `Known` is the answer.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    pub(crate) keys: Vec<(OrganisationId, RequestKey)>,
    pub(crate) tickets: Vec<(OrganisationId, TicketId)>,
}

#[derive(Debug)]
pub(crate) struct Writer {
    backend: Backend,
    faults: Faults,
    /// How often `entries_of` fails from now on.
    deaf: u32,
}

#[derive(Debug)]
pub(crate) enum Backend {
    Memory(memory::Writer),
    Sqlite(Box<sqlite::Writer>),
}

/// Calls the same method of whichever backend it is.
macro_rules! each {
    ($writer:expr, $backend:ident => $call:expr) => {
        match &mut $writer.backend {
            Backend::Memory($backend) => $call,
            Backend::Sqlite($backend) => $call,
        }
    };
}

impl Writer {
    pub(crate) fn new(backend: Backend, faults: Faults) -> Self {
        Self { backend, faults, deaf: 0 }
    }

    pub(crate) async fn begin(&mut self) -> Result<(), Broken> {
        each!(self, backend => backend.begin().await)
    }

    pub(crate) async fn known(&mut self, questions: &Questions) -> Result<Known, Broken> {
        each!(self, backend => backend.known(questions).await)
    }

    /// The last position of an organisation's log; 0 when it is empty.
    pub(crate) async fn last_position(&mut self, organisation: OrganisationId) -> Result<Position, Broken> {
        each!(self, backend => backend.last_position(organisation).await)
    }

    pub(crate) async fn insert(&mut self, rows: &Rows<'_>) -> Result<(), Broken> {
        each!(self, backend => backend.insert(rows).await)
    }

    pub(crate) async fn savepoint(&mut self) -> Result<(), Broken> {
        each!(self, backend => backend.savepoint().await)
    }

    pub(crate) async fn release(&mut self) -> Result<(), Broken> {
        each!(self, backend => backend.release().await)
    }

    pub(crate) async fn rollback_to(&mut self) -> Result<(), Broken> {
        each!(self, backend => backend.rollback_to().await)
    }

    /// Ends the transaction; after an error it has been rolled back, or (`Unknown`) nobody knows.
    pub(crate) async fn commit(&mut self) -> Result<(), Broken> {
        let fault = self.faults.next();
        let injected = || "injected".to_owned();
        match fault {
            Fault::None => each!(self, backend => backend.commit().await),
            Fault::Unavailable => {
                self.rollback().await;
                Err(Broken::Unavailable(injected()))
            }
            Fault::Fatal => {
                self.rollback().await;
                Err(Broken::Fatal(injected()))
            }
            Fault::Unknown { written } | Fault::UnknownFor { written, .. } => {
                if let Fault::UnknownFor { tries, .. } = fault {
                    self.deaf = tries;
                }
                if written {
                    each!(self, backend => backend.commit().await)?;
                } else {
                    self.rollback().await;
                }
                Err(Broken::Unknown(injected()))
            }
        }
    }

    pub(crate) async fn rollback(&mut self) {
        each!(self, backend => backend.rollback().await);
    }

    /// Which of these entries stand, outside any transaction and on a connection that works.
    pub(crate) async fn entries_of(
        &mut self,
        ids: &[EntryId],
    ) -> Result<BTreeMap<EntryId, Position>, Broken> {
        if self.deaf > 0 {
            self.deaf -= 1;
            return Err(Broken::Unavailable("injected".to_owned()));
        }
        each!(self, backend => backend.entries_of(ids).await)
    }

    pub(crate) async fn ticket(
        &mut self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Result<Option<Ticket>, Broken> {
        each!(self, backend => backend.ticket(organisation, ticket).await)
    }

    pub(crate) async fn sweep(
        &mut self,
        expired_before: Timestamp,
        entries_before: Timestamp,
    ) -> Result<u64, Broken> {
        each!(self, backend => backend.sweep(expired_before, entries_before).await)
    }

    /// Waits while the write-ahead log is too long.
    pub(crate) async fn breathe(&mut self) {
        each!(self, backend => backend.breathe().await);
    }

    pub(crate) async fn close(&mut self) {
        each!(self, backend => backend.close().await);
    }
}
