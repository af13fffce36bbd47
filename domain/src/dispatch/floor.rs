//! The pure dispatcher of one organisation: a fold of its log (roster, load, backlog) with the
//! reservations that are not yet committed. `step(input, now) -> intents`; whole days run without any
//! actor.
//!
//! A step folds or takes in, then serves in this order: waiting hands, rings to be revoked, stranded
//! tickets to be tried again, the backlog. At most one command a ticket is under way; it ends by its event
//! in the stream or by `Refused`, never by a timer.

mod asks;
mod backlog;
mod fold;
mod pending;
mod restore;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use self::asks::Ask;
use self::pending::Pending;
use crate::dispatch::books::Books;
use crate::dispatch::explain::Preview;
use crate::dispatch::need::Need;
use crate::dispatch::record::DecisionRecord;
use crate::dispatch::roster::Roster;
use crate::dispatch::urgency::Place;
use crate::dispatch::view::View;
use crate::ids::{GroupId, Minter, OfferId, PersonId, TextId, TicketId, ZoneId};
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
#[expect(clippy::large_enum_variant, reason = "moved once a step; the large variant is the usual one")]
pub enum Input<'a> {
    /// What the journal has committed; in order, from `first`. Folded, then the backlog is drained.
    Committed { first: Position, events: &'a [Recorded] },
    /// A report comes in: reserve and choose.
    Open { ask: AskId, open: Open, caller: Caller },
    /// A dispatcher chooses. Waits while a reservation of this ticket is not settled.
    OfferByHand { ask: AskId, ticket: TicketId, to: PersonId, group: Option<GroupId>, caller: Caller },
    Transfer {
        ask: AskId,
        ticket: TicketId,
        to: TransferTo,
        /// Why, in the asker's words.
        note: Option<TextId>,
        caller: Caller,
    },
    /// The command that is under way for this ticket, ours or an ask's, was refused or its open failed:
    /// the reservation ends.
    Refused { ticket: TicketId },
    /// The command that is under way found a full inbox: it stays due and is tried at the next
    /// `Committed` or `Tick`. Where the person who asked was sent away instead, say `Refused`.
    Busy { ticket: TicketId },
    /// 250 ms have passed while something was busy, or a ring of the clock at start.
    Tick,
    /// The directory has changed (after its commit).
    Directory(Arc<Directory>),
    /// The answer to `Intent::Load`: the ticket's row as last committed; `None`: there is no such ticket.
    Loaded { ticket: TicketId, row: Option<Box<Ticket>> },
    /// The dispatcher's decision for this ticket panicked: it goes by hand.
    Poisoned { ticket: TicketId },
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "moved once a step; the large variant is the usual one")]
pub enum Intent {
    /// Send this command to the ticket (Open starts it). `ask`: whose answer it is; `None`: ours.
    Send { ticket: TicketId, command: Command, caller: Caller, ask: Option<AskId> },
    /// Answer an ask at once.
    Refuse { ask: AskId, rejection: Rejection },
    /// This ticket has ended long ago and is needed again (reopened, split, or asked for by hand): read
    /// its row behind the journal's work and give it as `Input::Loaded`. The floor keeps live tickets only.
    Load { ticket: TicketId },
}

/// What live rows cannot give back at start: saved every 1,000 positions and at stop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FloorMemory {
    pub position: Position,
    pub last_offer_at: BTreeMap<PersonId, Timestamp>,
    /// Minutes of effort completed by engineer and local day, the last seven days (fairness).
    pub effort_by_day: BTreeMap<PersonId, BTreeMap<crate::time::LocalDay, u32>>,
    /// Engineers who were last on each zone, for `context` and `travel`.
    pub last_zone: BTreeMap<PersonId, ZoneId>,
    /// Merged tickets of which their target has not heard: the process may end between the two entries.
    #[serde(default)]
    pub unadopted: BTreeMap<TicketId, TicketId>,
}

impl FloorMemory {
    /// Where he was last seen at work, else his seat.
    pub fn place_of(&self, engineer: PersonId, directory: &Directory) -> Option<ZoneId> {
        let seat = || directory.person(engineer).and_then(|person| person.zones.first());
        self.last_zone.get(&engineer).or_else(seat).copied()
    }
}

/// The fold and what is under way. See `dispatch/README.md`.
#[derive(Debug, Clone)]
pub struct Floor {
    roster: Roster,
    duty: BTreeMap<PersonId, Duty>,
    /// Live tickets only.
    tickets: BTreeMap<TicketId, Ticket>,
    memory: FloorMemory,
    minter: Minter,
    books: Books,
    /// The one command under way for a ticket.
    pending: BTreeMap<TicketId, Pending>,
    /// Asks that wait for the outcome of what is pending, in order.
    asks: BTreeMap<TicketId, VecDeque<Ask>>,
    /// What waits to be offered, most urgent first, and where each ticket stands in it.
    queue: BTreeSet<Place>,
    places: BTreeMap<TicketId, Place>,
    /// Tickets in the queue that were looked at and wait for one of these engineers.
    waiting: BTreeMap<TicketId, BTreeSet<PersonId>>,
    /// Engineers who have become freer, or whose duty changed, since the queue was last gone through.
    freed: BTreeSet<PersonId>,
    /// Ours was refused at this version of the ticket: left alone until it moves on (or a tick, or a new
    /// directory), so that a refusal cannot make a loop.
    refused_at: BTreeMap<TicketId, u32>,
    stranded: BTreeSet<TicketId>,
    /// Stranded tickets to be looked at again: just stranded, or the directory is new.
    recheck: BTreeSet<TicketId>,
    /// Came on duty since stranded tickets were last looked at.
    woken: BTreeSet<PersonId>,
    /// Stranded tickets for which somebody is there again.
    round_due: BTreeSet<TicketId>,
    /// Tickets whose row is wanted, and whether the caller was already asked for it.
    loading: BTreeMap<TicketId, bool>,
    /// Rings at somebody who has gone off duty or was disabled.
    revoke_due: BTreeMap<TicketId, OfferId>,
    /// Decisions for these panicked: by hand only, until a dispatcher hands them back.
    poisoned: BTreeSet<TicketId>,
    /// The ticket in hand within a step: what is to blame, should it panic.
    looking_at: Option<TicketId>,
}

impl Floor {
    /// One step. Deterministic: the same floor, input and now give the same intents.
    pub fn step(&mut self, input: Input<'_>, now: Timestamp) -> Vec<Intent> {
        let mut intents = Vec::new();
        match input {
            Input::Committed { first, events } => {
                self.fold(first, events, now);
                self.retry_busy();
            }
            Input::Open { ask, open, caller } => {
                self.take_ask(Ask::Open { ask, open: Box::new(open), caller });
            }
            Input::OfferByHand { ask, ticket, to, group, caller } => {
                self.take_ask(Ask::ByHand { ask, ticket, to, group, caller });
            }
            Input::Transfer { ask, ticket, to, note, caller } => {
                self.take_ask(Ask::Transfer { ask, ticket, to, note, caller });
            }
            Input::Refused { ticket } => self.refused(ticket),
            Input::Busy { ticket } => self.busy(ticket),
            Input::Tick => {
                self.refused_at.clear();
                self.unsettle_all();
                self.retry_busy();
            }
            Input::Directory(directory) => self.take_directory(directory),
            Input::Loaded { ticket, row } => self.loaded(ticket, row, &mut intents),
            Input::Poisoned { ticket } => self.poison(ticket),
        }
        self.serve(now, &mut intents);
        self.looking_at = None;
        intents
    }

    /// After a step that panicked: the ticket it had in hand.
    pub fn looking_at(&self) -> Option<TicketId> {
        self.looking_at
    }

    /// Tickets whose decisions panicked.
    pub fn poisoned(&self) -> &BTreeSet<TicketId> {
        &self.poisoned
    }

    /// Whether a command of ours was refused for no reason that a change of its ticket would mend: it is
    /// tried again at the next `Tick`.
    pub fn holds_back(&self) -> bool {
        !self.refused_at.is_empty()
    }

    fn serve(&mut self, now: Timestamp, intents: &mut Vec<Intent>) {
        self.serve_asks(now, intents);
        self.ask_for_rows(intents);
        self.revoke_rings(intents);
        self.open_rounds(now, intents);
        self.drain_backlog(now, intents);
    }

    /// The candidates in every rung with their terms, and who would be chosen now. `None`: not a live
    /// ticket of ours, or a report that would be refused. Changes nothing.
    pub fn preview(&self, of: Preview<'_>, now: Timestamp) -> Option<DecisionRecord> {
        let need = match of {
            Preview::Ticket(ticket) => Need::of(self.tickets.get(&ticket)?),
            Preview::Open(open) => Need::of_open(open, self.directory())?,
        };
        Some(self.view(now).preview(&need))
    }

    pub fn memory(&self) -> &FloorMemory {
        &self.memory
    }

    pub fn directory(&self) -> &Arc<Directory> {
        self.roster.directory()
    }

    pub fn duty_of(&self, person: PersonId) -> Duty {
        self.duty.get(&person).copied().unwrap_or_default()
    }

    /// Live tickets as this fold knows them.
    pub fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values()
    }

    pub fn ticket(&self, ticket: TicketId) -> Option<&Ticket> {
        self.tickets.get(&ticket)
    }

    /// Minutes of work that somebody holds, by his tickets alone (D1).
    pub fn load_of(&self, engineer: PersonId) -> u32 {
        self.books.committed(engineer).load
    }

    /// The same with what is reserved for him and not committed yet: what a choice counts with.
    pub fn load_with_reservations(&self, engineer: PersonId) -> u32 {
        self.books.hands(engineer).load
    }

    /// Tickets that wait to be offered, the next one first.
    pub fn backlog(&self) -> impl Iterator<Item = TicketId> {
        self.queue.iter().map(|place| place.ticket)
    }

    /// Whether a command of ours or of an ask is under way for this ticket.
    pub fn is_pending(&self, ticket: TicketId) -> bool {
        self.pending.contains_key(&ticket)
    }

    /// Whether something found a full inbox and waits for the next `Committed` or `Tick`.
    pub fn wants_tick(&self) -> bool {
        self.pending.values().any(|pending| pending.due)
    }

    pub(in crate::dispatch) fn view(&self, now: Timestamp) -> View<'_> {
        View { roster: &self.roster, duty: &self.duty, books: &self.books, memory: &self.memory, now }
    }
}
