//! Snapshots that folds keep of what live rows cannot give back.

use lamplight_domain::ids::OrganisationId;
use lamplight_domain::log::Position;

use super::insert::{Table, Values};
use super::{Connection, Found};
use crate::FoldMemory;
use crate::journal::rows::Of;

const OF_ORGANISATION: &str = "select fold, position, body from fold_memories where organisation = $1";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_ORGANISATION];

impl Table for Of<&FoldMemory> {
    const INSERT: &'static str = "insert into fold_memories (organisation, fold, position, body) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = " on conflict (organisation, fold) do update \
        set position = excluded.position, body = excluded.body";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.row.fold)
            .push_bind(self.row.position.0)
            .push_bind(self.row.body.clone());
    }
}

pub(crate) async fn of_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<Vec<(String, (Position, String))>> {
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as(OF_ORGANISATION).bind(organisation.raw()).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(fold, position, body)| (fold, (Position(position), body))).collect())
}
