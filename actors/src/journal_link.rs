//! What every actor of a desk shares: the way to the journal and the reads beside it, the clock, ids, the
//! feeds. Knows how an entry is handed over and how a lost outcome is found; never what an entry means.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lamplight_domain::ids::{EntryId, Minter, OfferId, OrganisationId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::org::Directory;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{
    AuditRow, Body, Committed, Entry, Full, KeyRow, Lane, Outcome, ReadError, RequestKey, Store,
};

use crate::feeds::Feeds;
use crate::step::Held;
use crate::{Answer, Clock, Options, Refusal};

const RETRY_AFTER_MS: u32 = 1_000;
const KEYS_LIVE: Span = Span::from_hours(7 * 24);
/// Between two tries of the desk's own work that the journal could not take (life time).
pub const TRY_AGAIN: Duration = Duration::from_millis(250);
/// Rows of the log read at once when a gap is filled.
const LOG_PAGE: u32 = 1_000;

/// A read that the store could not serve now; logged where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadFailed;

impl From<ReadFailed> for Refusal {
    fn from(_: ReadFailed) -> Self {
        Self::Unavailable { retry_after_ms: RETRY_AFTER_MS }
    }
}

pub struct Ports {
    pub organisation: OrganisationId,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub feeds: Arc<Feeds>,
    pub options: Arc<Options>,
    pub chance: Mutex<Minter>,
    /// No new work is taken.
    pub stopping: Arc<AtomicBool>,
    pub live_tickets: AtomicUsize,
    /// Rings that fell due while the process was down have their window again from its start (design 1.7).
    /// No event says so: the wheel goes by this, and so does whatever is shown of such a ticket.
    pub windows: BTreeMap<OfferId, Timestamp>,
}

impl Ports {
    pub fn mint<T: From<i64>>(&self) -> T {
        let now = self.clock.now();
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).mint(now)
    }

    pub fn seed(&self) -> u64 {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).chance()
    }

    /// A minter for the floor, whose ids collide with nobody's.
    pub fn minter(&self) -> Minter {
        let seed = self.seed();
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).beside(seed)
    }

    /// The ticket as people see it: a ring's end is the one that the wheel goes by.
    pub fn as_shown(&self, ticket: &Arc<Ticket>) -> Arc<Ticket> {
        let window = ticket.offer.and_then(|offer| self.windows.get(&offer.id));
        let Some(&accept_by) = window else { return Arc::clone(ticket) };
        let mut shown = Ticket::clone(ticket);
        if let Some(offer) = &mut shown.offer {
            offer.accept_by = accept_by;
        }
        Arc::new(shown)
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// A number under which a fault of ours is found in the logs.
    pub fn incident(&self, what: &str) -> String {
        let incident = format!("{:012x}", self.seed() >> 16);
        tracing::error!(organisation = %self.organisation, incident, what, "incident");
        incident
    }

    pub fn key_expiry(&self) -> Timestamp {
        self.clock.life() + KEYS_LIVE
    }

    /// # Errors
    /// `Full`: nothing was taken.
    pub fn commit(&self, entry: Entry, lane: Lane) -> Result<impl Future<Output = Outcome> + 'static, Full> {
        self.store.journal().append(entry, lane)
    }

    /// For the desk's own entries, which must not be lost to a full journal. The outcome may be any but
    /// `Unknown`; an entry that was not written is not tried again: the caller knows whether it still holds.
    pub fn commit_patiently(
        self: &Arc<Self>,
        entry: Entry,
        lane: Lane,
    ) -> impl Future<Output = Outcome> + 'static {
        let ports = Arc::clone(self);
        let id = entry.id;
        let pending = self.commit(entry, lane);
        async move {
            let outcome = match pending {
                Ok(pending) => pending.await,
                Err(Full) => return Outcome::Unavailable,
            };
            if outcome != Outcome::Unknown {
                return outcome;
            }
            loop {
                if let Some(outcome) = ports.outcome_of(id).await {
                    return outcome;
                }
                tokio::time::sleep(TRY_AGAIN).await;
            }
        }
    }

    /// What became of an entry, once that can be known.
    pub async fn outcome_of(&self, entry: EntryId) -> Option<Outcome> {
        let outcome = self.store.journal().resolve(entry).await;
        (outcome != Outcome::Unknown).then_some(outcome)
    }

    /// Writes a line of audit where no event is the audit. Lost, and counted, when the journal is full.
    pub fn audit(&self, row: AuditRow) {
        let entry = Entry {
            id: self.mint(),
            organisation: self.organisation,
            at: self.clock.now(),
            body: Body::Nothing,
            key: None,
            texts: Vec::new(),
            audit: Some(row),
        };
        if self.commit(entry, Lane::Person).is_err() {
            metrics::counter!("lamplight_audit_lost_total").increment(1);
        }
    }

    /// A ticket as stored now, beside the journal.
    ///
    /// # Errors
    /// The store cannot be read now.
    pub async fn held(&self, ticket: TicketId) -> Result<Option<Held>, ReadFailed> {
        let read = self.store.ticket(self.organisation, ticket).await.map_err(|why| self.failed(&why))?;
        match read {
            Some(ticket) => Ok(Some(self.with_summary(ticket).await?)),
            None => Ok(None),
        }
    }

    async fn with_summary(&self, ticket: Ticket) -> Result<Held, ReadFailed> {
        let texts = self.store.texts(self.organisation, &[ticket.summary]).await;
        let mut texts = texts.map_err(|why| self.failed(&why))?;
        let summary = texts.remove(&ticket.summary).unwrap_or_default().into();
        Ok(Held { ticket: Arc::new(ticket), summary })
    }

    /// A ticket as stored, read behind the journal's work, with a position that includes it.
    ///
    /// # Errors
    /// The store cannot be read now.
    pub async fn held_behind(&self, ticket: TicketId) -> Result<Option<(Held, Position)>, ReadFailed> {
        let behind = self.store.journal().read_behind(self.organisation, ticket).await;
        let Some(behind) = behind.map_err(|why| self.failed(&why))? else { return Ok(None) };
        let position = Position(self.feeds.shown());
        Ok(Some((self.with_summary(behind).await?, position)))
    }

    /// # Errors
    /// The store cannot be read now.
    pub async fn events_from(&self, position: Position) -> Result<Option<Committed>, ReadFailed> {
        let read = self.store.events_from(self.organisation, position, LOG_PAGE).await;
        read.map_err(|why| self.failed(&why))
    }

    /// A ticket as it was at a version.
    ///
    /// # Errors
    /// The store cannot be read now.
    pub async fn ticket_at(&self, ticket: TicketId, version: u32) -> Result<Option<Ticket>, ReadFailed> {
        let read = self.store.ticket_at(self.organisation, ticket, version).await;
        read.map_err(|why| self.failed(&why))
    }

    /// # Errors
    /// The store cannot be read now.
    pub async fn directory(&self) -> Result<Directory, ReadFailed> {
        self.store.directory(self.organisation).await.map_err(|why| self.failed(&why))
    }

    /// # Errors
    /// The store cannot be read now.
    pub async fn key(&self, key: &RequestKey) -> Result<Option<KeyRow>, ReadFailed> {
        self.store.key(self.organisation, key).await.map_err(|why| self.failed(&why))
    }

    /// The answer that a key led to: the ticket at that version. `created`: as the request was an open.
    pub fn answer_of_key(
        self: &Arc<Self>,
        row: KeyRow,
        hash: String,
        created: bool,
    ) -> impl Future<Output = Result<Answer, Refusal>> + 'static {
        let ports = Arc::clone(self);
        async move {
            if row.request_hash != hash {
                return Err(Refusal::KeyReused);
            }
            let id = row.ticket.ok_or(Refusal::NotFound)?;
            let at = ports.store.ticket_at(ports.organisation, id, row.version).await;
            let at = at.map_err(|why| Refusal::from(ports.failed(&why)))?.ok_or(Refusal::NotFound)?;
            let held = ports.with_summary(at).await?;
            Ok(Answer {
                ticket: held.ticket,
                summary: held.summary,
                directory: ports.feeds.directory(),
                position: Position(ports.feeds.shown()),
                created,
            })
        }
    }

    fn failed(&self, why: &ReadError) -> ReadFailed {
        metrics::counter!("lamplight_reads_failed_total").increment(1);
        tracing::warn!(organisation = %self.organisation, %why, "the store cannot be read");
        ReadFailed
    }
}
