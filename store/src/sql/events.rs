//! The log: one row an event.

use lamplight_domain::ids::{OrganisationId, PersonId, TicketId};
use lamplight_domain::log::{By, Fact, Position, Recorded, stored};
use lamplight_domain::time::Timestamp;
use sqlx::FromRow;

use super::insert::{Table, Values};
use super::{Connection, Failed, Found, corrupt};
use crate::TimelineRow;
use crate::journal::rows::EventRow;

const LAST: &str = "select coalesce(max(position), 0) from events where organisation = $1";
const FROM: &str = "select position, ticket, version, at, actor, occurred_at, body from events \
    where organisation = $1 and position >= $2 order by position limit $3";
const OF_TICKET: &str = "select position, ticket, version, at, actor, occurred_at, body from events \
    where organisation = $1 and ticket = $2 and version <= $3 order by version";

/// Organisations that have a log.
const LOGS: &str = "select distinct organisation from events order by organisation";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[LOGS, LAST, FROM, OF_TICKET];

impl Table for EventRow<'_> {
    const INSERT: &'static str = "insert into events \
        (organisation, position, ticket, version, type, at, actor, occurred_at, body) ";
    const COLUMNS: usize = 9;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        let recorded = self.recorded;
        let (ticket, version) = match &recorded.fact {
            Fact::Ticket { ticket, version, .. } => (Some(ticket.raw()), Some(i64::from(*version))),
            Fact::Organisation(_) => (None, None),
        };
        let body = stored::encode(&recorded.fact);
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.position.0)
            .push_bind(ticket)
            .push_bind(version)
            .push_bind(type_of(&body).to_owned())
            .push_bind(recorded.at.micros())
            .push_bind(actor(recorded.by))
            .push_bind(recorded.occurred_at.map(Timestamp::micros))
            .push_bind(body);
    }
}

#[derive(FromRow)]
struct Row {
    position: i64,
    ticket: Option<i64>,
    version: Option<i64>,
    at: i64,
    actor: i64,
    occurred_at: Option<i64>,
    body: String,
}

impl TryFrom<Row> for TimelineRow {
    type Error = Failed;

    fn try_from(row: Row) -> Found<Self> {
        let fact = match (row.ticket, row.version) {
            (Some(ticket), Some(version)) => Fact::Ticket {
                ticket: TicketId::from_raw(ticket),
                version: u32::try_from(version).map_err(|why| corrupt("events", why))?,
                event: stored::decode_ticket(&row.body).map_err(|why| corrupt("events", why))?,
            },
            _ => Fact::Organisation(
                stored::decode_organisation(&row.body).map_err(|why| corrupt("events", why))?,
            ),
        };
        let recorded = Recorded {
            at: Timestamp::from_micros(row.at),
            by: by(row.actor),
            occurred_at: row.occurred_at.map(Timestamp::from_micros),
            fact,
        };
        Ok(Self { position: Position(row.position), recorded })
    }
}

/// The last position of an organisation's log; 0 when it is empty.
pub(crate) async fn last(conn: &mut Connection, organisation: OrganisationId) -> Found<Position> {
    Ok(Position(sqlx::query_scalar(LAST).bind(organisation.raw()).fetch_one(conn).await?))
}

pub(crate) async fn logs(conn: &mut Connection) -> Found<Vec<OrganisationId>> {
    let ids: Vec<i64> = sqlx::query_scalar(LOGS).fetch_all(conn).await?;
    Ok(ids.into_iter().map(OrganisationId::from_raw).collect())
}

/// Events from a position on, in order.
pub(crate) async fn from(
    conn: &mut Connection,
    organisation: OrganisationId,
    position: Position,
    limit: u32,
) -> Found<Vec<TimelineRow>> {
    let rows: Vec<Row> = sqlx::query_as(FROM)
        .bind(organisation.raw())
        .bind(position.0)
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(TimelineRow::try_from).collect()
}

/// Events of one ticket up to a version, in order.
pub(crate) async fn of_ticket(
    conn: &mut Connection,
    organisation: OrganisationId,
    ticket: TicketId,
    version: u32,
) -> Found<Vec<TimelineRow>> {
    let rows: Vec<Row> = sqlx::query_as(OF_TICKET)
        .bind(organisation.raw())
        .bind(ticket.raw())
        .bind(i64::from(version))
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(TimelineRow::try_from).collect()
}

/// The event's name, out of its stored form.
fn type_of(body: &str) -> &str {
    body.split_once("\"type\":\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(name, _)| name)
}

const fn actor(by: By) -> i64 {
    match by {
        By::Person(person) => person.raw(),
        By::Dispatch => -1,
        By::Wheel => -2,
        By::System => -3,
        By::Alarm => -4,
    }
}

const fn by(actor: i64) -> By {
    match actor {
        -1 => By::Dispatch,
        -2 => By::Wheel,
        -4 => By::Alarm,
        person if person >= 0 => By::Person(PersonId::from_raw(person)),
        _ => By::System,
    }
}
