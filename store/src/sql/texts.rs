//! Free texts, apart from the events that name them.

use std::collections::BTreeMap;

use lamplight_domain::ids::{OrganisationId, TextId};
use lamplight_domain::time::Timestamp;
use sqlx::QueryBuilder;

use super::insert::{Table, Values};
use super::{Connection, Db, Found};
use crate::TextRow;
use crate::journal::rows::Of;

const OF_LIVE: &str = "select x.id, x.text from tickets t join texts x on x.ticket = t.id \
    where t.organisation = $1 and t.live and x.organisation = t.organisation";
const OF_ENDED: &str = "select x.id, x.text from tickets t join texts x on x.ticket = t.id \
    where t.organisation = $1 and t.ended_at >= $2 and x.organisation = t.organisation \
    order by t.ended_at desc limit $3";
const IDS: &str = "select id from texts where organisation = $1 and ticket is not null order by id";
const BY_ID: &str = "select id, text from texts where organisation = ";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_LIVE, OF_ENDED, IDS];

/// Ids in one question at most.
const IDS_MAX: usize = 500;

impl Table for Of<&TextRow> {
    const INSERT: &'static str = "insert into texts (id, organisation, ticket, text) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.row.id.raw())
            .push_bind(self.organisation.raw())
            .push_bind(self.row.ticket.map(|ticket| ticket.raw()))
            .push_bind(self.row.text.clone());
    }
}

fn mapped(rows: Vec<(i64, String)>) -> impl Iterator<Item = (TextId, String)> {
    rows.into_iter().map(|(id, text)| (TextId::from_raw(id), text))
}

/// Of live tickets, and of those ended at or after `since`.
pub(crate) async fn of_desk(
    conn: &mut Connection,
    organisation: OrganisationId,
    since: Timestamp,
    limit: usize,
) -> Found<BTreeMap<TextId, String>> {
    let live = sqlx::query_as(OF_LIVE).bind(organisation.raw()).fetch_all(&mut *conn).await?;
    let ended = sqlx::query_as(OF_ENDED)
        .bind(organisation.raw())
        .bind(since.micros())
        .bind(limit as i64)
        .fetch_all(conn)
        .await?;
    Ok(mapped(live).chain(mapped(ended)).collect())
}

pub(crate) async fn by_id(
    conn: &mut Connection,
    organisation: OrganisationId,
    ids: &[TextId],
) -> Found<BTreeMap<TextId, String>> {
    let mut found = BTreeMap::new();
    for ids in ids.chunks(IDS_MAX) {
        let mut statement = QueryBuilder::<Db>::new(BY_ID);
        statement.push_bind(organisation.raw()).push(" and id in (");
        let mut list = statement.separated(", ");
        for id in ids {
            list.push_bind(id.raw());
        }
        statement.push(")");
        found.extend(mapped(statement.build_query_as().fetch_all(&mut *conn).await?));
    }
    Ok(found)
}

/// Ids of all texts of tickets: for the check alone.
pub(crate) async fn ids(conn: &mut Connection, organisation: OrganisationId) -> Found<Vec<TextId>> {
    let ids: Vec<i64> = sqlx::query_scalar(IDS).bind(organisation.raw()).fetch_all(conn).await?;
    Ok(ids.into_iter().map(TextId::from_raw).collect())
}
