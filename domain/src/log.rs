//! What stands in an organisation's log: facts with who and when, and the proof that `decide` made them.
//!
//! `Recorded` is plain data that anyone may read, fold and store. `Decided` is what a journal accepts:
//! its fields are private, it cannot be cloned or deserialised, so nobody but `domain` can make one.

pub mod stored;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId, TicketId};
use crate::org;
use crate::sla::Deadline;
use crate::ticket::{self, Ticket};
use crate::time::Timestamp;

/// A place in an organisation's log: 1 is the first event. Without gap or repeat (T1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl Position {
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Whose act an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Person(PersonId),
    /// The organisation's dispatcher actor: automatic offers, revocations, stranding.
    Dispatch,
    /// A deadline that fell due.
    Wheel,
    /// The program itself: imports, set-up, quarantine.
    System,
    /// A monitoring system.
    Alarm,
}

/// One event of an organisation's log, without its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Event time: never before the event before it of the same ticket.
    pub at: Timestamp,
    pub by: By,
    /// When it really happened, where a phone was offline or a slip was entered later.
    pub occurred_at: Option<Timestamp>,
    pub fact: Fact,
}

/// What happened, and to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Ticket {
        ticket: TicketId,
        /// The ticket's version after this event: 1 for Opened.
        version: u32,
        event: ticket::Event,
    },
    Organisation(org::Event),
}

/// Events that `decide` made, with what they lead to. Made only in this crate.
///
/// ```compile_fail,E0451
/// use lamplight_domain::log::Decided;
/// let forged = Decided {
///     organisation: lamplight_domain::ids::OrganisationId::from_raw(1),
///     events: Vec::new(),
///     after: None,
///     deadlines: Vec::new(),
/// };
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Decided {
    organisation: OrganisationId,
    events: Vec<Recorded>,
    after: Option<Ticket>,
    deadlines: Vec<Deadline>,
}

impl Decided {
    pub(crate) fn ticket(events: Vec<Recorded>, after: Ticket, deadlines: Vec<Deadline>) -> Self {
        Self { organisation: after.organisation, events, after: Some(after), deadlines }
    }

    pub(crate) fn organisation_event(organisation: OrganisationId, event: Recorded) -> Self {
        Self { organisation, events: alloc::vec![event], after: None, deadlines: Vec::new() }
    }

    /// For quarantine alone: an event of a ticket whose state is not looked at.
    pub(crate) fn without_state(organisation: OrganisationId, event: Recorded) -> Self {
        Self { organisation, events: alloc::vec![event], after: None, deadlines: Vec::new() }
    }

    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// At least one event, in order.
    pub fn events(&self) -> &[Recorded] {
        &self.events
    }

    /// The ticket after the events; `None` for events of the organisation itself, and for Quarantined.
    pub fn after(&self) -> Option<&Ticket> {
        self.after.as_ref()
    }

    /// All deadlines of the ticket after the events: they replace those stored before (K1).
    pub fn deadlines(&self) -> &[Deadline] {
        &self.deadlines
    }

    pub fn into_parts(self) -> (Vec<Recorded>, Option<Ticket>, Vec<Deadline>) {
        (self.events, self.after, self.deadlines)
    }
}
