//! The journal's handle: whoever has it may append entries, listen to one organisation's log, and learn
//! what became of an entry. The work is done by one task (`journal::run`), which alone writes.
//!
//! Never decides anything, never drops an entry silently: what was taken is settled.

pub(crate) mod budget;
mod commit;
pub(crate) mod failpoint;
mod faults;
pub(crate) mod group;
mod import;
pub(crate) mod publish;
pub(crate) mod rows;
mod run;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lamplight_domain::ids::{EntryId, OrganisationId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;
use tokio::sync::{mpsc, oneshot};

use crate::writer::Writer;
use crate::{Committed, Entry, Full, Lane, Options, Outcome, ReadError};
use budget::{Budget, Permit};
pub use faults::{Fault, Faults};
use rows::Folded;

/// What one organisation's log says from now on, in order; the sender ends with the journal.
pub type Subscription = mpsc::UnboundedReceiver<Arc<Committed>>;

/// Handle to the journal's task.
#[derive(Debug, Clone)]
pub struct Journal {
    queue: mpsc::UnboundedSender<Ask>,
    budget: Budget,
}

/// An entry on its way. Awaiting it gives its outcome; dropping it changes nothing: the entry is still
/// committed.
#[derive(Debug)]
pub struct Pending(oneshot::Receiver<Outcome>);

impl Future for Pending {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        // The task died with the answer: whether it was written is not known here.
        Pin::new(&mut self.0).poll(cx).map(|answer| answer.unwrap_or(Outcome::Unknown))
    }
}

/// An entry with whom to answer; its budget is given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) entry: Entry,
    pub(crate) folded: Option<Folded>,
    pub(crate) reply: oneshot::Sender<Outcome>,
    pub(crate) _permit: Permit,
}

/// What the task is asked, in order.
#[derive(Debug)]
pub(crate) enum Ask {
    Append(Box<Job>),
    Subscribe(OrganisationId, oneshot::Sender<Result<(Position, Subscription), ReadError>>),
    ReadBehind(OrganisationId, TicketId, oneshot::Sender<Result<Option<Ticket>, ReadError>>),
    Resolve(EntryId, oneshot::Sender<Outcome>),
    Sweep {
        expired_before: Timestamp,
        entries_before: Timestamp,
        reply: oneshot::Sender<Result<u64, ReadError>>,
    },
    Flush(oneshot::Sender<()>),
    Close(oneshot::Sender<()>),
}

impl Journal {
    /// Starts the task. Must be called inside a tokio runtime, on which it then runs.
    pub(crate) fn start(writer: Writer, options: &Options) -> Self {
        let (queue, asks) = mpsc::unbounded_channel();
        let budget = Budget::new(options.entries_max, options.queue_bytes_max);
        run::start(writer, asks, options);
        Self { queue, budget }
    }

    /// Hands an entry over; it is committed whether or not `Pending` is kept. Order is kept: an entry
    /// appended later is never committed before one appended earlier of the same ticket.
    ///
    /// # Errors
    /// `Full` when the lane's budget is used up: nothing was taken.
    pub fn append(&self, entry: Entry, lane: Lane) -> Result<Pending, Full> {
        let permit = self.budget.take(entry.weight(), lane)?;
        let (reply, outcome) = oneshot::channel();
        let job = Box::new(Job { entry, folded: None, reply, _permit: permit });
        if let Err(closed) = self.queue.send(Ask::Append(job))
            && let Ask::Append(job) = closed.0
        {
            let _ = job.reply.send(Outcome::Unavailable);
        }
        Ok(Pending(outcome))
    }

    /// From the position returned on, the receiver gets every `Committed` of the organisation, once and in
    /// order. One subscriber an organisation, its desk: a second replaces the first.
    ///
    /// # Errors
    /// `Unavailable` when the present position cannot be read, or the journal is closed.
    pub async fn subscribe(
        &self,
        organisation: OrganisationId,
    ) -> Result<(Position, Subscription), ReadError> {
        self.ask(|reply| Ask::Subscribe(organisation, reply)).await?
    }

    /// The ticket as stored, read behind everything appended before: it cannot miss a commit in flight.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be read now.
    pub async fn read_behind(
        &self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Result<Option<Ticket>, ReadError> {
        self.ask(|reply| Ask::ReadBehind(organisation, ticket, reply)).await?
    }

    /// What became of an entry: `Committed`, `Unavailable` (it was not written and never will be), or still
    /// `Unknown`.
    pub async fn resolve(&self, entry: EntryId) -> Outcome {
        self.ask(|reply| Ask::Resolve(entry, reply)).await.unwrap_or(Outcome::Unknown)
    }

    /// Forgets keys and logins that expired before `expired_before` (life time) and ids of entries made
    /// before `entries_before` (the hospital's time), at most 1,000 of each; how many went.
    ///
    /// # Errors
    /// `Unavailable` when nothing can be written now.
    pub async fn sweep(
        &self,
        expired_before: Timestamp,
        entries_before: Timestamp,
    ) -> Result<u64, ReadError> {
        self.ask(|reply| Ask::Sweep { expired_before, entries_before, reply }).await?
    }

    /// Returns when everything appended before is settled.
    pub async fn flush(&self) {
        let _ = self.ask(Ask::Flush).await;
    }

    /// Settles what waits, copies the write-ahead log back and ends the task. Later entries are answered
    /// `Unavailable`.
    pub async fn close(&self) {
        let _ = self.ask(Ask::Close).await;
    }

    /// Entries taken and not yet settled.
    pub fn waiting(&self) -> usize {
        self.budget.waiting()
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Ask) -> Result<T, ReadError> {
        let closed = || ReadError::Unavailable("the journal is closed".to_owned());
        let (reply, answer) = oneshot::channel();
        self.queue.send(ask(reply)).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())
    }
}
