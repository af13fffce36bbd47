//! The store's handle: the journal, and the reads beside it. Cheap to clone, good on every thread.

use std::collections::BTreeMap;
use std::path::Path;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{AccountId, CategoryId, CauseId, LoginId, OrganisationId, TextId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::org::{Directory, DirectoryRow};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use crate::memory::{self, Memory};
use crate::projection::Projection;
use crate::sqlite::{self, Sqlite};
use crate::writer::{Backend, Writer};
use crate::{
    Account, Committed, DeskStart, DueRow, Journal, KeyRow, Login, OpenError, Options, OrganisationRow, Page,
    PastOf, PastRow, ReadError, RequestKey, ScreenRow, TicketFilter, TicketRow, TimelineRow,
};

/// Journal and reads over one database.
#[derive(Debug, Clone)]
pub struct Store {
    journal: Journal,
    reads: Reads,
    log_id: i64,
}

#[derive(Debug, Clone)]
enum Reads {
    Memory(Memory),
    Sqlite(Sqlite),
}

type Read<T> = Result<T, ReadError>;

impl Store {
    /// Opens the database, makes it if it is not there, and brings it to this version. The journal's task
    /// runs on the present tokio runtime.
    ///
    /// # Errors
    /// `OpenError` tells the operator what to do.
    pub async fn sqlite(path: &Path, options: Options) -> Result<Self, OpenError> {
        let (writer, reads, log_id) = sqlite::open(path, &options).await?;
        let writer = Writer::new(Backend::Sqlite(Box::new(writer)), options.faults.clone());
        Ok(Self { journal: Journal::start(writer, &options), reads: Reads::Sqlite(reads), log_id })
    }

    /// Nothing survives the process. The journal's task runs on the present tokio runtime.
    pub fn memory() -> Self {
        Self::memory_with(Options::default())
    }

    /// As `memory`, with limits and faults of one's own.
    pub fn memory_with(options: Options) -> Self {
        Self::over(Memory::default(), &options)
    }

    /// What a restart would find: a new journal over a copy of what is committed. `None` for a database on
    /// disk: open that again.
    pub fn reopen_memory(&self, options: &Options) -> Option<Self> {
        match &self.reads {
            Reads::Memory(memory) => Some(Self::over(memory.copy(), options)),
            Reads::Sqlite(_) => None,
        }
    }

    fn over(memory: Memory, options: &Options) -> Self {
        let backend = Backend::Memory(memory::Writer::new(memory.clone()));
        let journal = Journal::start(Writer::new(backend, options.faults.clone()), options);
        Self { journal, reads: Reads::Memory(memory), log_id: 1 }
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The lineage of this log: another one after a database was restored or replaced. Below 2^53.
    pub fn log_id(&self) -> i64 {
        self.log_id
    }

    /// Every organisation, by id.
    pub async fn organisations(&self) -> Read<Vec<OrganisationRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.organisations()),
            Reads::Sqlite(sqlite) => sqlite.organisations().await,
        }
    }

    /// The present directory; empty (version 0) for an unknown organisation.
    pub async fn directory(&self, organisation: OrganisationId) -> Read<Directory> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.directory(organisation)),
            Reads::Sqlite(sqlite) => sqlite.directory(organisation).await,
        }
    }

    /// All that a desk needs to start, of one moment.
    pub async fn desk_start(&self, organisation: OrganisationId, now: Timestamp) -> Read<DeskStart> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.desk_start(organisation, now)),
            Reads::Sqlite(sqlite) => sqlite.desk_start(organisation, now).await,
        }
    }

    /// The ticket as last committed.
    pub async fn ticket(&self, organisation: OrganisationId, id: TicketId) -> Read<Option<Ticket>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.ticket(organisation, id)),
            Reads::Sqlite(sqlite) => sqlite.ticket(organisation, id).await,
        }
    }

    /// The ticket as it was at that version: the answer to a key seen before.
    pub async fn ticket_at(
        &self,
        organisation: OrganisationId,
        id: TicketId,
        version: u32,
    ) -> Read<Option<Ticket>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.ticket_at(organisation, id, version)),
            Reads::Sqlite(sqlite) => sqlite.ticket_at(organisation, id, version).await,
        }
    }

    /// Everything that happened to a ticket, oldest first.
    pub async fn timeline(&self, organisation: OrganisationId, id: TicketId) -> Read<Vec<TimelineRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.timeline(organisation, id)),
            Reads::Sqlite(sqlite) => sqlite.timeline(organisation, id).await,
        }
    }

    /// The decisions about a ticket, oldest first.
    pub async fn decisions(
        &self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Read<Vec<DecisionRecord>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.decisions(organisation, ticket)),
            Reads::Sqlite(sqlite) => sqlite.decisions(organisation, ticket).await,
        }
    }

    /// Texts by id; erased and unknown ones are missing.
    pub async fn texts(
        &self,
        organisation: OrganisationId,
        ids: &[TextId],
    ) -> Read<BTreeMap<TextId, String>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.texts(organisation, ids)),
            Reads::Sqlite(sqlite) => sqlite.texts(organisation, ids).await,
        }
    }

    /// One page of tickets, newest first.
    pub async fn list(
        &self,
        organisation: OrganisationId,
        filter: &TicketFilter,
        page: Page,
    ) -> Read<Vec<TicketRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.list(organisation, filter, page)),
            Reads::Sqlite(sqlite) => sqlite.list(organisation, filter, page).await,
        }
    }

    /// Ended tickets that have this in common with `but`, newest first; merged ones are left out.
    pub async fn past(
        &self,
        organisation: OrganisationId,
        of: PastOf,
        but: TicketId,
        limit: u32,
    ) -> Read<Vec<PastRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.past(organisation, of, but, limit)),
            Reads::Sqlite(sqlite) => sqlite.past(organisation, of, but, limit).await,
        }
    }

    /// How often each cause ended a ticket of this very category, from `since` on; in no order.
    pub async fn causes_used(
        &self,
        organisation: OrganisationId,
        category: CategoryId,
        since: Timestamp,
    ) -> Read<Vec<(CauseId, u32)>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.causes_used(organisation, category, since)),
            Reads::Sqlite(sqlite) => sqlite.causes_used(organisation, category, since).await,
        }
    }

    /// Events from `from` on, at most `limit`; `None` when there is none yet.
    pub async fn events_from(
        &self,
        organisation: OrganisationId,
        from: Position,
        limit: u32,
    ) -> Read<Option<Committed>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.events_from(organisation, from, limit)),
            Reads::Sqlite(sqlite) => sqlite.events_from(organisation, from, limit).await,
        }
    }

    pub async fn key(&self, organisation: OrganisationId, key: &RequestKey) -> Read<Option<KeyRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.key(organisation, key)),
            Reads::Sqlite(sqlite) => sqlite.key(organisation, key).await,
        }
    }

    /// Deadlines of all organisations due at or before `until`, soonest first.
    pub async fn due(&self, until: Timestamp, limit: u32) -> Read<Vec<DueRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.due(until, limit)),
            Reads::Sqlite(sqlite) => sqlite.due(until, limit).await,
        }
    }

    /// Organisations that have a log, by id.
    pub async fn logs(&self) -> Read<Vec<OrganisationId>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.logs()),
            Reads::Sqlite(sqlite) => sqlite.logs().await,
        }
    }

    /// Rows of an organisation's log from a position on, in order, as they stand: gaps stay gaps.
    pub async fn log(
        &self,
        organisation: OrganisationId,
        from: Position,
        limit: u32,
    ) -> Read<Vec<TimelineRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.log(organisation, from, limit)),
            Reads::Sqlite(sqlite) => sqlite.log(organisation, from, limit).await,
        }
    }

    /// The rows that the change to this version of the directory put.
    pub async fn directory_rows(
        &self,
        organisation: OrganisationId,
        version: u32,
    ) -> Read<Vec<DirectoryRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.directory_rows(organisation, version)),
            Reads::Sqlite(sqlite) => sqlite.directory_rows(organisation, version).await,
        }
    }

    pub(crate) async fn projection(&self, organisation: OrganisationId) -> Read<Projection> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.projection(organisation)),
            Reads::Sqlite(sqlite) => sqlite.projection(organisation).await,
        }
    }

    pub async fn account_by_phone(&self, phone: &str) -> Read<Option<Account>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.account_by_phone(phone)),
            Reads::Sqlite(sqlite) => sqlite.account_by_phone(phone).await,
        }
    }

    pub async fn account(&self, id: AccountId) -> Read<Option<Account>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.account(id)),
            Reads::Sqlite(sqlite) => sqlite.account(id).await,
        }
    }

    /// The logins of an account in one organisation, each with the hash of its token.
    pub async fn logins_of(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Read<Vec<(LoginId, String)>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.logins_of(organisation, account)),
            Reads::Sqlite(sqlite) => sqlite.logins_of(organisation, account).await,
        }
    }

    /// What is known of an organisation's wall screens beside the directory, withdrawn ones too.
    pub async fn screens(&self, organisation: OrganisationId) -> Read<Vec<ScreenRow>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.screens(organisation)),
            Reads::Sqlite(sqlite) => sqlite.screens(organisation).await,
        }
    }

    /// The login whose token has this hash; expired ones too: look at `expires_at`.
    pub async fn login(&self, token_hash: &str) -> Read<Option<Login>> {
        match &self.reads {
            Reads::Memory(memory) => Ok(memory.login(token_hash)),
            Reads::Sqlite(sqlite) => sqlite.login(token_hash).await,
        }
    }
}
