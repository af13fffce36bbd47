//! Wall screens beside the directory: who let them in, and when they were seen.

use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_domain::time::Timestamp;
use sqlx::FromRow;

use super::{Connection, Found};
use crate::ScreenRow;

const ADMIT: &str =
    "insert into screens (organisation, person, paired_by, paired_at) values ($1, $2, $3, $4)";
const SEEN: &str = "insert into screens (organisation, person, seen_at) values ($1, $2, $3) \
    on conflict (organisation, person) do update set seen_at = excluded.seen_at";
const OF_ORGANISATION: &str = "select person, paired_by, paired_at, seen_at from screens \
    where organisation = $1 order by person";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[ADMIT, SEEN, OF_ORGANISATION];

pub(crate) async fn admit(
    conn: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    by: PersonId,
    at: Timestamp,
) -> Found<()> {
    let statement = sqlx::query(ADMIT).bind(organisation.raw()).bind(person.raw());
    statement.bind(by.raw()).bind(at.micros()).execute(conn).await?;
    Ok(())
}

pub(crate) async fn seen(
    conn: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    at: Timestamp,
) -> Found<()> {
    sqlx::query(SEEN).bind(organisation.raw()).bind(person.raw()).bind(at.micros()).execute(conn).await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    person: i64,
    paired_by: Option<i64>,
    paired_at: Option<i64>,
    seen_at: Option<i64>,
}

pub(crate) async fn of_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<Vec<ScreenRow>> {
    let rows: Vec<Row> = sqlx::query_as(OF_ORGANISATION).bind(organisation.raw()).fetch_all(conn).await?;
    let screen = |row: Row| ScreenRow {
        person: PersonId::from_raw(row.person),
        paired_by: row.paired_by.map(PersonId::from_raw),
        paired_at: row.paired_at.map(Timestamp::from_micros),
        seen_at: row.seen_at.map(Timestamp::from_micros),
    };
    Ok(rows.into_iter().map(screen).collect())
}
