//! Transactions by hand, and what SQLite alone is asked: the journal never holds a transaction future that
//! could be dropped half way.

use sqlx::{Connection as _, Row};

use super::{Connection, Found};

pub(crate) const BEGIN: &str = "begin immediate";
pub(crate) const COMMIT: &str = "commit";
pub(crate) const ROLLBACK: &str = "rollback";
pub(crate) const SAVEPOINT: &str = "savepoint entry";
pub(crate) const RELEASE: &str = "release entry";
/// Undoes the entry and forgets the savepoint.
pub(crate) const ROLLBACK_TO: &str = "rollback to entry; release entry";
pub(crate) const CHECKPOINT_PASSIVE: &str = "pragma wal_checkpoint(passive)";
pub(crate) const CHECKPOINT_RESTART: &str = "pragma wal_checkpoint(restart)";
pub(crate) const CHECKPOINT_TRUNCATE: &str = "pragma wal_checkpoint(truncate)";
/// A write that changes nothing: whether the database takes writes at all.
pub(crate) const PROBE: &str = "update meta set value = value where name = 'log'";
const LOG_ID: &str = "select value from meta where name = 'log'";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[PROBE, LOG_ID];

/// One of the statements above.
pub(crate) async fn run(conn: &mut Connection, statement: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(statement).execute(conn).await.map(drop)
}

/// Runs a checkpoint; `true` when it was carried out whole.
pub(crate) async fn checkpoint(conn: &mut Connection, mode: &'static str) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(mode).persistent(false).fetch_one(conn).await?;
    Ok(row.try_get::<i64, _>(0)? == 0)
}

pub(crate) async fn log_id(conn: &mut Connection) -> Found<i64> {
    let text: String = sqlx::query_scalar(LOG_ID).fetch_one(conn).await?;
    text.parse().map_err(|why| super::corrupt("meta", why))
}

/// Closes the connection in good order.
pub(crate) async fn close(conn: Connection) {
    if let Err(why) = conn.close().await {
        tracing::warn!(%why, "a database connection did not close cleanly");
    }
}
