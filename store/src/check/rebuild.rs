//! One organisation's projections, folded from its log and nothing else.

use std::collections::BTreeMap;

use lamplight_domain::ids::{OrganisationId, TicketId};
use lamplight_domain::log::{Fact, Position, Recorded};
use lamplight_domain::org::{self, DirectoryRow, Policy};
use lamplight_domain::sla::{Calendar, deadlines};
use lamplight_domain::ticket::{Ticket, apply};

use super::charting::Charting;
use crate::projection::{Columns, Projection};
use crate::{ReadError, Store, TimelineRow, named};

/// Events read at once.
const PAGE: u32 = 5_000;

/// A position or version that is not the one after the last.
pub(super) struct Breach {
    pub(super) ticket: Option<TicketId>,
    pub(super) column: &'static str,
    pub(super) stored: i64,
    pub(super) expected: i64,
}

pub(super) struct Rebuilt {
    pub(super) projection: Projection,
    pub(super) breaches: Vec<Breach>,
    pub(super) charting: Charting,
}

/// A ticket on its way through the log, with the share at which its targets warned when it last changed.
struct Walking {
    ticket: Option<Ticket>,
    version: u32,
    warn_at: i64,
}

struct Walk {
    projection: Projection,
    breaches: Vec<Breach>,
    tickets: BTreeMap<TicketId, Walking>,
    warn_at: i64,
    last: Position,
    charting: Charting,
}

pub(super) async fn rebuild(store: &Store, organisation: OrganisationId) -> Result<Rebuilt, ReadError> {
    let mut walk = Walk {
        projection: Projection::default(),
        breaches: Vec::new(),
        tickets: BTreeMap::new(),
        warn_at: Policy::default().warn_at,
        last: Position(0),
        charting: Charting::begin(store, organisation).await?,
    };
    loop {
        let rows = store.log(organisation, walk.last.next(), PAGE).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if let Fact::Organisation(org::Event::DirectoryChanged { version, .. }) = row.recorded.fact {
                walk.directory(version, &store.directory_rows(organisation, version).await?);
            }
            walk.step(&row);
        }
    }
    Ok(walk.end())
}

impl Walk {
    fn directory(&mut self, version: u32, rows: &[DirectoryRow]) {
        self.projection.directory_version = version;
        for row in rows {
            if let DirectoryRow::Policy(policy) = row {
                self.warn_at = policy.warn_at;
            }
        }
    }

    fn step(&mut self, row: &TimelineRow) {
        let expected = self.last.next();
        if row.position != expected {
            self.breach(None, "position", row.position.0, expected.0);
        }
        self.last = row.position;
        self.projection.texts.extend(named::texts([&row.recorded]));
        self.projection.decisions.extend(named::decision(&row.recorded));
        match &row.recorded.fact {
            Fact::Ticket { ticket, version, .. } => self.ticket(*ticket, *version, &row.recorded),
            Fact::Organisation(org::Event::DutyChanged { person, duty }) => {
                self.projection.duty.insert(*person, *duty);
            }
            Fact::Organisation(_) => {}
        }
        if let Fact::Organisation(event) = &row.recorded.fact {
            self.charting.organisation_event(event, row.recorded.at);
        }
        self.charting.reached(row.position, row.recorded.at);
    }

    fn ticket(&mut self, id: TicketId, version: u32, recorded: &Recorded) {
        let warn_at = self.warn_at;
        let walking = self.tickets.entry(id).or_insert(Walking { ticket: None, version: 0, warn_at });
        let expected = walking.version + 1;
        let before = walking.ticket.take();
        walking.ticket = apply(before.clone(), recorded);
        if let Some(after) = &walking.ticket {
            self.charting.ticket_event(before.as_ref(), recorded, after);
        }
        walking.version = version;
        walking.warn_at = warn_at;
        if version != expected {
            self.breach(Some(id), "version", version.into(), expected.into());
        }
    }

    fn breach(&mut self, ticket: Option<TicketId>, column: &'static str, stored: i64, expected: i64) {
        self.breaches.push(Breach { ticket, column, stored, expected });
    }

    fn end(mut self) -> Rebuilt {
        for (id, walking) in std::mem::take(&mut self.tickets) {
            let Some(ticket) = walking.ticket else {
                self.breach(Some(id), "type", walking.version.into(), 1);
                continue;
            };
            let mut due = deadlines(&ticket, Calendar::Always, walking.warn_at);
            due.sort();
            if !due.is_empty() {
                self.projection.deadlines.insert(id, due);
            }
            if let Some(offer) = &ticket.offer {
                self.projection.rings.insert(offer.id, (id, offer.to));
            }
            self.projection.tickets.insert(id, (Columns::of(&ticket), ticket));
        }
        Rebuilt { projection: self.projection, breaches: self.breaches, charting: self.charting }
    }
}
