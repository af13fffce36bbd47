//! Makes a backup and reads what one says of itself. The copy is one read transaction of SQLite's: the
//! journal goes on writing beside it, and what was acknowledged before it began is in it.

use std::path::Path;

use lamplight_domain::time::Timestamp;

use super::file::{Partial, absolute, unwritable};
use super::{BackupError, Contents, Holds, Label};
use crate::sqlite::copying;
use crate::sqlite::sql::backup as sql;
use crate::sqlite::sql::{Connection, Failed, session};
use crate::sqlite::{migrations_known, open_copy, open_to_copy};

const LOG: &str = "log";
const MADE_AT: &str = "backup_made_at";
const PROGRAM: &str = "backup_program";
const SECRET: &str = "backup_secret";

/// Copies the database, whether a server works on it or not, verifies the copy, and gives it its name.
///
/// # Errors
/// See `BackupError`; nothing is left behind.
pub async fn backup(database: &Path, to: &Path, label: Label) -> Result<Contents, BackupError> {
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(BackupError::Exists { path: to.to_owned() });
    }
    let partial = copied(database, to).await?;
    write_label(partial.path(), label).await.map_err(|why| while_writing(to, &why))?;
    let contents = inspect(partial.path()).await?;
    partial.name(to)?;
    Ok(contents)
}

/// Copies the database as `backup` does, for a look at one moment of it: the file carries no label.
///
/// # Errors
/// See `BackupError`; nothing is left behind.
pub async fn snapshot(database: &Path, to: &Path) -> Result<(), BackupError> {
    copied(database, to).await?.name(to)
}

/// Whether the file is whole, and what it says of itself. Writes nothing, not even beside it.
///
/// # Errors
/// It is damaged, no backup, or made by a newer program.
pub async fn inspect(path: &Path) -> Result<Contents, BackupError> {
    let no_backup =
        |why: &dyn std::fmt::Display| BackupError::NoBackup { path: path.to_owned(), why: why.to_string() };
    let bytes = std::fs::metadata(path).map_err(|why| no_backup(&why))?.len();
    let mut conn = open_copy(path, true).await.map_err(|why| no_backup(&why))?;
    let read = read(&mut conn).await;
    session::close(conn).await;
    let read = read.map_err(|why| match why {
        Failed::Sql(why) => no_backup(&why),
        Failed::Corrupt { .. } => no_backup(&why),
    })?;
    if let Some(why) = read.damage {
        return Err(BackupError::Damaged { path: path.to_owned(), why });
    }
    let noted =
        |name: &str| read.noted.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
    let number = |name: &str| noted(name).and_then(|value| value.parse::<i64>().ok());
    let (Some(made_at), Some(program), Some(log)) = (number(MADE_AT), noted(PROGRAM), number(LOG)) else {
        return Err(no_backup(&"it does not say when it was made and by which version"));
    };
    let known = migrations_known();
    if read.schema > known {
        let path = path.to_owned();
        return Err(BackupError::Newer { path, schema: read.schema, known, program });
    }
    let label = Label { made_at: Timestamp::from_micros(made_at), program, secret: noted(SECRET) };
    Ok(Contents { label, schema: read.schema, log, holds: read.holds, bytes })
}

/// A copy under its passing name.
async fn copied(database: &Path, to: &Path) -> Result<Partial, BackupError> {
    let unreadable = |why: String| BackupError::Unreadable { path: database.to_owned(), why };
    if !database.exists() {
        return Err(BackupError::NoDatabase { path: database.to_owned() });
    }
    let copying = copying::begin(database).await.map_err(|why| unreadable(why.to_string()))?;
    let Some(_copying) = copying else {
        return Err(BackupError::UnderWay { path: database.to_owned() });
    };
    let partial = Partial::beside(to)?;
    let mut conn = open_to_copy(&absolute(database)?).await.map_err(|why| unreadable(why.to_string()))?;
    let copied = sql::copy(&mut conn, partial.path()).await;
    session::close(conn).await;
    copied.map_err(|why| while_writing(to, &why))?;
    Ok(partial)
}

async fn write_label(path: &Path, label: Label) -> Result<(), sqlx::Error> {
    let mut conn = open_copy(path, false).await?;
    let written = async {
        sql::note(&mut conn, MADE_AT, label.made_at.micros().to_string()).await?;
        sql::note(&mut conn, PROGRAM, label.program).await?;
        match label.secret {
            Some(secret) => sql::note(&mut conn, SECRET, secret).await,
            None => Ok(()),
        }
    };
    let written = written.await;
    session::close(conn).await;
    written
}

struct Read {
    damage: Option<String>,
    noted: Vec<(String, String)>,
    schema: i64,
    holds: Vec<Holds>,
}

async fn read(conn: &mut Connection) -> Result<Read, Failed> {
    let damage = sql::damage(conn).await?;
    let noted = sql::noted(conn).await?;
    let schema = sql::schema(conn).await?;
    let holds = sql::holds(conn).await?.into_iter().map(|row| Holds {
        organisation: row.name,
        tickets: row.tickets.unsigned_abs(),
        events: row.events.unsigned_abs(),
        last_at: row.last_at.map(Timestamp::from_micros),
    });
    Ok(Read { damage, noted, schema, holds: holds.collect() })
}

/// SQLite says by its code when the disk is full.
pub(super) fn while_writing(to: &Path, why: &sqlx::Error) -> BackupError {
    if crate::sqlite::is_full(why) {
        return unwritable(to, &std::io::ErrorKind::StorageFull.into());
    }
    BackupError::Unwritable { path: to.to_owned(), why: why.to_string() }
}
