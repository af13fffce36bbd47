//! Opening: one program a database, the settings that durability rests on, the schema of this version.

use std::fs::{DirBuilder, File, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
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
/// Names, numbers and texts of people are for the user alone that runs the program.
const FILE_MODE: u32 = 0o600;
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
        private_directory(directory)
            .map_err(|why| OpenError::Directory { path: directory.to_owned(), why: why.to_string() })?;
    }
    let cannot =
        |why: &dyn std::fmt::Display| OpenError::Open { path: path.to_owned(), why: why.to_string() };
    let lock = lock(path)?;
    make_private(path).map_err(|why| cannot(&why))?;
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

/// What holds people's names and numbers is for this user alone; a directory that is there stays as it is.
pub(crate) fn private_directory(directory: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// The number of the last migration that this program knows.
pub(crate) fn migrations_known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// For a copy of one moment, beside whatever else works on the database. Never writes, and never tidies up
/// when it closes, as a connection that may write would.
pub(crate) async fn open_to_copy(path: &Path) -> Result<Connection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY);
    options.disable_statement_logging().connect().await
}

/// A file that nobody else works on. `read_only`: also where it cannot be written, and nothing beside it.
pub(crate) async fn open_copy(path: &Path, read_only: bool) -> Result<Connection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).disable_statement_logging();
    match read_only {
        true => options.read_only(true).immutable(true).connect().await,
        // Its journal stays in memory: a copy that fails is thrown away.
        false => options.journal_mode(SqliteJournalMode::Memory).connect().await,
    }
}

/// Copies back what the side files of a database hold that nobody works on.
pub(crate) async fn settle(path: &Path) -> Result<(), sqlx::Error> {
    let mut conn = writing(path).create_if_missing(false).connect().await?;
    let done = session::checkpoint(&mut conn, session::CHECKPOINT_TRUNCATE).await;
    session::close(conn).await;
    done.map(drop)
}

/// The database is made, or an older one made, readable by this user alone. SQLite gives the files beside it
/// (`-wal`, `-shm`) the mode of the database when it makes them; those left of another run are set here.
fn make_private(path: &Path) -> std::io::Result<()> {
    // One that is there is not opened: closing it again would give up the locks of this process on it.
    match File::options().create_new(true).append(true).mode(FILE_MODE).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    for end in ["", "-wal", "-shm", ".lock"] {
        match std::fs::set_permissions(beside(path, end), Permissions::from_mode(FILE_MODE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
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
pub(crate) fn lock(path: &Path) -> Result<Arc<File>, OpenError> {
    let lock = beside(path, ".lock");
    let file = File::options()
        .create(true)
        .append(true)
        .mode(FILE_MODE)
        .open(&lock)
        .map_err(|why| OpenError::Open { path: lock.clone(), why: why.to_string() })?;
    match file.try_lock() {
        Ok(()) => Ok(Arc::new(file)),
        Err(_) => Err(OpenError::InUse { path: path.to_owned() }),
    }
}
