//! Deadlines of live tickets. Only what changes is written: most commands leave most deadlines as they are.

use lamplight_domain::ids::{OrganisationId, TicketId};
use lamplight_domain::sla::{Deadline, DeadlineKind};
use lamplight_domain::time::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::insert::{Table, Values, push_pairs};
use super::{Connection, Db, Failed, Found, corrupt};
use crate::DueRow;
use crate::journal::rows::DeadlineRow;

const OF_ORGANISATION: &str = "select organisation, ticket, kind, due, set_by from deadlines \
    where organisation = $1 order by ticket, kind";
/// Over all organisations: the sweep that finds which desks to load.
const DUE: &str = "select organisation, ticket, kind, due, set_by from deadlines \
    where due <= $1 order by due, ticket, kind limit $2";
const DELETE: &str = "delete from deadlines where (organisation, ticket)";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_ORGANISATION, DUE];

impl Table for DeadlineRow {
    const INSERT: &'static str = "insert into deadlines (organisation, ticket, kind, due, set_by) ";
    const COLUMNS: usize = 5;
    const CONFLICT: &'static str = " on conflict (organisation, ticket, kind) do update \
        set due = excluded.due, set_by = excluded.set_by \
        where deadlines.due <> excluded.due or deadlines.set_by <> excluded.set_by";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.ticket.raw())
            .push_bind(self.deadline.kind.code())
            .push_bind(self.deadline.due.micros())
            .push_bind(i64::from(self.deadline.set_by));
    }
}

/// Removes the deadlines of these tickets but those of `kept`.
pub(crate) fn delete_but(
    statements: &mut Vec<QueryBuilder<Db>>,
    tickets: &[(OrganisationId, TicketId)],
    kept: &[DeadlineRow],
) {
    if tickets.is_empty() {
        return;
    }
    let mut statement = QueryBuilder::<Db>::new(DELETE);
    push_pairs(&mut statement, tickets.iter().map(|(organisation, id)| (organisation.raw(), id.raw())));
    if !kept.is_empty() {
        statement.push(" and (ticket, kind) not in (");
        statement.push_values(kept, |mut values, row| {
            values.push_bind(row.ticket.raw()).push_bind(row.deadline.kind.code());
        });
        statement.push(")");
    }
    statements.push(statement);
}

#[derive(FromRow)]
struct Row {
    organisation: i64,
    ticket: i64,
    kind: i64,
    due: i64,
    set_by: i64,
}

impl TryFrom<Row> for DueRow {
    type Error = Failed;

    fn try_from(row: Row) -> Found<Self> {
        let kind = DeadlineKind::from_code(row.kind)
            .ok_or_else(|| corrupt("deadlines", format!("unknown kind {}", row.kind)))?;
        let set_by = u32::try_from(row.set_by).map_err(|why| corrupt("deadlines", why))?;
        Ok(Self {
            organisation: OrganisationId::from_raw(row.organisation),
            ticket: TicketId::from_raw(row.ticket),
            deadline: Deadline { kind, due: Timestamp::from_micros(row.due), set_by },
        })
    }
}

pub(crate) async fn of_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<Vec<DueRow>> {
    let rows: Vec<Row> = sqlx::query_as(OF_ORGANISATION).bind(organisation.raw()).fetch_all(conn).await?;
    rows.into_iter().map(DueRow::try_from).collect()
}

/// Due at or before `until`, soonest first, over all organisations.
pub(crate) async fn due(conn: &mut Connection, until: Timestamp, limit: u32) -> Found<Vec<DueRow>> {
    let rows: Vec<Row> =
        sqlx::query_as(DUE).bind(until.micros()).bind(i64::from(limit)).fetch_all(conn).await?;
    rows.into_iter().map(DueRow::try_from).collect()
}
