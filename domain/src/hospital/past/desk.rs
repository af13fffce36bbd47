//! The desk of the past: the floor, the tickets behind it, their deadlines, and a journal that is a list.
//! What the floor intends is decided and folded back at once; every act comes from `decide`, as it would
//! from an actor. Knows no person and no chance: what people want is handed in.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::dispatch::{AskId, DecisionRecord, Floor, Input, Intent, TransferTo};
use crate::ids::{Minter, PersonId, TextId, TicketId};
use crate::log::{By, Decided, Position, Recorded};
use crate::org::{Directory, Duty, DutyChange, Roles, switch_duty, turn_day};
use crate::sla::{Calendar, DeadlineKind};
use crate::ticket::{Caller, Command, Context, Open, Proposal, Rejection, Ticket, decide};
use crate::time::{LocalDay, Timestamp};

/// One decision with all that its journal entry holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Act {
    pub decided: Decided,
    pub decisions: Vec<DecisionRecord>,
    pub texts: Vec<Words>,
}

/// A text that the events name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub id: TextId,
    pub ticket: TicketId,
    pub text: String,
}

pub struct Desk {
    pub floor: Floor,
    pub directory: Arc<Directory>,
    pub now: Timestamp,
    pub minter: Minter,
    /// All of them: whoever is dissatisfied may come back days later.
    tickets: BTreeMap<TicketId, Ticket>,
    wheel: BTreeSet<(Timestamp, TicketId, DeadlineKind, u32)>,
    /// What the floor intends and nobody has done yet.
    due: VecDeque<Intent>,
    position: Position,
    acts: Vec<Act>,
    /// Events that people have not heard of yet.
    news: Vec<Recorded>,
    asks: u64,
}

const WHEEL: Caller = Caller { by: By::Wheel, roles: Roles::NONE };

impl Desk {
    pub fn new(floor: Floor, minter: Minter, now: Timestamp, position: Position) -> Self {
        Self {
            directory: Arc::clone(floor.directory()),
            floor,
            now,
            minter,
            tickets: BTreeMap::new(),
            wheel: BTreeSet::new(),
            due: VecDeque::new(),
            position,
            acts: Vec::new(),
            news: Vec::new(),
            asks: 0,
        }
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id)
    }

    pub fn is_on(&self, engineer: PersonId) -> bool {
        self.floor.duty_of(engineer) != Duty::Off
    }

    pub fn position(&self) -> Position {
        self.position
    }

    /// What was done since this was asked last.
    pub fn take_acts(&mut self) -> Vec<Act> {
        core::mem::take(&mut self.acts)
    }

    pub fn take_news(&mut self) -> Vec<Recorded> {
        core::mem::take(&mut self.news)
    }

    /// When the next deadline falls due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.wheel.first().map(|(due, ..)| *due)
    }

    /// Fires the next deadline.
    pub fn fire(&mut self) {
        let Some((due, ticket, kind, set_by)) = self.wheel.pop_first() else { return };
        self.now = self.now.max(due);
        let fired = self.wants(ticket, &Command::Expire { kind, set_by }, WHEEL, Vec::new());
        debug_assert!(fired.is_ok(), "a deadline that stands fires: {fired:?}");
    }

    /// Somebody's command, and all that follows from it at once.
    ///
    /// # Errors
    /// As `decide`.
    pub fn wants(
        &mut self,
        ticket: TicketId,
        command: &Command,
        caller: Caller,
        texts: Vec<Words>,
    ) -> Result<(), Rejection> {
        self.decide(ticket, command, caller, texts)?;
        self.settle();
        Ok(())
    }

    /// A report: the floor chooses before it becomes a ticket.
    pub fn reports(&mut self, open: Open, caller: Caller, mut texts: Vec<Words>) {
        let ask = self.ask();
        let intents = self.floor.step(Input::Open { ask, open, caller }, self.now);
        for intent in intents {
            match intent {
                Intent::Send { ticket, command, caller, ask: Some(_) } => {
                    self.send(ticket, &command, caller, core::mem::take(&mut texts));
                }
                other => self.due.push_back(other),
            }
        }
        self.settle();
    }

    pub fn offers_by_hand(&mut self, ticket: TicketId, to: PersonId, caller: Caller) {
        let ask = self.ask();
        self.step(Input::OfferByHand { ask, ticket, to, group: None, caller });
        self.settle();
    }

    pub fn transfers(&mut self, ticket: TicketId, to: TransferTo, caller: Caller) {
        let ask = self.ask();
        self.step(Input::Transfer { ask, ticket, to, note: None, caller });
        self.settle();
    }

    pub fn switches(&mut self, person: PersonId, duty: Duty) {
        let current = self.floor.duty_of(person);
        let change = DutyChange { person, duty };
        if let Ok(decided) = switch_duty(&self.directory, current, change, By::Person(person), self.now) {
            self.commit(decided, Vec::new(), Vec::new());
            self.settle();
        }
    }

    pub fn turns_day(&mut self, last: LocalDay) {
        if let Ok(decided) = turn_day(&self.directory, Some(last), self.now) {
            self.commit(decided, Vec::new(), Vec::new());
            self.settle();
        }
    }

    fn ask(&mut self) -> AskId {
        self.asks += 1;
        AskId(self.asks)
    }

    fn step(&mut self, input: Input<'_>) {
        let intents = self.floor.step(input, self.now);
        self.due.extend(intents);
    }

    fn settle(&mut self) {
        while let Some(intent) = self.due.pop_front() {
            match intent {
                Intent::Send { ticket, command, caller, .. } => {
                    self.send(ticket, &command, caller, Vec::new());
                }
                Intent::Refuse { .. } => {}
                Intent::Load { ticket } => {
                    let row = self.tickets.get(&ticket).cloned().map(Box::new);
                    self.step(Input::Loaded { ticket, row });
                }
            }
        }
        #[cfg(test)]
        super::tests::at_rest(&self.floor, self.now);
    }

    fn send(&mut self, ticket: TicketId, command: &Command, caller: Caller, texts: Vec<Words>) {
        #[cfg(test)]
        super::tests::proposed(&self.floor, proposal(command), self.tickets.get(&ticket));
        if self.decide(ticket, command, caller, texts).is_err() {
            self.step(Input::Refused { ticket });
        }
    }

    fn decide(
        &mut self,
        id: TicketId,
        command: &Command,
        caller: Caller,
        texts: Vec<Words>,
    ) -> Result<(), Rejection> {
        let directory = Arc::clone(&self.directory);
        let context = Context { now: self.now, directory: &directory, calendar: Calendar::Always };
        let decided = decide(self.tickets.get(&id), command, caller, &context)?;
        #[cfg(test)]
        super::tests::decided(self.tickets.get(&id), decided.events());
        self.commit(decided, records(command), texts);
        Ok(())
    }

    fn commit(&mut self, decided: Decided, decisions: Vec<DecisionRecord>, texts: Vec<Words>) {
        let first = self.position.next();
        self.position = Position(self.position.0 + i64::try_from(decided.events().len()).unwrap_or(0));
        if let Some(after) = decided.after() {
            let before = self.tickets.insert(after.id, after.clone());
            self.arm(before.as_ref(), &decided);
        }
        let intents = self.floor.step(Input::Committed { first, events: decided.events() }, self.now);
        self.due.extend(intents);
        self.news.extend(decided.events().iter().cloned());
        self.acts.push(Act { decided, decisions, texts });
    }

    /// K1: the deadlines after the events replace those before.
    fn arm(&mut self, before: Option<&Ticket>, decided: &Decided) {
        let Some(after) = decided.after() else { return };
        if let Some(before) = before {
            let warn_at = self.directory.policy.warn_at;
            for gone in crate::sla::deadlines(before, Calendar::Always, warn_at) {
                self.wheel.remove(&(gone.due, before.id, gone.kind, gone.set_by));
            }
        }
        let standing = decided.deadlines().iter();
        self.wheel.extend(standing.map(|one| (one.due, after.id, one.kind, one.set_by)));
    }
}

fn proposal(command: &Command) -> Option<&Proposal> {
    match command {
        Command::Offer(proposal) => Some(proposal),
        Command::Open(open) => open.offer.as_ref(),
        _ => None,
    }
}

/// The records of the choices that a command carries.
fn records(command: &Command) -> Vec<DecisionRecord> {
    let stranded = match command {
        Command::Strand { decision } => Some(decision),
        _ => None,
    };
    proposal(command).map(|proposal| &proposal.decision).into_iter().chain(stranded).cloned().collect()
}
