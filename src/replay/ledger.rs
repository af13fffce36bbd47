//! What the play itself has seen of each ticket: the record against which the server's list is judged.
//! Never asks the server anything.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lamplight_protocol::Id;
use tokio::sync::watch;

use crate::client::{CallError, Session};

/// The engineer who accepted a ticket, as his program.
#[derive(Clone)]
pub struct Owner {
    pub session: Session,
}

/// One ticket as its people have seen it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The incident it was opened for.
    pub incident: String,
    /// Its opening was acknowledged.
    pub opened: bool,
    /// Its completion was acknowledged.
    pub completed: bool,
    /// Life from sending the report until the first ring was there.
    pub ring_after: Option<Duration>,
    sent_at: Option<Duration>,
    rang_at: Option<Duration>,
}

/// Sums for the bar and the report.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub opened: u64,
    pub accepted: u64,
    pub completed: u64,
    pub held: u64,
    /// Holds that were over before somebody had accepted.
    pub holds_passed: u64,
    pub lapsed: u64,
    pub by_hand: u64,
    /// By the problem's code; `unknown` and `unreadable` where there was none.
    pub refused: BTreeMap<String, u64>,
    pub position: i64,
    /// Feeds that ended although they were wanted.
    pub feeds_lost: u64,
}

#[derive(Default)]
struct Book {
    tickets: BTreeMap<Id, Entry>,
    counts: Counts,
}

struct Entry {
    seen: Seen,
    owner: watch::Sender<Option<Owner>>,
}

/// Shared by everybody who acts in the play.
#[derive(Default)]
pub struct Ledger(Mutex<Book>);

impl Ledger {
    /// The report that became this ticket was sent at this `tick` and acknowledged.
    pub fn opened(&self, ticket: Id, incident: &str, sent_at: Duration, position: i64) {
        let mut book = self.book();
        book.counts.opened += 1;
        book.counts.position = book.counts.position.max(position);
        let seen = &mut book.entry(ticket).seen;
        incident.clone_into(&mut seen.incident);
        seen.opened = true;
        seen.sent_at = Some(sent_at);
        seen.measure();
    }

    /// It rang somewhere at this `tick`. The first ring counts; it may be here before the acknowledgement.
    pub fn rang(&self, ticket: Id, at: Duration) {
        let mut book = self.book();
        let seen = &mut book.entry(ticket).seen;
        seen.rang_at.get_or_insert(at);
        seen.measure();
    }

    pub fn accepted(&self, ticket: Id, owner: Owner, position: i64) {
        let mut book = self.book();
        book.counts.accepted += 1;
        book.counts.position = book.counts.position.max(position);
        book.entry(ticket).owner.send_replace(Some(owner));
    }

    pub fn completed(&self, ticket: Id, position: i64) {
        let mut book = self.book();
        book.counts.completed += 1;
        book.counts.position = book.counts.position.max(position);
        book.entry(ticket).seen.completed = true;
    }

    /// Whoever owns the ticket, from now on.
    pub fn owner(&self, ticket: Id) -> watch::Receiver<Option<Owner>> {
        self.book().entry(ticket).owner.subscribe()
    }

    pub fn refused(&self, error: &CallError) {
        *self.book().counts.refused.entry(error.code().to_owned()).or_default() += 1;
    }

    pub fn count(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.book().counts);
    }

    pub fn counts(&self) -> Counts {
        self.book().counts.clone()
    }

    /// Everything that was seen, by ticket.
    pub fn tickets(&self) -> BTreeMap<Id, Seen> {
        self.book().tickets.iter().map(|(id, entry)| (*id, entry.seen.clone())).collect()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // Whoever panicked while he held it left whole values: each change is one assignment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn entry(&mut self, ticket: Id) -> &mut Entry {
        let fresh = || Entry { seen: Seen::default(), owner: watch::Sender::new(None) };
        self.tickets.entry(ticket).or_insert_with(fresh)
    }
}

impl Seen {
    fn measure(&mut self) {
        if let (Some(sent_at), Some(rang_at)) = (self.sent_at, self.rang_at) {
            self.ring_after = Some(rang_at.saturating_sub(sent_at));
        }
    }
}

#[cfg(test)]
mod tests;
