//! Organisations whose tickets are decided as in earnest: the same entries as the program's own, with key,
//! text, decision record and deadlines.

use lamplight_domain::dispatch::{
    BusyReason, Candidate, DecisionRecord, OutReason, RungRecord, Standing, Terms,
};
use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::{
    DecisionId, GroupId, Minter, OfferId, OrganisationId, PersonId, TextId, TicketId,
};
use lamplight_domain::log::By;
use lamplight_domain::org::{Directory, DirectoryRow};
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{
    Accept, ArriveMode, Caller, Command, Context, Number, Open, Rung, Ticket, decide,
};
use lamplight_domain::time::{LocalDay, Span, TimeZoneName, Timestamp};
use lamplight_store::{Body, Entry, KeyRow, RequestKey, TextRow};

pub struct Desk {
    directories: Vec<Directory>,
    minter: Minter,
    now: Timestamp,
    tickets: u32,
    keys: u64,
}

impl Desk {
    pub fn new(organisations: i64) -> Self {
        let directories =
            (1..=organisations.max(1)).map(|id| Directory::empty(OrganisationId::from_raw(id))).collect();
        Self { directories, minter: Minter::seeded(1), now: desk::clock(8, 0), tickets: 0, keys: 0 }
    }

    /// Each organisation's directory.
    pub fn imports(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for place in 0..self.directories.len() {
            let mut rows = desk::rows();
            rows.push(DirectoryRow::Organisation {
                name: format!("hospital {place}"),
                time_zone: TimeZoneName::SHANGHAI,
            });
            let change = self.directories[place].change(&rows, By::System, self.now);
            let (decided, after) = change.expect("the fixture's rows hold together");
            self.directories[place] = after;
            let organisation = self.directories[place].organisation;
            entries.push(self.entry(organisation, Body::Organisation { decided, rows }));
        }
        entries
    }

    /// Tickets that are left live.
    pub fn opens(&mut self, count: usize) -> Vec<Entry> {
        (0..count).map(|_| self.open().0).collect()
    }

    /// Whole lives, step by step: what stands in one list may be committed in any order.
    pub fn lives(&mut self, count: usize) -> [Vec<Entry>; 4] {
        let mut steps: [Vec<Entry>; 4] = Default::default();
        for _ in 0..count {
            let (entry, opened) = self.open();
            steps[0].push(entry);
            let (entry, accepted) = self.step(&opened, Command::Accept(Accept { offer: None }));
            steps[1].push(entry);
            let arrive = Command::Arrive { mode: ArriveMode::OnSite, occurred_at: None };
            let (entry, arrived) = self.step(&accepted, arrive);
            steps[2].push(entry);
            let note: TextId = self.mint();
            let complete = Command::Complete { cause: desk::NO_TONER, note: Some(note), occurred_at: None };
            let (mut entry, _) = self.step(&arrived, complete);
            let text = "换了硒鼓，打印测试页正常".to_owned();
            entry.texts.push(TextRow { id: note, ticket: Some(opened.id), text });
            steps[3].push(entry);
        }
        steps
    }

    fn mint<T: From<i64>>(&mut self) -> T {
        self.now = self.now + Span::from_millis(3);
        self.minter.mint(self.now)
    }

    fn entry(&mut self, organisation: OrganisationId, body: Body) -> Entry {
        Entry { id: self.mint(), organisation, at: self.now, body, key: None, texts: Vec::new(), audit: None }
    }

    fn open(&mut self) -> (Entry, Ticket) {
        self.tickets += 1;
        let place = self.tickets as usize % self.directories.len();
        let id: TicketId = self.mint();
        let summary: TextId = self.mint();
        let mut proposal = desk::proposal(0, desk::LI, self.now + Span::from_minutes(5));
        proposal.offer = self.mint::<OfferId>();
        proposal.decision = self.decision(id);
        let open = Open {
            id,
            number: Number { day: LocalDay(20_261_124), serial: self.tickets },
            summary,
            offer: Some(proposal),
            ..desk::report()
        };
        let command = Command::Open(open);
        let (mut entry, ticket) = self.decided(place, None, &command, desk::NURSE);
        let text = "三楼护士站打印机卡纸，医嘱打不出来，病人在等".to_owned();
        entry.texts.push(TextRow { id: summary, ticket: Some(id), text });
        (entry, ticket)
    }

    fn step(&mut self, ticket: &Ticket, command: Command) -> (Entry, Ticket) {
        let place = self.directories.iter().position(|one| one.organisation == ticket.organisation);
        let place = place.expect("made here");
        self.decided(place, Some(ticket), &command, desk::LI)
    }

    fn decided(
        &mut self,
        place: usize,
        ticket: Option<&Ticket>,
        command: &Command,
        by: PersonId,
    ) -> (Entry, Ticket) {
        self.now = self.now + Span::from_millis(40);
        let directory = &self.directories[place];
        let organisation = directory.organisation;
        let caller: Caller = desk::caller(by);
        let context = Context { now: self.now, directory, calendar: Calendar::Always };
        let decided = decide(ticket, command, caller, &context).expect("the commands of a ticket's life");
        let after = decided.after().expect("a ticket").clone();
        let decisions = match command {
            Command::Open(open) => open.offer.iter().map(|offer| offer.decision.clone()).collect(),
            _ => Vec::new(),
        };
        let base = ticket.map_or(0, |ticket| ticket.version);
        let mut entry = self.entry(organisation, Body::Ticket { ticket: after.id, base, decided, decisions });
        self.keys += 1;
        entry.key = Some(KeyRow {
            key: RequestKey { caller: by, key: format!("5f0c2a9e-7d41-4b6b-9a55-{:012x}", self.keys) },
            request_hash: format!("{:032x}", self.keys),
            ticket: Some(after.id),
            version: after.version,
            expires_at: self.now + Span::from_hours(7 * 24),
        });
        (entry, after)
    }

    /// A record of ordinary size: two rungs, eight people.
    fn decision(&mut self, ticket: TicketId) -> DecisionRecord {
        let candidate = |person: i64, standing| Candidate {
            engineer: PersonId::from_raw(person),
            group: GroupId::from_raw(301),
            standing,
            load: 45,
            last_offer_at: Some(desk::clock(7, 0)),
            said_busy: false,
        };
        let free =
            Standing::Free { terms: Terms { load: 187, zone: 150, fairness: 20, travel: 0, context: 50 } };
        let busy = Standing::Busy { why: BusyReason::FullyLoaded };
        let out = Standing::Out { why: OutReason::OffDuty };
        let rung = |rung, standings: &[Standing]| RungRecord {
            rung,
            candidates: (200..).zip(standings).map(|(id, &standing)| candidate(id, standing)).collect(),
        };
        let kind = lamplight_domain::dispatch::DecisionKind::Automatic;
        DecisionRecord {
            id: self.mint::<DecisionId>(),
            ticket,
            rungs: vec![rung(Rung::A, &[out, busy]), rung(Rung::B, &[free, free, free, busy, busy, out])],
            ..desk::decision(kind, Some(desk::LI))
        }
    }
}
