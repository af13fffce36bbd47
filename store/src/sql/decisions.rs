//! Records of the dispatcher's choices, found by the events that name them.

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{DecisionId, OrganisationId};
use sqlx::QueryBuilder;

use super::insert::{Table, Values};
use super::{Connection, Db, Found, corrupt};
use crate::journal::rows::Of;

const IDS: &str = "select id from decisions where organisation = $1 order by id";
const BY_ID: &str = "select body from decisions where organisation = ";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[IDS];

impl Table for Of<&DecisionRecord> {
    const INSERT: &'static str = "insert into decisions (id, organisation, ticket, body) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.row.id.raw())
            .push_bind(self.organisation.raw())
            .push_bind(self.row.ticket.raw())
            .push_bind(serde_json::to_string(self.row).expect("a record has only string keys"));
    }
}

/// Oldest first.
pub(crate) async fn by_id(
    conn: &mut Connection,
    organisation: OrganisationId,
    ids: &[DecisionId],
) -> Found<Vec<DecisionRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = QueryBuilder::<Db>::new(BY_ID);
    statement.push_bind(organisation.raw()).push(" and id in (");
    let mut list = statement.separated(", ");
    for id in ids {
        list.push_bind(id.raw());
    }
    statement.push(")");
    let bodies: Vec<String> = statement.build_query_scalar().fetch_all(conn).await?;
    let mut records = Vec::with_capacity(bodies.len());
    for body in bodies {
        let record: DecisionRecord = serde_json::from_str(&body).map_err(|why| corrupt("decisions", why))?;
        records.push(record);
    }
    records.sort_by_key(|record| (record.at, record.id));
    Ok(records)
}

/// Ids of all records: for the check alone.
pub(crate) async fn ids(conn: &mut Connection, organisation: OrganisationId) -> Found<Vec<DecisionId>> {
    let ids: Vec<i64> = sqlx::query_scalar(IDS).bind(organisation.raw()).fetch_all(conn).await?;
    Ok(ids.into_iter().map(DecisionId::from_raw).collect())
}
