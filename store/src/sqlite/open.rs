//! Opening: one program a database, the settings that durability rests on, the schema of this version.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::checkpoint::Checkpoints;
use super::sql::{Connection, session};
use super::{Sqlite, Writer};
use crate::{OpenError, Options};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");

/// How long a statement waits for another connection's lock (a checkpoint).
const BUSY: Duration = Duration::from_secs(10);
/// Prepared statements kept: groups of every size have texts of their own.
const STATEMENTS: usize = 512;

/// How the journal and the checkpoints connect.
pub(super) fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .busy_timeout(BUSY)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "0")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
}

fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY)
        .pragma("query_only", "on")
        .disable_statement_logging()
}

/// Opens writer, readers and checkpoints over one file; gives the lineage of its log.
pub(crate) async fn open(path: &Path, options: &Options) -> Result<(Writer, Sqlite, i64), OpenError> {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)
            .map_err(|why| OpenError::Directory { path: directory.to_owned(), why: why.to_string() })?;
    }
    let cannot =
        |why: &dyn std::fmt::Display| OpenError::Open { path: path.to_owned(), why: why.to_string() };
    let lock = lock(path)?;
    let mut conn = writing(path).connect().await.map_err(|why| cannot(&why))?;
    MIGRATIONS
        .run(&mut conn)
        .await
        .map_err(|why| OpenError::Migration { path: path.to_owned(), why: why.to_string() })?;
    probe(&mut conn)
        .await
        .map_err(|why| OpenError::NotWritable { path: path.to_owned(), why: why.to_string() })?;
    let log_id = session::log_id(&mut conn).await.map_err(|why| cannot(&why))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(options.readers_max)
        .acquire_timeout(options.reader_wait)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(reading(path))
        .await
        .map_err(|why| cannot(&why))?;
    let checkpoints = Checkpoints::start(path, options);
    let writer = Writer::new(path.to_owned(), conn, checkpoints, lock);
    Ok((writer, Sqlite::new(readers), log_id))
}

/// Reconnects after the connection was lost.
pub(super) async fn connect(path: &Path) -> Result<Connection, sqlx::Error> {
    writing(path).connect().await
}

async fn probe(conn: &mut Connection) -> Result<(), sqlx::Error> {
    session::run(conn, session::BEGIN).await?;
    session::run(conn, session::PROBE).await?;
    session::run(conn, session::COMMIT).await
}

/// Held as long as the writer lives: two programs over one database would give the same positions twice.
fn lock(path: &Path) -> Result<Arc<File>, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock = PathBuf::from(name);
    let file = File::options()
        .create(true)
        .append(true)
        .open(&lock)
        .map_err(|why| OpenError::Open { path: lock.clone(), why: why.to_string() })?;
    match file.try_lock() {
        Ok(()) => Ok(Arc::new(file)),
        Err(_) => Err(OpenError::InUse { path: path.to_owned() }),
    }
}
