//! The rows themselves and how a committed change alters them. Uniqueness is checked when rows are staged,
//! as a database would.

use std::collections::{BTreeMap, BTreeSet};

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{
    AccountId, DecisionId, EntryId, LoginId, OfferId, OrganisationId, PersonId, TextId, TicketId,
};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{DirectoryRow, Duty};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{Number, Ticket};
use lamplight_domain::time::Timestamp;

use crate::journal::rows::{DutyRow, EntryRow, Rows};
use crate::{
    AccountChange, AuditRow, Delivery, DeliveryChange, FoldMemory, KeyRow, LoginRow, RequestKey,
    ScreenAdmission, ScreenRow, TextRow,
};

/// A value that may stand once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unique {
    Entry(EntryId),
    Position(OrganisationId, Position),
    Number(OrganisationId, Number),
    Text(TextId),
    Decision(DecisionId),
    Login(LoginId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AccountRow {
    pub(super) phone: String,
    pub(super) password_hash: Option<String>,
    pub(super) enabled: bool,
}

/// One row to put or remove, owned.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Entry(EntryRow),
    Event(OrganisationId, Recorded),
    Ticket(Box<Ticket>),
    DeadlinesGone(TicketId),
    Deadline(OrganisationId, TicketId, Deadline),
    RingOver(OfferId),
    Ring(OrganisationId, Delivery),
    Got(DeliveryChange),
    Text(OrganisationId, TextRow),
    Decision(OrganisationId, DecisionRecord),
    Key(OrganisationId, KeyRow),
    Directory(OrganisationId, u32, DirectoryRow),
    Duty(DutyRow),
    Account(OrganisationId, AccountChange),
    Login(OrganisationId, LoginRow),
    Logout(LoginId),
    Memory(OrganisationId, FoldMemory),
    Audit(OrganisationId, AuditRow),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub(super) uniques: BTreeSet<Unique>,
    pub(super) entries: BTreeMap<EntryId, EntryRow>,
    /// The event at index `i` has position `i + 1`.
    pub(super) log: BTreeMap<OrganisationId, Vec<Recorded>>,
    pub(super) tickets: BTreeMap<TicketId, Ticket>,
    pub(super) deadlines: BTreeMap<TicketId, (OrganisationId, Vec<Deadline>)>,
    pub(super) rings: BTreeMap<OfferId, (OrganisationId, Delivery)>,
    pub(super) texts: BTreeMap<TextId, (OrganisationId, TextRow)>,
    pub(super) decisions: BTreeMap<DecisionId, (OrganisationId, DecisionRecord)>,
    pub(super) keys: BTreeMap<(OrganisationId, RequestKey), KeyRow>,
    pub(super) directory: BTreeMap<OrganisationId, Vec<(u32, DirectoryRow)>>,
    pub(super) duty: BTreeMap<(OrganisationId, PersonId), (Duty, Position)>,
    pub(super) accounts: BTreeMap<AccountId, AccountRow>,
    pub(super) logins: BTreeMap<LoginId, (OrganisationId, LoginRow)>,
    pub(super) screens: BTreeMap<(OrganisationId, PersonId), ScreenRow>,
    pub(super) memories: BTreeMap<(OrganisationId, &'static str), FoldMemory>,
    pub(super) audit: Vec<(OrganisationId, AuditRow)>,
}

impl Tables {
    pub(super) fn last(&self, organisation: OrganisationId) -> Position {
        Position(self.log.get(&organisation).map_or(0, Vec::len) as i64)
    }

    /// Whether another account has one of these numbers.
    pub(super) fn phone_taken(&self, rows: &Rows<'_>) -> bool {
        let taken = |by: &AccountId, phone: &str| {
            self.accounts.iter().any(|(id, row)| id != by && row.phone == phone)
        };
        rows.accounts.iter().any(|of| match of.row {
            AccountChange::Put { account, phone, .. } => taken(account, phone),
            AccountChange::AdmitScreen(screen) => taken(&screen.login.account, &screen.phone),
            _ => false,
        })
    }

    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Entry(row) => drop(self.entries.insert(row.id, row)),
            Change::Event(organisation, recorded) => self.log.entry(organisation).or_default().push(recorded),
            Change::Ticket(ticket) => drop(self.tickets.insert(ticket.id, *ticket)),
            Change::DeadlinesGone(ticket) => drop(self.deadlines.remove(&ticket)),
            Change::Deadline(organisation, ticket, deadline) => {
                let of_ticket = self.deadlines.entry(ticket).or_insert_with(|| (organisation, Vec::new()));
                of_ticket.1.push(deadline);
            }
            Change::RingOver(offer) => drop(self.rings.remove(&offer)),
            Change::Ring(organisation, ring) => drop(self.rings.insert(ring.offer, (organisation, ring))),
            Change::Got(got) => {
                if let Some((_, ring)) = self.rings.get_mut(&got.offer)
                    && !ring.got.contains(&got.device)
                {
                    ring.got.push(got.device);
                }
            }
            Change::Text(organisation, row) => drop(self.texts.insert(row.id, (organisation, row))),
            Change::Decision(organisation, row) => {
                drop(self.decisions.insert(row.id, (organisation, row)));
            }
            Change::Key(organisation, row) => {
                drop(self.keys.insert((organisation, row.key.clone()), row));
            }
            Change::Directory(organisation, version, row) => {
                self.directory.entry(organisation).or_default().push((version, row));
            }
            Change::Duty(row) => {
                self.duty.insert((row.organisation, row.person), (row.duty, row.position));
            }
            Change::Account(organisation, account) => self.apply_account(organisation, account),
            Change::Login(organisation, row) => drop(self.logins.insert(row.id, (organisation, row))),
            Change::Logout(login) => drop(self.logins.remove(&login)),
            Change::Memory(organisation, row) => {
                drop(self.memories.insert((organisation, row.fold), row));
            }
            Change::Audit(organisation, row) => self.audit.push((organisation, row)),
        }
    }

    fn apply_account(&mut self, organisation: OrganisationId, change: AccountChange) {
        match change {
            AccountChange::Put { account, phone, password_hash, enabled } => {
                drop(self.accounts.insert(account, AccountRow { phone, password_hash, enabled }));
            }
            AccountChange::LogoutAll { account } => {
                self.logins.retain(|_, (_, login)| login.account != account);
            }
            // Its login is among the rows that come after this.
            AccountChange::AdmitScreen(ScreenAdmission { phone, login, by, at }) => {
                let row = AccountRow { phone, password_hash: None, enabled: true };
                self.accounts.insert(login.account, row);
                let screen = self.screen(organisation, login.person);
                (screen.paired_by, screen.paired_at) = (Some(by), Some(at));
            }
            AccountChange::RenewScreen { login, person, expires_at, seen_at } => {
                if let Some((_, row)) = self.logins.get_mut(&login) {
                    row.expires_at = expires_at;
                }
                self.screen(organisation, person).seen_at = Some(seen_at);
            }
            AccountChange::Disable { account } => {
                if let Some(row) = self.accounts.get_mut(&account) {
                    row.enabled = false;
                }
                self.logins.retain(|_, (_, login)| login.account != account);
            }
            AccountChange::Login(_) | AccountChange::Logout { .. } => {}
        }
    }

    fn screen(&mut self, organisation: OrganisationId, person: PersonId) -> &mut ScreenRow {
        let unseen = ScreenRow { person, paired_by: None, paired_at: None, seen_at: None };
        self.screens.entry((organisation, person)).or_insert(unseen)
    }

    pub(super) fn sweep(&mut self, expired_before: Timestamp, entries_before: Timestamp) -> u64 {
        let before = self.keys.len() + self.logins.len() + self.entries.len();
        self.keys.retain(|_, key| key.expires_at >= expired_before);
        self.logins.retain(|_, (_, login)| login.expires_at >= expired_before);
        self.entries.retain(|_, entry| entry.at >= entries_before);
        (before - self.keys.len() - self.logins.len() - self.entries.len()) as u64
    }
}

/// What must be unique among these rows and all others. Telephone numbers are checked apart: an account
/// may keep its own.
pub(super) fn claims(rows: &Rows<'_>) -> Vec<Unique> {
    let mut claims: Vec<Unique> = Vec::new();
    claims.extend(rows.entries.iter().map(|row| Unique::Entry(row.id)));
    claims.extend(rows.events.iter().map(|row| Unique::Position(row.organisation, row.position)));
    // A ticket's number is claimed once, at its opening.
    claims.extend(
        rows.tickets
            .iter()
            .filter(|row| row.new)
            .map(|row| Unique::Number(row.ticket.organisation, row.ticket.number)),
    );
    claims.extend(rows.texts.iter().map(|of| Unique::Text(of.row.id)));
    claims.extend(rows.decisions.iter().map(|of| Unique::Decision(of.row.id)));
    claims.extend(rows.logins.iter().map(|of| Unique::Login(of.row.id)));
    claims
}

/// The same rows, owned, in the order of their tables.
pub(super) fn changes(rows: &Rows<'_>) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    all.extend(rows.deadlines_gone.iter().map(|&(_, ticket)| Change::DeadlinesGone(ticket)));
    all.extend(rows.rings_over.iter().map(|&(_, offer)| Change::RingOver(offer)));
    all.extend(rows.logouts.iter().map(|&login| Change::Logout(login)));
    all.extend(rows.events.iter().map(|row| Change::Event(row.organisation, row.recorded.clone())));
    all.extend(rows.tickets.iter().map(|row| Change::Ticket(Box::new(row.ticket.clone()))));
    all.extend(rows.deadlines.iter().map(|row| Change::Deadline(row.organisation, row.ticket, row.deadline)));
    all.extend(rows.rings.iter().map(|row| {
        let delivery = Delivery { offer: row.offer, ticket: row.ticket, person: row.person, got: Vec::new() };
        Change::Ring(row.organisation, delivery)
    }));
    all.extend(rows.gots.iter().map(|of| Change::Got(of.row.clone())));
    all.extend(rows.texts.iter().map(|of| Change::Text(of.organisation, of.row.clone())));
    all.extend(rows.decisions.iter().map(|of| Change::Decision(of.organisation, of.row.clone())));
    all.extend(rows.keys.iter().map(|of| Change::Key(of.organisation, of.row.clone())));
    all.extend(
        rows.directory.iter().map(|row| Change::Directory(row.organisation, row.version, row.row.clone())),
    );
    all.extend(rows.duty.iter().map(|&row| Change::Duty(row)));
    all.extend(rows.accounts.iter().map(|of| Change::Account(of.organisation, of.row.clone())));
    all.extend(rows.logins.iter().map(|of| Change::Login(of.organisation, of.row.clone())));
    all.extend(rows.memories.iter().map(|of| Change::Memory(of.organisation, of.row.clone())));
    all.extend(rows.audit.iter().map(|row| Change::Audit(row.organisation, row.row.clone())));
    all.extend(rows.entries.iter().map(|&row| Change::Entry(row)));
    all
}
