//! The ticket's row: searched columns, and the whole compact state beside them.

use std::collections::BTreeMap;

use lamplight_domain::ids::{OrganisationId, TicketId};
use lamplight_domain::ticket::{STATE_VERSION, Ticket, fold};
use lamplight_domain::time::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::insert::{Table, Values, push_pairs};
use super::{Connection, Db, Found, corrupt, events};
use crate::projection::Columns;

const ONE: &str = "select id, version, state_version, state from tickets where organisation = $1 and id = $2";
const LIVE: &str = "select id, version, state_version, state from tickets \
    where organisation = $1 and live order by id";
const ENDED: &str = "select id, version, state_version, state from tickets \
    where organisation = $1 and ended_at >= $2 order by ended_at desc, id desc limit $3";
/// Everything, for the check.
const ALL_OF: &str = "select id, version, state_version, state, day, serial, live, shown, priority, engineer, \
    offered_to, group_id, reporter, joined, category, zone, system, cause, opened_at, ended_at, summary from tickets \
    where organisation = $1 order by id";
const SERIALS: &str =
    "select day, max(serial) from tickets where organisation = $1 and day >= $2 group by day";
const VERSIONS: &str = "select organisation, id, version from tickets where (organisation, id)";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[ONE, LIVE, ENDED, ALL_OF, SERIALS];

/// A ticket that was live before and is live after, or is new: the partial indexes are left alone.
pub(crate) struct Stays<'a>(pub(crate) &'a Ticket);
/// A ticket that has ended or lives again.
pub(crate) struct Turns<'a>(pub(crate) &'a Ticket);

const INSERT: &str = "insert into tickets \
    (id, organisation, day, serial, version, state_version, live, shown, priority, engineer, offered_to, \
    group_id, reporter, joined, category, zone, system, cause, opened_at, ended_at, summary, state) ";
const COLUMNS: usize = 22;

impl Table for Stays<'_> {
    const INSERT: &'static str = INSERT;
    const COLUMNS: usize = COLUMNS;
    const CONFLICT: &'static str = " on conflict (id) do update set version = excluded.version, \
        state_version = excluded.state_version, shown = excluded.shown, priority = excluded.priority, \
        engineer = excluded.engineer, offered_to = excluded.offered_to, group_id = excluded.group_id, \
        reporter = excluded.reporter, joined = excluded.joined, category = excluded.category, zone = excluded.zone, \
        system = excluded.system, state = excluded.state where tickets.organisation = excluded.organisation";

    fn bind(&self, values: &mut Values<'_>) {
        bind(self.0, values);
    }
}

impl Table for Turns<'_> {
    const INSERT: &'static str = INSERT;
    const COLUMNS: usize = COLUMNS;
    const CONFLICT: &'static str = " on conflict (id) do update set version = excluded.version, \
        state_version = excluded.state_version, shown = excluded.shown, priority = excluded.priority, \
        engineer = excluded.engineer, offered_to = excluded.offered_to, group_id = excluded.group_id, \
        reporter = excluded.reporter, joined = excluded.joined, category = excluded.category, zone = excluded.zone, \
        system = excluded.system, cause = excluded.cause, live = excluded.live, ended_at = excluded.ended_at, \
        state = excluded.state where tickets.organisation = excluded.organisation";

    fn bind(&self, values: &mut Values<'_>) {
        bind(self.0, values);
    }
}

fn bind(ticket: &Ticket, values: &mut Values<'_>) {
    let columns = Columns::of(ticket);
    values
        .push_bind(ticket.id.raw())
        .push_bind(ticket.organisation.raw())
        .push_bind(columns.day)
        .push_bind(columns.serial)
        .push_bind(columns.version)
        .push_bind(i64::from(STATE_VERSION))
        .push_bind(columns.live)
        .push_bind(columns.shown)
        .push_bind(columns.priority)
        .push_bind(columns.engineer)
        .push_bind(columns.offered_to)
        .push_bind(columns.group_id)
        .push_bind(columns.reporter)
        .push_bind(columns.joined)
        .push_bind(columns.category)
        .push_bind(columns.zone)
        .push_bind(columns.system)
        .push_bind(columns.cause)
        .push_bind(columns.opened_at)
        .push_bind(columns.ended_at)
        .push_bind(columns.summary)
        .push_bind(serde_json::to_string(ticket).expect("a ticket has only string keys"));
}

/// The state as stored, of whichever version.
#[derive(Debug, FromRow)]
pub(crate) struct StateRow {
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) state_version: i64,
    pub(crate) state: String,
}

/// The ticket of a row; one of an older version is folded from its log.
pub(crate) async fn restore(
    conn: &mut Connection,
    organisation: OrganisationId,
    row: StateRow,
) -> Found<Ticket> {
    if row.state_version == i64::from(STATE_VERSION) {
        return serde_json::from_str(&row.state).map_err(|why| corrupt("tickets", why));
    }
    let version = u32::try_from(row.version).map_err(|why| corrupt("tickets", why))?;
    let rows = events::of_ticket(conn, organisation, TicketId::from_raw(row.id), version).await?;
    fold(rows.iter().map(|row| &row.recorded)).ok_or_else(|| corrupt("tickets", "its log has no Opened"))
}

async fn restore_all(
    conn: &mut Connection,
    organisation: OrganisationId,
    rows: Vec<StateRow>,
) -> Found<Vec<Ticket>> {
    let mut tickets = Vec::with_capacity(rows.len());
    for row in rows {
        tickets.push(restore(conn, organisation, row).await?);
    }
    Ok(tickets)
}

pub(crate) async fn one(
    conn: &mut Connection,
    organisation: OrganisationId,
    id: TicketId,
) -> Found<Option<Ticket>> {
    let row: Option<StateRow> =
        sqlx::query_as(ONE).bind(organisation.raw()).bind(id.raw()).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => restore(conn, organisation, row).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn live(conn: &mut Connection, organisation: OrganisationId) -> Found<Vec<Ticket>> {
    let rows = sqlx::query_as(LIVE).bind(organisation.raw()).fetch_all(&mut *conn).await?;
    restore_all(conn, organisation, rows).await
}

/// Ended at or after `since`, newest first.
pub(crate) async fn ended(
    conn: &mut Connection,
    organisation: OrganisationId,
    since: Timestamp,
    limit: usize,
) -> Found<Vec<Ticket>> {
    let rows = sqlx::query_as(ENDED)
        .bind(organisation.raw())
        .bind(since.micros())
        .bind(limit as i64)
        .fetch_all(&mut *conn)
        .await?;
    restore_all(conn, organisation, rows).await
}

#[derive(FromRow)]
struct WholeRow {
    #[sqlx(flatten)]
    state: StateRow,
    day: i64,
    serial: i64,
    live: bool,
    shown: String,
    priority: i64,
    engineer: Option<i64>,
    offered_to: Option<i64>,
    group_id: Option<i64>,
    reporter: Option<i64>,
    joined: Option<String>,
    category: i64,
    zone: i64,
    system: Option<i64>,
    cause: Option<i64>,
    opened_at: i64,
    ended_at: Option<i64>,
    summary: i64,
}

/// All rows of an organisation, columns and state: for the check alone.
pub(crate) async fn whole(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<BTreeMap<TicketId, (Columns, Ticket)>> {
    let rows: Vec<WholeRow> = sqlx::query_as(ALL_OF).bind(organisation.raw()).fetch_all(&mut *conn).await?;
    let mut all = BTreeMap::new();
    for row in rows {
        let columns = Columns {
            day: row.day,
            serial: row.serial,
            version: row.state.version,
            live: row.live,
            shown: row.shown,
            priority: row.priority,
            engineer: row.engineer,
            offered_to: row.offered_to,
            group_id: row.group_id,
            reporter: row.reporter,
            joined: row.joined,
            category: row.category,
            zone: row.zone,
            system: row.system,
            cause: row.cause,
            opened_at: row.opened_at,
            ended_at: row.ended_at,
            summary: row.summary,
        };
        let id = TicketId::from_raw(row.state.id);
        all.insert(id, (columns, restore(conn, organisation, row.state).await?));
    }
    Ok(all)
}

/// Highest serial number of each local day from `day` on.
pub(crate) async fn serials(
    conn: &mut Connection,
    organisation: OrganisationId,
    day: u32,
) -> Found<Vec<(i64, i64)>> {
    Ok(sqlx::query_as(SERIALS).bind(organisation.raw()).bind(i64::from(day)).fetch_all(conn).await?)
}

/// Stored versions of those tickets that exist.
pub(crate) async fn versions(
    conn: &mut Connection,
    tickets: &[(OrganisationId, TicketId)],
) -> Found<Vec<(i64, i64, i64)>> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = QueryBuilder::<Db>::new(VERSIONS);
    push_pairs(&mut statement, tickets.iter().map(|(organisation, id)| (organisation.raw(), id.raw())));
    Ok(statement.build_query_as().fetch_all(conn).await?)
}
