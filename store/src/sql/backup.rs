//! What is asked of a copy of the database: whether it is whole, what it holds, who made it when. And the
//! copying itself, which is SQLite's alone.

use std::path::Path;

use sqlx::FromRow;

use super::{Connection, Found, corrupt};

/// One read transaction long: a consistent moment, however much is written meanwhile.
const COPY: &str = "vacuum into $1";
const INTEGRITY: &str = "pragma integrity_check(1)";
const SCHEMA: &str = "select max(version) from _sqlx_migrations where success";
const NOTE: &str = "insert into meta (name, value) values ($1, $2) \
    on conflict (name) do update set value = excluded.value";
const NOTED: &str = "select name, value from meta order by name";
const FORGET: &str = "delete from meta where name like 'backup_%'";
const RENAME_LOG: &str = "update meta set value = $1 where name = 'log'";
const HOLDS: &str = "select o.name, \
    (select count(*) from tickets t where t.organisation = o.id) as tickets, \
    (select count(*) from events e where e.organisation = o.id) as events, \
    (select e.at from events e where e.organisation = o.id order by e.position desc limit 1) as last_at \
    from organisations o order by o.name, o.id";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[NOTE, NOTED, FORGET, RENAME_LOG, HOLDS];

#[derive(Debug, FromRow)]
pub(crate) struct HoldsRow {
    pub(crate) name: String,
    pub(crate) tickets: i64,
    pub(crate) events: i64,
    pub(crate) last_at: Option<i64>,
}

/// Writes a copy into a file that is empty or not there.
pub(crate) async fn copy(conn: &mut Connection, to: &Path) -> Result<(), sqlx::Error> {
    sqlx::query(COPY).bind(to.to_string_lossy().into_owned()).execute(conn).await.map(drop)
}

/// What is wrong with the file, if anything is.
pub(crate) async fn damage(conn: &mut Connection) -> Result<Option<String>, sqlx::Error> {
    let said: String = sqlx::query_scalar(INTEGRITY).fetch_one(conn).await?;
    Ok((said != "ok").then_some(said))
}

/// The number of the last migration.
pub(crate) async fn schema(conn: &mut Connection) -> Found<i64> {
    let version: Option<i64> = sqlx::query_scalar(SCHEMA).fetch_one(conn).await?;
    version.ok_or_else(|| corrupt("_sqlx_migrations", "no migration has succeeded"))
}

pub(crate) async fn note(conn: &mut Connection, name: &str, value: String) -> Result<(), sqlx::Error> {
    sqlx::query(NOTE).bind(name.to_owned()).bind(value).execute(conn).await.map(drop)
}

/// Names and values.
pub(crate) async fn noted(conn: &mut Connection) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(NOTED).fetch_all(conn).await
}

/// The copy becomes a database of its own: no backup any more, and another log.
pub(crate) async fn renew(conn: &mut Connection, log: i64) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET).execute(&mut *conn).await?;
    sqlx::query(RENAME_LOG).bind(log.to_string()).execute(conn).await.map(drop)
}

pub(crate) async fn holds(conn: &mut Connection) -> Result<Vec<HoldsRow>, sqlx::Error> {
    sqlx::query_as(HOLDS).fetch_all(conn).await
}
