//! What a group writes, table by table, as plain rows borrowed from its entries. Every backend takes the
//! same rows; how they look on disk is the backend's affair.

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{EntryId, LoginId, OfferId, OrganisationId, PersonId, TicketId};
use lamplight_domain::log::{Fact, Position, Recorded};
use lamplight_domain::org::{self, DirectoryRow, Duty};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{Event, Ticket};
use lamplight_domain::time::Timestamp;

use crate::{
    AccountChange, AuditRow, Body, DeliveryChange, Entry, FoldMemory, KeyRow, LoginRow, ScreenAdmission,
    TextRow,
};

/// An entry that was committed: `last` as its outcome says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryRow {
    pub(crate) id: EntryId,
    pub(crate) organisation: OrganisationId,
    pub(crate) last: Position,
    pub(crate) at: Timestamp,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct EventRow<'a> {
    pub(crate) organisation: OrganisationId,
    pub(crate) position: Position,
    pub(crate) recorded: &'a Recorded,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct DeadlineRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) ticket: TicketId,
    pub(crate) deadline: Deadline,
}

/// A ring that stands from now on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RingRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) ticket: TicketId,
    pub(crate) offer: OfferId,
    pub(crate) person: PersonId,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct DutyRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) person: PersonId,
    pub(crate) duty: Duty,
    pub(crate) position: Position,
}

/// A value of one organisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of<T> {
    pub(crate) organisation: OrganisationId,
    pub(crate) row: T,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct VersionedRow<'a> {
    pub(crate) organisation: OrganisationId,
    pub(crate) version: u32,
    pub(crate) row: &'a DirectoryRow,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct AuditedRow<'a> {
    pub(crate) organisation: OrganisationId,
    /// The entry it came with.
    pub(crate) entry: EntryId,
    pub(crate) at: Timestamp,
    pub(crate) row: &'a AuditRow,
}

/// A key with the entry that used it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyedRow<'a> {
    pub(crate) organisation: OrganisationId,
    pub(crate) entry: EntryId,
    pub(crate) row: &'a KeyRow,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct TicketPut<'a> {
    pub(crate) ticket: &'a Ticket,
    pub(crate) new: bool,
    /// It has ended, or lives again.
    pub(crate) turns: bool,
}

/// A ticket's row that an entry without state needs (Quarantined): folded by the journal from the stored one.
#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) after: Ticket,
    /// The ring that stood before.
    pub(crate) ring: Option<OfferId>,
}

/// Rows of a group or of one entry. Removals are carried out before insertions.
#[derive(Debug, Default)]
pub(crate) struct Rows<'a> {
    pub(crate) entries: Vec<EntryRow>,
    pub(crate) events: Vec<EventRow<'a>>,
    /// New tickets and new states alike.
    pub(crate) tickets: Vec<TicketPut<'a>>,
    /// Tickets that had deadlines before: all of these go.
    pub(crate) deadlines_gone: Vec<(OrganisationId, TicketId)>,
    pub(crate) deadlines: Vec<DeadlineRow>,
    pub(crate) rings_over: Vec<(OrganisationId, OfferId)>,
    pub(crate) rings: Vec<RingRow>,
    pub(crate) gots: Vec<Of<&'a DeliveryChange>>,
    pub(crate) texts: Vec<Of<&'a TextRow>>,
    pub(crate) decisions: Vec<Of<&'a DecisionRecord>>,
    pub(crate) keys: Vec<KeyedRow<'a>>,
    pub(crate) directory: Vec<VersionedRow<'a>>,
    pub(crate) duty: Vec<DutyRow>,
    pub(crate) accounts: Vec<Of<&'a AccountChange>>,
    pub(crate) logins: Vec<Of<&'a LoginRow>>,
    pub(crate) logouts: Vec<LoginId>,
    pub(crate) memories: Vec<Of<&'a FoldMemory>>,
    pub(crate) audit: Vec<AuditedRow<'a>>,
}

impl<'a> Rows<'a> {
    /// Adds an entry whose events take the positions after `before`; returns the position it ends at.
    pub(crate) fn add(&mut self, entry: &'a Entry, folded: Option<&'a Folded>, before: Position) -> Position {
        let organisation = entry.organisation;
        let last = match &entry.body {
            Body::Ticket { ticket, base, decided, decisions } => {
                let last = self.add_events(organisation, decided.events(), before);
                self.add_ticket(organisation, *ticket, *base, decided);
                if let Some(folded) = folded {
                    self.add_folded(folded);
                }
                self.decisions.extend(decisions.iter().map(|row| Of { organisation, row }));
                last
            }
            Body::Organisation { decided, rows } => {
                let last = self.add_events(organisation, decided.events(), before);
                self.add_organisation(organisation, decided.events(), rows, before);
                last
            }
            Body::Import { decided, decisions } => {
                self.decisions.extend(decisions.iter().map(|row| Of { organisation, row }));
                self.add_import(organisation, decided, before)
            }
            Body::Account(change) => {
                self.add_account(organisation, change);
                before
            }
            Body::Delivery(row) => {
                self.gots.push(Of { organisation, row });
                before
            }
            Body::Memory(row) => {
                self.memories.push(Of { organisation, row });
                before
            }
            Body::Nothing => before,
        };
        self.texts.extend(entry.texts.iter().map(|row| Of { organisation, row }));
        self.keys.extend(entry.key.iter().map(|row| KeyedRow { organisation, entry: entry.id, row }));
        self.audit.extend(entry.audit.iter().map(|row| AuditedRow {
            organisation,
            entry: entry.id,
            at: entry.at,
            row,
        }));
        self.entries.push(EntryRow { id: entry.id, organisation, last, at: entry.at });
        last
    }

    pub(super) fn add_events(
        &mut self,
        organisation: OrganisationId,
        events: &'a [Recorded],
        before: Position,
    ) -> Position {
        let mut position = before;
        for recorded in events {
            position = position.next();
            self.events.push(EventRow { organisation, position, recorded });
        }
        position
    }

    fn add_ticket(
        &mut self,
        organisation: OrganisationId,
        ticket: TicketId,
        base: u32,
        decided: &'a lamplight_domain::log::Decided,
    ) {
        if base > 0 {
            self.deadlines_gone.push((organisation, ticket));
        }
        self.deadlines.extend(decided.deadlines().iter().map(|&deadline| DeadlineRow {
            organisation,
            ticket,
            deadline,
        }));
        let mut begun = None;
        for recorded in decided.events() {
            match ring_of(recorded) {
                Some(Ring::Begins(offer)) => begun = Some(offer),
                // It began and ended within this entry: no device has heard of it.
                Some(Ring::Ends(offer)) if begun == Some(offer) => begun = None,
                Some(Ring::Ends(offer)) => self.rings_over.push((organisation, offer)),
                None => {}
            }
        }
        let Some(after) = decided.after() else { return };
        let reborn = |recorded: &Recorded| {
            let Fact::Ticket { event, .. } = &recorded.fact else { return false };
            matches!(event, Event::Reopened { .. } | Event::Split | Event::Revived { .. })
        };
        let turns = !after.is_live() || decided.events().iter().any(reborn);
        self.tickets.push(TicketPut { ticket: after, new: base == 0, turns });
        if let Some(offer) = after.offer.filter(|offer| begun == Some(offer.id)) {
            self.rings.push(RingRow { organisation, ticket, offer: offer.id, person: offer.to });
        }
    }

    fn add_folded(&mut self, folded: &'a Folded) {
        let after = &folded.after;
        self.tickets.push(TicketPut { ticket: after, new: false, turns: false });
        self.rings_over.extend(
            folded
                .ring
                .filter(|ring| after.offer.map(|offer| offer.id) != Some(*ring))
                .map(|ring| (after.organisation, ring)),
        );
    }

    pub(super) fn add_organisation(
        &mut self,
        organisation: OrganisationId,
        events: &'a [Recorded],
        rows: &'a [DirectoryRow],
        before: Position,
    ) {
        let mut position = before;
        for recorded in events {
            position = position.next();
            match &recorded.fact {
                Fact::Organisation(org::Event::DirectoryChanged { version, .. }) => {
                    let version = *version;
                    self.directory.extend(rows.iter().map(|row| VersionedRow { organisation, version, row }));
                }
                Fact::Organisation(org::Event::DutyChanged { person, duty }) => {
                    self.duty.push(DutyRow { organisation, person: *person, duty: *duty, position });
                }
                Fact::Organisation(org::Event::DayTurned { .. }) | Fact::Ticket { .. } => {}
            }
        }
    }

    fn add_account(&mut self, organisation: OrganisationId, change: &'a AccountChange) {
        match change {
            AccountChange::Login(row) => self.logins.push(Of { organisation, row }),
            AccountChange::Logout { login } => self.logouts.push(*login),
            AccountChange::AdmitScreen(ScreenAdmission { login: row, .. }) => {
                self.logins.push(Of { organisation, row });
                self.accounts.push(Of { organisation, row: change });
            }
            AccountChange::Put { .. }
            | AccountChange::LogoutAll { .. }
            | AccountChange::RenewScreen { .. }
            | AccountChange::Disable { .. } => self.accounts.push(Of { organisation, row: change }),
        }
    }
}

/// What an event does to a ring.
pub(crate) enum Ring {
    Begins(OfferId),
    Ends(OfferId),
}

/// Rings begin by Offered and end by an event that names them, never otherwise.
pub(crate) fn ring_of(recorded: &Recorded) -> Option<Ring> {
    let Fact::Ticket { event, .. } = &recorded.fact else { return None };
    match event {
        Event::Offered { offer, .. } => Some(Ring::Begins(*offer)),
        Event::Accepted { offer, .. }
        | Event::Declined { offer, .. }
        | Event::Lapsed { offer, .. }
        | Event::Revoked { offer, .. } => Some(Ring::Ends(*offer)),
        _ => None,
    }
}
