//! What has ended: beside a ticket that is being mended, and counted by cause. Each question is one range of
//! one index (migration 0007), read from its newest end.

use lamplight_domain::ids::{CategoryId, CauseId, OrganisationId, TicketId};
use lamplight_domain::log::stored;
use lamplight_domain::ticket::Event;
use lamplight_domain::time::Timestamp;
use sqlx::FromRow;

use super::tickets::{StateRow, restore};
use super::{Connection, Found, corrupt, texts};
use crate::read::{PastOf, PastRow};

/// A merged ticket is told by the one it was merged into.
macro_rules! past {
    ($column:literal) => {
        concat!(
            "select t.id, t.version, t.state_version, t.state, coalesce(x.text, '') as summary_text, \
             (select e.body from events e where e.organisation = t.organisation and e.ticket = t.id \
             and e.type = 'completed' order by e.version desc limit 1) as completion \
             from tickets t left join texts x on x.id = t.summary and x.organisation = t.organisation \
             where t.organisation = $1 and t.",
            $column,
            " = $2 and t.ended_at is not null and t.shown <> 'merged' and t.id <> $3 \
             order by t.ended_at desc, t.id desc limit $4"
        )
    };
}

const OF_REPORTER: &str = past!("reporter");
const OF_ZONE: &str = past!("zone");
const OF_SYSTEM: &str = past!("system");
const CAUSES: &str = "select cause, count(*) from tickets \
    where organisation = $1 and category = $2 and ended_at >= $3 and cause is not null group by cause";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_REPORTER, OF_ZONE, OF_SYSTEM, CAUSES];

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    state: StateRow,
    summary_text: String,
    /// Body of its last Completed.
    completion: Option<String>,
}

/// Newest first.
pub(crate) async fn of(
    conn: &mut Connection,
    organisation: OrganisationId,
    of: PastOf,
    but: TicketId,
    limit: u32,
) -> Found<Vec<PastRow>> {
    let (statement, id) = match of {
        PastOf::Reporter(id) => (OF_REPORTER, id.raw()),
        PastOf::Zone(id) => (OF_ZONE, id.raw()),
        PastOf::System(id) => (OF_SYSTEM, id.raw()),
    };
    let rows: Vec<Row> = sqlx::query_as(statement)
        .bind(organisation.raw())
        .bind(id)
        .bind(but.raw())
        .bind(i64::from(limit))
        .fetch_all(&mut *conn)
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let ticket = restore(conn, organisation, row.state).await?;
        let completion = row.completion.as_deref().map(stored::decode_ticket).transpose();
        let completion: Option<Event> = completion.map_err(|why| corrupt("events", why))?;
        found.push(PastRow::of(ticket, row.summary_text, completion.as_ref()));
    }
    let notes: Vec<_> = found.iter().filter_map(|row| row.note_id).collect();
    let notes = texts::by_id(conn, organisation, &notes).await?;
    for row in &mut found {
        row.note = row.note_id.and_then(|id| notes.get(&id).cloned());
    }
    Ok(found)
}

/// How often each cause ended a ticket of this very category, from `since` on.
pub(crate) async fn causes(
    conn: &mut Connection,
    organisation: OrganisationId,
    category: CategoryId,
    since: Timestamp,
) -> Found<Vec<(CauseId, u32)>> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(CAUSES)
        .bind(organisation.raw())
        .bind(category.raw())
        .bind(since.micros())
        .fetch_all(conn)
        .await?;
    let counted =
        |(cause, count): (i64, i64)| (CauseId::from_raw(cause), u32::try_from(count).unwrap_or(u32::MAX));
    Ok(rows.into_iter().map(counted).collect())
}
