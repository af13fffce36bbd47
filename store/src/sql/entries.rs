//! Committed entries: by their ids an unknown outcome is learnt.

use std::collections::BTreeMap;

use lamplight_domain::ids::EntryId;
use lamplight_domain::log::Position;
use lamplight_domain::time::Timestamp;
use sqlx::QueryBuilder;

use super::insert::{Table, Values};
use super::{Connection, Db, Found};
use crate::journal::rows::EntryRow;

/// Entry ids are unique over all organisations; so is the sweep.
const BY_ID: &str = "select id, last_position from entries where id in (";
const SWEEP: &str = "delete from entries where id in \
    (select id from (select id, at from entries order by id limit 1000) oldest where oldest.at < $1)";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[SWEEP];

impl Table for EntryRow {
    const INSERT: &'static str = "insert into entries (id, organisation, last_position, at) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.id.raw())
            .push_bind(self.organisation.raw())
            .push_bind(self.last.0)
            .push_bind(self.at.micros());
    }
}

/// Those of `ids` that were committed, with the position each ended at.
pub(crate) async fn by_id(conn: &mut Connection, ids: &[EntryId]) -> Found<BTreeMap<EntryId, Position>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut statement = QueryBuilder::<Db>::new(BY_ID);
    let mut list = statement.separated(", ");
    for id in ids {
        list.push_bind(id.raw());
    }
    statement.push(")");
    let rows: Vec<(i64, i64)> = statement.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(id, last)| (EntryId::from_raw(id), Position(last))).collect())
}

/// Forgets at most 1,000 entries made before `before`; how many went.
pub(crate) async fn sweep(conn: &mut Connection, before: Timestamp) -> Found<u64> {
    Ok(sqlx::query(SWEEP).bind(before.micros()).execute(conn).await?.rows_affected())
}
