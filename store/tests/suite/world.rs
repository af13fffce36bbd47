//! An organisation that writes: commands become entries through `decide`, as in earnest.

use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::{
    DecisionId, EntryId, Minter, OfferId, OrganisationId, PersonId, TextId, TicketId,
};
use lamplight_domain::log::By;
use lamplight_domain::org::{Directory, DirectoryRow, Duty, DutyChange, switch_duty};
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{Accept, Caller, Command, Context, Number, Open, Proposal, Ticket, decide};
use lamplight_domain::time::{LocalDay, Span, Timestamp};
use lamplight_store::{Body, Entry, KeyRow, Lane, Outcome, RequestKey, Store, TextRow};

pub struct World {
    pub organisation: OrganisationId,
    pub directory: Directory,
    pub now: Timestamp,
    minter: Minter,
    serial: u32,
}

/// An entry about a ticket, and the ticket after it.
pub struct Step {
    pub entry: Entry,
    pub after: Ticket,
}

impl World {
    pub fn new(organisation: i64) -> Self {
        let organisation = OrganisationId::from_raw(organisation);
        Self {
            organisation,
            directory: Directory::empty(organisation),
            now: desk::clock(9, 0),
            minter: Minter::seeded(organisation.raw().cast_unsigned()),
            serial: 0,
        }
    }

    /// With its directory committed.
    pub async fn imported(organisation: i64, store: &Store) -> Self {
        let mut world = Self::new(organisation);
        let entry = world.import(desk::rows());
        committed(store, entry).await;
        world
    }

    pub fn entry(&mut self, body: Body) -> Entry {
        Entry {
            id: self.mint(),
            organisation: self.organisation,
            at: self.now,
            body,
            key: None,
            texts: Vec::new(),
            audit: None,
        }
    }

    pub fn mint<T: From<i64>>(&mut self) -> T {
        self.now = self.now + Span::from_millis(7);
        self.minter.mint(self.now)
    }

    pub fn import(&mut self, rows: Vec<DirectoryRow>) -> Entry {
        let (decided, after) = self.directory.change(&rows, By::System, self.now).expect("good rows");
        self.directory = after;
        self.entry(Body::Organisation { decided, rows })
    }

    pub fn duty(&mut self, person: PersonId, from: Duty, duty: Duty) -> Entry {
        let change = DutyChange { person, duty };
        let decided =
            switch_duty(&self.directory, from, change, By::Person(person), self.now).expect("a change");
        self.entry(Body::Organisation { decided, rows: Vec::new() })
    }

    /// A report that rings at Li at once.
    pub fn opens(&mut self) -> Step {
        let (open, text) = self.report();
        let proposal = self.proposal(desk::LI, open.id);
        self.open(Open { offer: Some(proposal), ..open }, text)
    }

    /// A report that waits.
    pub fn opens_quietly(&mut self) -> Step {
        let (open, text) = self.report();
        self.open(open, text)
    }

    pub fn open(&mut self, open: Open, text: TextRow) -> Step {
        let mut step = self.does(None, Command::Open(open), desk::caller(desk::NURSE));
        step.entry.texts.push(text);
        step
    }

    pub fn report(&mut self) -> (Open, TextRow) {
        self.serial += 1;
        let id: TicketId = self.mint();
        let summary: TextId = self.mint();
        let number = Number { day: LocalDay(20_261_124), serial: self.serial };
        let text = format!("printer {} is dead", self.serial);
        let row = TextRow { id: summary, ticket: Some(id), text };
        (Open { id, number, summary, ..desk::report() }, row)
    }

    pub fn proposal(&mut self, to: PersonId, ticket: TicketId) -> Proposal {
        let mut proposal = desk::proposal(0, to, self.now + Span::from_minutes(5));
        proposal.offer = self.mint::<OfferId>();
        proposal.decision.id = self.mint::<DecisionId>();
        proposal.decision.ticket = ticket;
        proposal
    }

    pub fn accepts(&mut self, ticket: &Ticket, engineer: PersonId) -> Step {
        let command = Command::Accept(Accept { offer: None });
        self.does(Some(ticket), command, desk::caller(engineer))
    }

    pub fn comments(&mut self, ticket: &Ticket, text: &str) -> Step {
        let id: TextId = self.mint();
        let command = Command::Comment { text: id };
        let mut step = self.does(Some(ticket), command, desk::caller(desk::DISPATCHER));
        step.entry.texts.push(TextRow { id, ticket: Some(ticket.id), text: text.to_owned() });
        step
    }

    pub fn completes(&mut self, ticket: &Ticket, engineer: PersonId) -> Step {
        let command = Command::Complete { cause: desk::NO_TONER, note: None, occurred_at: None };
        self.does(Some(ticket), command, desk::caller(engineer))
    }

    pub fn does(&mut self, ticket: Option<&Ticket>, command: Command, caller: Caller) -> Step {
        self.tries(ticket, command, caller).expect("the command fits the ticket")
    }

    /// `None` when the command is refused.
    pub fn tries(&mut self, ticket: Option<&Ticket>, command: Command, caller: Caller) -> Option<Step> {
        self.now = self.now + Span::from_seconds(1);
        let context = Context { now: self.now, directory: &self.directory, calendar: Calendar::Always };
        let decisions = match &command {
            Command::Open(open) => open.offer.iter().map(|offer| offer.decision.clone()).collect(),
            Command::Offer(offer) => vec![offer.decision.clone()],
            Command::Strand { decision } => vec![decision.clone()],
            _ => Vec::new(),
        };
        let decided = decide(ticket, &command, caller, &context).ok()?;
        let after = decided.after().expect("a ticket").clone();
        let base = ticket.map_or(0, |ticket| ticket.version);
        let entry = self.entry(Body::Ticket { ticket: after.id, base, decided, decisions });
        Some(Step { entry, after })
    }

    pub fn key(&self, key: &str, step: &Step) -> KeyRow {
        KeyRow {
            key: RequestKey { caller: desk::NURSE, key: key.to_owned() },
            request_hash: "00112233445566778899aabbccddeeff".to_owned(),
            ticket: Some(step.after.id),
            version: step.after.version,
            expires_at: self.now + Span::from_hours(7 * 24),
        }
    }
}

/// Appends and waits.
pub async fn outcome(store: &Store, entry: Entry) -> Outcome {
    store.journal().append(entry, Lane::Person).expect("there is room").await
}

/// Appends, waits, and wants it committed; its last position.
pub async fn committed(store: &Store, entry: Entry) -> i64 {
    match outcome(store, entry).await {
        Outcome::Committed { last } => last.0,
        other => panic!("not committed: {other:?}"),
    }
}

pub fn entry_id(step: &Step) -> EntryId {
    step.entry.id
}
