//! Request keys: one effect and one answer each (T6).

use lamplight_domain::ids::{OrganisationId, PersonId, TicketId};
use lamplight_domain::time::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::insert::{Table, Values};
use super::{Connection, Db, Failed, Found, corrupt};
use crate::journal::rows::KeyedRow;
use crate::{KeyRow, RequestKey};

const ONE: &str = "select organisation, caller, key, request_hash, ticket, version, expires_at \
    from request_keys where organisation = $1 and caller = $2 and key = $3";
const SEVERAL: &str = "select organisation, caller, key, request_hash, ticket, version, expires_at \
    from request_keys where (organisation, caller, key) in (";
const SWEEP: &str = "delete from request_keys where entry in \
    (select entry from (select entry, expires_at from request_keys order by entry limit 1000) oldest \
    where oldest.expires_at < $1)";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[ONE, SWEEP];

impl Table for KeyedRow<'_> {
    const INSERT: &'static str = "insert into request_keys \
        (entry, organisation, caller, key, request_hash, ticket, version, expires_at) ";
    const COLUMNS: usize = 8;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        let row = self.row;
        values
            .push_bind(self.entry.raw())
            .push_bind(self.organisation.raw())
            .push_bind(row.key.caller.raw())
            .push_bind(row.key.key.clone())
            .push_bind(row.request_hash.clone())
            .push_bind(row.ticket.map(|ticket| ticket.raw()))
            .push_bind(i64::from(row.version))
            .push_bind(row.expires_at.micros());
    }
}

#[derive(FromRow)]
struct Row {
    organisation: i64,
    caller: i64,
    key: String,
    request_hash: String,
    ticket: Option<i64>,
    version: i64,
    expires_at: i64,
}

impl TryFrom<Row> for (OrganisationId, KeyRow) {
    type Error = Failed;

    fn try_from(row: Row) -> Found<Self> {
        let key = KeyRow {
            key: RequestKey { caller: PersonId::from_raw(row.caller), key: row.key },
            request_hash: row.request_hash,
            ticket: row.ticket.map(TicketId::from_raw),
            version: u32::try_from(row.version).map_err(|why| corrupt("request_keys", why))?,
            expires_at: Timestamp::from_micros(row.expires_at),
        };
        Ok((OrganisationId::from_raw(row.organisation), key))
    }
}

pub(crate) async fn one(
    conn: &mut Connection,
    organisation: OrganisationId,
    key: &RequestKey,
) -> Found<Option<KeyRow>> {
    let row: Option<Row> = sqlx::query_as(ONE)
        .bind(organisation.raw())
        .bind(key.caller.raw())
        .bind(key.key.clone())
        .fetch_optional(conn)
        .await?;
    row.map(|row| <(OrganisationId, KeyRow)>::try_from(row).map(|(_, key)| key)).transpose()
}

/// Those keys that were used before.
pub(crate) async fn several(
    conn: &mut Connection,
    keys: &[(OrganisationId, RequestKey)],
) -> Found<Vec<(OrganisationId, KeyRow)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = QueryBuilder::<Db>::new(SEVERAL);
    statement.push_values(keys, |mut values, (organisation, key)| {
        values.push_bind(organisation.raw()).push_bind(key.caller.raw()).push_bind(key.key.clone());
    });
    statement.push(")");
    let rows: Vec<Row> = statement.build_query_as().fetch_all(conn).await?;
    rows.into_iter().map(TryFrom::try_from).collect()
}

/// Forgets at most 1,000 keys that expired before `before`; how many went.
pub(crate) async fn sweep(conn: &mut Connection, before: Timestamp) -> Found<u64> {
    Ok(sqlx::query(SWEEP).bind(before.micros()).execute(conn).await?.rows_affected())
}
