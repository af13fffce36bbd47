//! The reads over rows in memory: what the SQL reads answer, said in plain Rust.

use std::collections::{BTreeMap, BTreeSet};

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{AccountId, LoginId, OrganisationId, TextId, TicketId};
use lamplight_domain::log::{Fact, Position};
use lamplight_domain::org::{Directory, DirectoryRow};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{Ticket, fold};
use lamplight_domain::time::{Span, Timestamp};

use super::Memory;
use super::tables::Tables;
use crate::projection::{Columns, Projection};
use crate::read::{ENDED_MAX, ENDED_WITHIN_HOURS};
use crate::{
    Account, Committed, DeskStart, DueRow, KeyRow, Login, OrganisationRow, Page, RequestKey, ScreenRow,
    TicketFilter, TicketRow, TimelineRow, named,
};

impl Memory {
    pub(crate) fn organisations(&self) -> Vec<OrganisationRow> {
        let tables = self.tables();
        let mut found = Vec::new();
        for (&id, rows) in &tables.directory {
            let last = rows.iter().rev().find_map(|(_, row)| match row {
                DirectoryRow::Organisation { name, time_zone } => Some((name, time_zone)),
                _ => None,
            });
            found.extend(last.map(|(name, zone)| OrganisationRow {
                id,
                name: name.clone(),
                time_zone: zone.name().to_owned(),
            }));
        }
        found
    }

    pub(crate) fn directory(&self, organisation: OrganisationId) -> Directory {
        self.tables().directory_of(organisation)
    }

    pub(crate) fn desk_start(&self, organisation: OrganisationId, now: Timestamp) -> DeskStart {
        let tables = self.tables();
        let directory = tables.directory_of(organisation);
        let own = || tables.tickets.values().filter(|ticket| ticket.organisation == organisation);
        let live: Vec<Ticket> = own().filter(|ticket| ticket.is_live()).cloned().collect();
        let since = now - Span::from_hours(ENDED_WITHIN_HOURS);
        let mut ended: Vec<Ticket> =
            own().filter(|ticket| ticket.ended_at.is_some_and(|at| at >= since)).cloned().collect();
        ended.sort_by_key(|ticket| std::cmp::Reverse((ticket.ended_at, ticket.id)));
        ended.truncate(ENDED_MAX);
        let shown: BTreeSet<TicketId> = live.iter().chain(&ended).map(|ticket| ticket.id).collect();
        let first_day = directory.time_zone.local_day(now - Span::from_hours(24));
        let mut serials = BTreeMap::new();
        for ticket in own().filter(|ticket| ticket.number.day >= first_day) {
            let highest: &mut u32 = serials.entry(ticket.number.day.0).or_default();
            *highest = (*highest).max(ticket.number.serial);
        }
        DeskStart {
            position: tables.last(organisation),
            directory,
            duty: tables
                .duty
                .iter()
                .filter(|((of, _), _)| *of == organisation)
                .map(|((_, person), (duty, _))| (*person, *duty))
                .collect(),
            texts: tables
                .texts
                .values()
                .filter(|(of, row)| *of == organisation && row.ticket.is_some_and(|id| shown.contains(&id)))
                .map(|(_, row)| (row.id, row.text.clone()))
                .collect(),
            live,
            ended,
            deadlines: tables.due_rows(|of| of == organisation),
            deliveries: tables
                .rings
                .values()
                .filter(|(of, _)| *of == organisation)
                .map(|(_, ring)| ring.clone())
                .collect(),
            memories: tables
                .memories
                .iter()
                .filter(|((of, _), _)| *of == organisation)
                .map(|((_, fold), row)| ((*fold).to_owned(), (row.position, row.body.clone())))
                .collect(),
            serials,
        }
    }

    pub(crate) fn ticket(&self, organisation: OrganisationId, id: TicketId) -> Option<Ticket> {
        self.tables().tickets.get(&id).filter(|ticket| ticket.organisation == organisation).cloned()
    }

    pub(crate) fn ticket_at(
        &self,
        organisation: OrganisationId,
        id: TicketId,
        version: u32,
    ) -> Option<Ticket> {
        let rows = self.timeline(organisation, id);
        let until = |row: &&TimelineRow| matches!(row.recorded.fact, Fact::Ticket { version: of, .. } if of <= version);
        fold(rows.iter().filter(until).map(|row| &row.recorded))
    }

    pub(crate) fn timeline(&self, organisation: OrganisationId, id: TicketId) -> Vec<TimelineRow> {
        let tables = self.tables();
        let log = tables.log.get(&organisation).into_iter().flatten();
        (1..)
            .zip(log)
            .filter(|(_, recorded)| matches!(recorded.fact, Fact::Ticket { ticket, .. } if ticket == id))
            .map(|(position, recorded)| TimelineRow {
                position: Position(position),
                recorded: recorded.clone(),
            })
            .collect()
    }

    pub(crate) fn decisions(&self, organisation: OrganisationId, ticket: TicketId) -> Vec<DecisionRecord> {
        let tables = self.tables();
        let own = tables.decisions.values().filter(|(of, row)| *of == organisation && row.ticket == ticket);
        let mut found: Vec<DecisionRecord> = own.map(|(_, row)| row.clone()).collect();
        found.sort_by_key(|row| (row.at, row.id));
        found
    }

    pub(crate) fn texts(&self, organisation: OrganisationId, ids: &[TextId]) -> BTreeMap<TextId, String> {
        let tables = self.tables();
        ids.iter()
            .filter_map(|id| tables.texts.get(id))
            .filter(|(of, _)| *of == organisation)
            .map(|(_, row)| (row.id, row.text.clone()))
            .collect()
    }

    pub(crate) fn list(
        &self,
        organisation: OrganisationId,
        filter: &TicketFilter,
        page: Page,
    ) -> Vec<TicketRow> {
        let tables = self.tables();
        let summary = |ticket: &Ticket| {
            tables.texts.get(&ticket.summary).map(|(_, row)| row.text.clone()).unwrap_or_default()
        };
        let mut found: Vec<TicketRow> = tables
            .tickets
            .values()
            .filter(|ticket| ticket.organisation == organisation)
            .filter(|ticket| page.after.is_none_or(|after| (ticket.opened_at, ticket.id) < after))
            .map(|ticket| TicketRow { ticket: ticket.clone(), summary: summary(ticket) })
            .filter(|row| filter.takes(&row.ticket, &row.summary))
            .collect();
        found.sort_by_key(|row| std::cmp::Reverse((row.ticket.opened_at, row.ticket.id)));
        found.truncate(page.limit as usize);
        found
    }

    pub(crate) fn events_from(
        &self,
        organisation: OrganisationId,
        from: Position,
        limit: u32,
    ) -> Option<Committed> {
        let tables = self.tables();
        let skipped = usize::try_from(from.0 - 1).unwrap_or(0);
        let log = tables.log.get(&organisation)?;
        let events: Vec<_> = log.iter().skip(skipped).take(limit as usize).cloned().collect();
        if events.is_empty() {
            return None;
        }
        let texts = named::texts(&events)
            .iter()
            .filter_map(|id| tables.texts.get(id).map(|(_, row)| (*id, row.text.as_str().into())))
            .collect();
        let versions = named::directory_versions(&events);
        let rows = tables.directory.get(&organisation).into_iter().flatten();
        let rows =
            rows.filter(|(version, _)| versions.contains(version)).map(|(_, row)| row.clone()).collect();
        Some(Committed { organisation, first: Position(skipped as i64 + 1), events, texts, rows })
    }

    pub(crate) fn key(&self, organisation: OrganisationId, key: &RequestKey) -> Option<KeyRow> {
        self.tables().keys.get(&(organisation, key.clone())).cloned()
    }

    pub(crate) fn due(&self, until: Timestamp, limit: u32) -> Vec<DueRow> {
        let mut rows = self.tables().due_rows(|_| true);
        rows.retain(|row| row.deadline.due <= until);
        rows.sort_by_key(|row| (row.deadline.due, row.ticket, row.deadline.kind));
        rows.truncate(limit as usize);
        rows
    }

    pub(crate) fn logs(&self) -> Vec<OrganisationId> {
        self.tables().log.keys().copied().collect()
    }

    pub(crate) fn log(&self, organisation: OrganisationId, from: Position, limit: u32) -> Vec<TimelineRow> {
        let tables = self.tables();
        let log = tables.log.get(&organisation).into_iter().flatten();
        let skipped = usize::try_from(from.0 - 1).unwrap_or(0);
        (1..)
            .zip(log)
            .skip(skipped)
            .take(limit as usize)
            .map(|(position, recorded)| TimelineRow {
                position: Position(position),
                recorded: recorded.clone(),
            })
            .collect()
    }

    pub(crate) fn directory_rows(&self, organisation: OrganisationId, version: u32) -> Vec<DirectoryRow> {
        let tables = self.tables();
        let rows = tables.directory.get(&organisation).into_iter().flatten();
        rows.filter(|(of, _)| *of == version).map(|(_, row)| row.clone()).collect()
    }

    pub(crate) fn projection(&self, organisation: OrganisationId) -> Projection {
        let tables = self.tables();
        let own = tables.tickets.values().filter(|ticket| ticket.organisation == organisation);
        let deadlines =
            tables.deadlines.iter().filter(|(_, (of, list))| *of == organisation && !list.is_empty());
        let rings = tables.rings.values().filter(|(of, _)| *of == organisation);
        let duty = tables.duty.iter().filter(|((of, _), _)| *of == organisation);
        let texts = tables.texts.values().filter(|(of, row)| *of == organisation && row.ticket.is_some());
        let decisions = tables.decisions.iter().filter(|(_, (of, _))| *of == organisation);
        Projection {
            tickets: own.map(|ticket| (ticket.id, (Columns::of(ticket), ticket.clone()))).collect(),
            deadlines: deadlines.map(|(&ticket, (_, list))| (ticket, sorted(list))).collect(),
            rings: rings.map(|(_, ring)| (ring.offer, (ring.ticket, ring.person))).collect(),
            duty: duty.map(|((_, person), (duty, _))| (*person, *duty)).collect(),
            directory_version: tables.directory_of(organisation).version,
            texts: texts.map(|(_, row)| row.id).collect(),
            decisions: decisions.map(|(&id, _)| id).collect(),
        }
    }

    pub(crate) fn account_by_phone(&self, phone: &str) -> Option<Account> {
        let tables = self.tables();
        let id = tables.accounts.iter().find(|(_, row)| row.phone == phone).map(|(id, _)| *id)?;
        tables.account_of(id)
    }

    pub(crate) fn account(&self, id: AccountId) -> Option<Account> {
        self.tables().account_of(id)
    }

    pub(crate) fn logins_of(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Vec<(LoginId, String)> {
        let tables = self.tables();
        let own = tables.logins.iter().filter(|(_, (of, row))| *of == organisation && row.account == account);
        own.map(|(id, (_, row))| (*id, row.token_hash.clone())).collect()
    }

    pub(crate) fn screens(&self, organisation: OrganisationId) -> Vec<ScreenRow> {
        let tables = self.tables();
        let own = tables.screens.iter().filter(|((of, _), _)| *of == organisation);
        own.map(|(_, row)| row.clone()).collect()
    }

    pub(crate) fn login(&self, token_hash: &str) -> Option<Login> {
        let tables = self.tables();
        let (organisation, row) = tables.logins.values().find(|(_, row)| row.token_hash == token_hash)?;
        Some(Login {
            id: row.id,
            account: row.account,
            organisation: *organisation,
            person: row.person,
            expires_at: row.expires_at,
        })
    }
}

fn sorted(list: &[Deadline]) -> Vec<Deadline> {
    let mut list = list.to_vec();
    list.sort();
    list
}

impl Tables {
    fn directory_of(&self, organisation: OrganisationId) -> Directory {
        let mut directory = Directory::empty(organisation);
        for (version, row) in self.directory.get(&organisation).into_iter().flatten() {
            directory.put(*version, [row.clone()]);
        }
        directory
    }

    fn due_rows(&self, of: impl Fn(OrganisationId) -> bool) -> Vec<DueRow> {
        let own = self.deadlines.iter().filter(|(_, (organisation, _))| of(*organisation));
        own.flat_map(|(&ticket, (organisation, deadlines))| {
            deadlines.iter().map(move |&deadline| DueRow { organisation: *organisation, ticket, deadline })
        })
        .collect()
    }

    fn account_of(&self, id: AccountId) -> Option<Account> {
        let row = self.accounts.get(&id)?;
        let mut people = Vec::new();
        for &organisation in self.directory.keys() {
            let directory = self.directory_of(organisation);
            people.extend(
                directory
                    .people
                    .values()
                    .filter(|person| person.account == id)
                    .map(|person| (organisation, person.id)),
            );
        }
        Some(Account {
            id,
            phone: row.phone.clone(),
            password_hash: row.password_hash.clone(),
            enabled: row.enabled,
            people,
        })
    }
}
