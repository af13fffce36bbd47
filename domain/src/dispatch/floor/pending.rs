//! What is under way: one command a ticket, with what it reserves and the event that ends it. Ends by that
//! event or by a refusal; a full inbox leaves it due.

use alloc::vec::Vec;

use crate::dispatch::books::Part;
use crate::dispatch::floor::asks::Ask;
use crate::dispatch::floor::{Floor, Intent};
use crate::ids::{DecisionId, OfferId, TicketId};
use crate::log::{By, Recorded};
use crate::org::Roles;
use crate::ticket::{Caller, Command, Event};

#[derive(Debug, Clone)]
pub struct Pending {
    /// What counts as held until the outcome is known.
    pub reserved: Option<Part>,
    pub until: Until,
    /// The ask it serves; `None`: our own.
    pub ask: Option<Ask>,
    /// Version of the ticket when it was sent; 0 before it is opened.
    pub version: u32,
    /// Version of the directory it was decided with.
    pub directory: u32,
    /// It found a full inbox and has to be tried again.
    pub due: bool,
    /// Whom it rings at has gone off duty meanwhile: the ring is revoked as soon as it stands.
    pub stale: bool,
}

/// The event in the stream that says it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    Opened,
    Offered(OfferId),
    Revoked(OfferId),
    Stranded(DecisionId),
    RoundOpened,
}

impl Until {
    /// Somebody else's event of the same kind does not count: ours will then be refused, and the refusal
    /// must not hit the command after it.
    pub fn ended_by(self, recorded: &Recorded, event: &Event) -> bool {
        let ours = recorded.by == By::Dispatch;
        match (self, event) {
            (Self::Opened, Event::Opened { .. }) => true,
            (Self::Offered(id), Event::Offered { offer, .. }) => *offer == id,
            (Self::Revoked(id), Event::Revoked { offer, .. }) => ours && *offer == id,
            (Self::Stranded(id), Event::Stranded { decision, .. }) => *decision == id,
            (Self::RoundOpened, Event::RoundOpened { .. }) => ours,
            _ => false,
        }
    }
}

/// The dispatcher itself, trusted by who it is.
pub const OURS: Caller = Caller { by: By::Dispatch, roles: Roles::NONE };

impl Floor {
    /// A command of our own goes out.
    pub(super) fn send(
        &mut self,
        ticket: TicketId,
        command: Command,
        until: Until,
        reserved: Option<Part>,
    ) -> Intent {
        self.hold(ticket, until, reserved, None);
        Intent::Send { ticket, command, caller: OURS, ask: None }
    }

    pub(super) fn hold(&mut self, ticket: TicketId, until: Until, reserved: Option<Part>, ask: Option<Ask>) {
        if let Some(part) = reserved {
            self.books.reserve(part);
        }
        let version = self.tickets.get(&ticket).map_or(0, |ticket| ticket.version);
        let directory = self.directory().version;
        self.pending
            .insert(ticket, Pending { reserved, until, ask, version, directory, due: false, stale: false });
    }

    /// It is over, one way or the other: what it reserved is free again, and the ticket is looked at anew.
    pub(super) fn end_pending(&mut self, ticket: TicketId) -> Option<Pending> {
        let pending = self.pending.remove(&ticket)?;
        if let Some(part) = pending.reserved {
            self.books.release(part);
            self.freed.insert(part.engineer);
        }
        self.waiting.remove(&ticket);
        Some(pending)
    }

    pub(super) fn refused(&mut self, ticket: TicketId) {
        let Some(pending) = self.end_pending(ticket) else { return };
        let version = self.tickets.get(&ticket).map_or(0, |ticket| ticket.version);
        let as_it_was = version == pending.version && self.directory().version == pending.directory;
        if pending.ask.is_none() && as_it_was {
            self.refused_at.insert(ticket, version);
        }
    }

    pub(super) fn busy(&mut self, ticket: TicketId) {
        if let Some(pending) = self.pending.get_mut(&ticket) {
            pending.due = true;
        }
    }

    /// What was due is decided anew rather than sent again: its ring window would have run already, and
    /// somebody better may have come free. Asks go before the others that wait for the same ticket.
    pub(super) fn retry_busy(&mut self) {
        let due: Vec<TicketId> =
            self.pending.iter().filter(|(_, pending)| pending.due).map(|(ticket, _)| *ticket).collect();
        for ticket in due {
            let Some(pending) = self.end_pending(ticket) else { continue };
            match (pending.ask, pending.until) {
                (Some(ask), _) => self.asks.entry(ticket).or_default().push_front(ask),
                (None, Until::Revoked(offer)) => drop(self.revoke_due.insert(ticket, offer)),
                (None, Until::RoundOpened) => drop(self.round_due.insert(ticket)),
                // Back in the queue, where it is looked at as if new.
                (None, Until::Offered(_) | Until::Stranded(_) | Until::Opened) => {}
            }
        }
    }
}
