//! The pure dispatcher of one organisation: a fold of its log (roster, load, backlog) with the
//! reservations that are not yet committed. `step(input, now) -> intents`; whole days run without any
//! actor.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{GroupId, PersonId, TicketId};
use crate::log::{Position, Recorded};
use crate::org::{Directory, Duty};
use crate::ticket::{Caller, Command, Open, Rejection, Ticket};
use crate::time::Timestamp;

/// Names one ask of a person, so that its intent or refusal finds its way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskId(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferTo {
    Engineer(PersonId),
    Group(GroupId),
}

#[derive(Debug, Clone)]
pub enum Input<'a> {
    /// What the journal has committed; in order, from `first`. Folded, then the backlog is drained.
    Committed {
        first: Position,
        events: &'a [Recorded],
    },
    /// A report comes in: reserve and choose.
    Open {
        ask: AskId,
        open: Open,
        caller: Caller,
    },
    /// A dispatcher chooses. Waits while a reservation of this ticket is not settled.
    OfferByHand {
        ask: AskId,
        ticket: TicketId,
        to: PersonId,
        group: Option<GroupId>,
        caller: Caller,
    },
    Transfer {
        ask: AskId,
        ticket: TicketId,
        to: TransferTo,
        caller: Caller,
    },
    /// Our command for this ticket was refused or its open failed: the reservation ends.
    Refused {
        ticket: TicketId,
    },
    /// Our command found a full inbox: it stays due and is tried at the next `Committed` or `Tick`.
    Busy {
        ticket: TicketId,
    },
    /// 250 ms have passed while something was busy, or a ring of the clock at start.
    Tick,
    /// The directory has changed (after its commit).
    Directory(Arc<Directory>),
    /// The dispatcher's decision for this ticket panicked: it goes by hand.
    Poisoned {
        ticket: TicketId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Send this command to the ticket (Open starts it). `ask`: whose answer it is; `None`: ours.
    Send { ticket: TicketId, command: Command, caller: Caller, ask: Option<AskId> },
    /// Answer an ask at once.
    Refuse { ask: AskId, rejection: Rejection },
}

/// What live rows cannot give back at start: saved every 1,000 positions and at stop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FloorMemory {
    pub position: Position,
    pub last_offer_at: BTreeMap<PersonId, Timestamp>,
    /// Minutes of effort completed by engineer and local day, the last seven days (fairness).
    pub effort_by_day: BTreeMap<PersonId, BTreeMap<crate::time::LocalDay, u32>>,
    /// Engineers who were last on each zone, for `context` and `travel`.
    pub last_zone: BTreeMap<PersonId, crate::ids::ZoneId>,
}

/// Private state is the implementation's own; see `dispatch/README.md`.
#[derive(Debug, Clone)]
pub struct Floor {
    directory: Arc<Directory>,
    duty: BTreeMap<PersonId, Duty>,
    tickets: BTreeMap<TicketId, Ticket>,
    memory: FloorMemory,
}

impl Floor {
    /// Rebuilt at start from live rows, duty and memory; `seed` feeds the ids of offers and decisions.
    pub fn restore(
        directory: Arc<Directory>,
        duty: BTreeMap<PersonId, Duty>,
        live: impl IntoIterator<Item = Ticket>,
        memory: FloorMemory,
        _seed: u64,
    ) -> Self {
        let tickets = live.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        Self { directory, duty, tickets, memory }
    }

    /// One step. Deterministic: the same floor, input and now give the same intents.
    pub fn step(&mut self, _input: Input<'_>, _now: Timestamp) -> Vec<Intent> {
        Vec::new()
    }

    pub fn memory(&self) -> &FloorMemory {
        &self.memory
    }

    pub fn directory(&self) -> &Arc<Directory> {
        &self.directory
    }

    pub fn duty_of(&self, person: PersonId) -> Duty {
        self.duty.get(&person).copied().unwrap_or_default()
    }

    /// Live tickets as this fold knows them.
    pub fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values()
    }
}
