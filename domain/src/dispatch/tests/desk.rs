//! A whole desk in memory: a floor, the tickets behind it and a journal that is a list. What the floor
//! intends is decided, committed and folded back; every offer is checked against the invariants.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use super::house::*;

use crate::dispatch::{
    AskId, DecisionRecord, Floor, FloorMemory, Input, Intent, Place, TransferTo, candidates,
};
use crate::ids::{CategoryId, PersonId, TextId, TicketId, ZoneId};
use crate::invariants::dispatch as invariants;
use crate::invariants::sla as of_clocks;
use crate::invariants::ticket::{self as of_tickets, Step};
use crate::log::{By, Fact, Position, Recorded};
use crate::org::{self, Directory, DirectoryRow, Duty, Role, Roles};
use crate::sla::{Calendar, DeadlineKind, deadlines};
use crate::ticket::{
    Accept, Caller, Channel, Command, Context, Decline, DeclineReason, Dispatch, Number, Open, Proposal,
    Rejection, Ticket, apply, decide,
};
use crate::time::{LocalDay, Span, Timestamp};

pub struct Desk {
    pub floor: Floor,
    /// All of them, ended ones too.
    pub tickets: BTreeMap<TicketId, Ticket>,
    pub directory: Arc<Directory>,
    pub now: Timestamp,
    /// What the floor intends and nobody has done yet.
    pub due: VecDeque<Intent>,
    pub answers: Vec<(AskId, Result<(), Rejection>)>,
    pub records: Vec<DecisionRecord>,
    /// Every ticket's events.
    pub logs: BTreeMap<TicketId, Vec<Recorded>>,
    position: Position,
    asks: u64,
}

pub fn caller(by: PersonId, role: Role) -> Caller {
    Caller { by: By::Person(by), roles: Roles::of(&[role]) }
}

pub fn report(category: CategoryId, zone: ZoneId) -> Open {
    Open {
        id: TicketId::from_raw(0),
        number: Number { day: LocalDay(20_261_124), serial: 1 },
        channel: Channel::Page,
        reporter: NURSE,
        department: None,
        zone: Some(zone),
        category,
        system: None,
        patient_waiting: false,
        priority: None,
        summary: TextId::from_raw(1),
        dispatch: Dispatch::Now,
        occurred_at: None,
        solved: None,
        offer: None,
    }
}

impl Desk {
    /// Everybody on duty, nothing to do.
    pub fn new() -> Self {
        Self::with(directory(), &ENGINEERS)
    }

    pub fn with(directory: Directory, on_duty: &[PersonId]) -> Self {
        let directory = Arc::new(directory);
        let duty = on_duty.iter().map(|engineer| (*engineer, Duty::On)).collect();
        let floor = Floor::restore(directory.clone(), duty, [], FloorMemory::default(), 7);
        Self {
            floor,
            tickets: BTreeMap::new(),
            directory,
            now: START,
            due: VecDeque::new(),
            answers: Vec::new(),
            records: Vec::new(),
            logs: BTreeMap::new(),
            position: Position::default(),
            asks: 0,
        }
    }

    /// One input; what it leads to waits in `due`.
    pub fn step(&mut self, input: Input<'_>) {
        let intents = self.floor.step(input, self.now);
        self.check(&intents);
        self.due.extend(intents);
    }

    /// The invariants of the state and of every offer just decided.
    fn check(&mut self, intents: &[Intent]) {
        invariants::loads_are_sums(&self.floor).expect("D1");
        let mut from_backlog = Vec::new();
        for intent in intents {
            let Intent::Send { ticket, command, ask, .. } = intent else { continue };
            let proposal = match command {
                Command::Offer(proposal) => proposal,
                Command::Open(Open { offer: Some(proposal), .. }) => proposal,
                Command::Strand { decision } => {
                    invariants::winner_recomputes(decision).expect("nobody wins");
                    self.records.push(decision.clone());
                    continue;
                }
                _ => continue,
            };
            let before = self.floor.ticket(*ticket);
            invariants::check_offer(&self.floor, proposal, before).unwrap_or_else(|violation| {
                panic!("{violation} {proposal:?}");
            });
            if let (None, Some(before)) = (ask, before) {
                from_backlog.push(Place::of(before));
            }
            self.records.push(proposal.decision.clone());
        }
        invariants::offered_by_urgency(&from_backlog).expect("D6");
    }

    /// Does what is due until the floor is at rest.
    pub fn settle(&mut self) {
        while let Some(intent) = self.due.pop_front() {
            self.carry_out(intent);
        }
        invariants::nobody_free_beside_the_backlog(&self.floor, self.now).expect("D5");
    }

    pub fn carry_out(&mut self, intent: Intent) {
        match intent {
            Intent::Send { ticket, command, caller, ask } => {
                let answer = self.decide(ticket, &command, caller);
                let refused = answer.is_err();
                self.answers.extend(ask.map(|ask| (ask, answer)));
                if refused {
                    self.step(Input::Refused { ticket });
                }
            }
            Intent::Refuse { ask, rejection } => self.answers.push((ask, Err(rejection))),
            Intent::Load { ticket } => {
                let row = self.tickets.get(&ticket).cloned().map(Box::new);
                self.step(Input::Loaded { ticket, row });
            }
        }
    }

    /// Decides, commits and folds one command of anybody.
    pub fn decide(&mut self, id: TicketId, command: &Command, caller: Caller) -> Result<(), Rejection> {
        let directory = self.directory.clone();
        let context = Context { now: self.now, directory: &directory, calendar: Calendar::Always };
        let decided = decide(self.tickets.get(&id), command, caller, &context)?;
        let (events, after, _) = decided.into_parts();
        check_steps(self.tickets.get(&id).cloned(), &events);
        self.tickets.extend(after.map(|ticket| (id, ticket)));
        self.logs.entry(id).or_default().extend(events.iter().cloned());
        self.commit(&events);
        Ok(())
    }

    fn commit(&mut self, events: &[Recorded]) {
        let first = self.position.next();
        self.position = Position(self.position.0 + i64::try_from(events.len()).expect("few"));
        self.step(Input::Committed { first, events });
    }

    pub fn ask(&mut self) -> AskId {
        self.asks += 1;
        AskId(self.asks)
    }

    /// A nurse reports; what follows is carried out.
    pub fn opens(&mut self, open: Open) -> TicketId {
        let id = self.reports(open);
        self.settle();
        id
    }

    /// A nurse reports (a dispatcher, where a priority is named); nothing is carried out yet.
    pub fn reports(&mut self, mut open: Open) -> TicketId {
        let id = TicketId::from_raw(1_000 + i64::try_from(self.asks).expect("few"));
        open.id = id;
        let ask = self.ask();
        let nurse = open.priority.is_none();
        let caller = if nurse { caller(NURSE, Role::Reporter) } else { caller(DISPATCHER, Role::Dispatcher) };
        self.step(Input::Open { ask, open, caller });
        id
    }

    pub fn offers(&mut self, ticket: TicketId, to: PersonId) {
        let ask = self.ask();
        let caller = caller(DISPATCHER, Role::Dispatcher);
        self.step(Input::OfferByHand { ask, ticket, to, group: None, caller });
        self.settle();
    }

    pub fn transfers(&mut self, ticket: TicketId, to: TransferTo) {
        let ask = self.ask();
        let caller = caller(DISPATCHER, Role::Dispatcher);
        self.step(Input::Transfer { ask, ticket, to, note: None, caller });
        self.settle();
    }

    pub fn engineer(&mut self, engineer: PersonId, ticket: TicketId, command: Command) {
        self.decide(ticket, &command, caller(engineer, Role::Engineer)).expect("he may");
        self.settle();
    }

    pub fn accepts(&mut self, engineer: PersonId, ticket: TicketId) {
        self.engineer(engineer, ticket, Command::Accept(Accept { offer: None }));
    }

    pub fn declines(&mut self, engineer: PersonId, ticket: TicketId) {
        let decline = Decline { offer: None, reason: DeclineReason::Busy, note: None };
        self.engineer(engineer, ticket, Command::Decline(decline));
    }

    pub fn completes(&mut self, engineer: PersonId, ticket: TicketId) {
        self.engineer(engineer, ticket, Command::Complete { cause: CAUSE, note: None, occurred_at: None });
    }

    pub fn dispatcher(&mut self, ticket: TicketId, command: Command) {
        self.decide(ticket, &command, caller(DISPATCHER, Role::Dispatcher)).expect("the desk may");
        self.settle();
    }

    pub fn switches(&mut self, person: PersonId, duty: Duty) {
        self.switches_unsettled(person, duty);
        self.settle();
    }

    pub fn switches_unsettled(&mut self, person: PersonId, duty: Duty) {
        let fact = Fact::Organisation(org::Event::DutyChanged { person, duty });
        let by = By::Person(person);
        self.commit(&[Recorded { at: self.now, by, occurred_at: None, fact }]);
    }

    /// The wheel fires the deadline of this kind, if one stands.
    pub fn fires(&mut self, ticket: TicketId, kind: DeadlineKind) {
        self.fires_unsettled(ticket, kind);
        self.settle();
    }

    pub fn fires_unsettled(&mut self, id: TicketId, kind: DeadlineKind) {
        let all = deadlines(&self.tickets[&id], Calendar::Always, self.directory.policy.warn_at);
        let Some(deadline) = all.into_iter().find(|deadline| deadline.kind == kind) else { return };
        self.now = self.now.max(deadline.due);
        let wheel = Caller { by: By::Wheel, roles: Roles::NONE };
        let command = Command::Expire { kind, set_by: deadline.set_by };
        self.decide(id, &command, wheel).expect("it stands");
    }

    pub fn waits(&mut self, minutes: i64) {
        self.now = self.now + Span::from_minutes(minutes);
    }

    pub fn changes(&mut self, rows: &[DirectoryRow]) {
        let version = self.directory.version;
        self.changes_unsettled(rows);
        assert!(self.directory.version > version, "the rows hold together");
        self.settle();
    }

    pub fn accepts_unsettled(&mut self, engineer: PersonId, ticket: TicketId) {
        let accept = Command::Accept(Accept { offer: None });
        self.decide(ticket, &accept, caller(engineer, Role::Engineer)).expect("it rings at him");
    }

    /// A directory that would not hold together is refused, as it would be at its import.
    pub fn changes_unsettled(&mut self, rows: &[DirectoryRow]) {
        let Ok((_, after)) = self.directory.change(rows, By::System, self.now) else { return };
        self.directory = Arc::new(after);
        self.step(Input::Directory(self.directory.clone()));
    }

    pub fn rings_at(&self, ticket: TicketId) -> Option<PersonId> {
        self.tickets[&ticket].offer.map(|offer| offer.to)
    }

    pub fn last_record(&self) -> &DecisionRecord {
        self.records.last().expect("something was decided")
    }

    pub fn last_answer(&self) -> &Result<(), Rejection> {
        &self.answers.last().expect("somebody asked").1
    }

    pub fn preview(&self, ticket: TicketId) -> DecisionRecord {
        candidates(&self.floor, ticket, self.now).expect("a live ticket")
    }

    pub fn is_stranded(&self, ticket: TicketId) -> bool {
        self.tickets[&ticket].round.stranded.is_some()
    }
}

/// T1 to T5 and K2 to K4 of every event.
fn check_steps(mut ticket: Option<Ticket>, events: &[Recorded]) {
    for recorded in events {
        let after = apply(ticket.clone(), recorded).expect("Opened comes first");
        let step = Step { before: ticket.as_ref(), recorded, after: &after };
        of_tickets::check(step).and_then(|()| of_clocks::check(step)).expect("T and K");
        ticket = Some(after);
    }
}

pub fn proposal(intent: &Intent) -> Option<&Proposal> {
    match intent {
        Intent::Send { command: Command::Offer(proposal), .. } => Some(proposal),
        Intent::Send { command: Command::Open(open), .. } => open.offer.as_ref(),
        _ => None,
    }
}
