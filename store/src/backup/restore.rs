//! Puts a backup where a database is wanted. Everything is verified on the copy before anything is moved; a
//! database that was there is kept beside it; the log gets a new name, so that no client takes a position of
//! the old one for one of this.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{Partial, sync_directory, unwritable};
use super::make::{inspect, while_writing};
use super::{BackupError, Contents};
use crate::OpenError;
use crate::sqlite::sql::backup as sql;
use crate::sqlite::sql::session;
use crate::sqlite::{lock, open_copy, private_directory, settle};

/// Of a restored database.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The new lineage of its log: chance, below 2^53.
    pub log: i64,
    /// Ending of the name under which a database that is there is kept; `None`: nothing may be there.
    pub replaced: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Restored {
    pub contents: Contents,
    /// Where the database that was there lies now.
    pub kept: Option<PathBuf>,
}

/// Restores a backup as the database at that path.
///
/// # Errors
/// See `BackupError`: nothing was moved then.
pub async fn restore(from: &Path, database: &Path, renewal: Renewal) -> Result<Restored, BackupError> {
    let directory = database.parent().unwrap_or(database).to_owned();
    // Before anything is made there: whoever names a wrong file leaves nothing behind.
    inspect(from).await?;
    private_directory(&directory).map_err(|why| unwritable(&directory, &why))?;
    if renewal.replaced.is_none() {
        require_empty(&directory, database)?;
    }
    let _lock = lock(database).map_err(|why| match why {
        OpenError::InUse { path } => BackupError::InUse { path },
        other => BackupError::Unwritable { path: database.to_owned(), why: other.to_string() },
    })?;
    let partial = Partial::beside(database)?;
    copy(from, partial.path()).await?;
    // The copy is what will be used: it is looked at once more, as it came from the disk.
    let contents = inspect(partial.path()).await?;
    renew(partial.path(), renewal.log).await.map_err(|why| while_writing(database, &why))?;
    let kept = match renewal.replaced {
        Some(ending) => keep(database, &ending).await?,
        None => None,
    };
    partial.replace(database)?;
    Ok(Restored { contents, kept })
}

/// Lock files alone are nothing: they stay where a directory was used.
fn require_empty(directory: &Path, database: &Path) -> Result<(), BackupError> {
    let cannot = |why: io::Error| unwritable(directory, &why);
    for entry in fs::read_dir(directory).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if ![".lock", ".copying"].iter().any(|end| path == beside(database, end)) {
            let found = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(BackupError::NotEmpty { directory: directory.to_owned(), found });
        }
    }
    Ok(())
}

async fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let (source, target) = (from.to_owned(), to.to_owned());
    // Into the file that is there: it keeps its mode.
    let copied = tokio::task::spawn_blocking(move || {
        let mut source = fs::File::open(source)?;
        io::copy(&mut source, &mut fs::File::options().write(true).open(target)?)
    });
    match copied.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(why)) => Err(unwritable(to, &why)),
        Err(why) => Err(BackupError::Unwritable { path: to.to_owned(), why: why.to_string() }),
    }
}

async fn renew(path: &Path, log: i64) -> Result<(), sqlx::Error> {
    let mut conn = open_copy(path, false).await?;
    let renewed = sql::renew(&mut conn, log).await;
    session::close(conn).await;
    renewed
}

/// Gives the database that is there a second name; what its side files held is copied back before, where it
/// can still be read. Then the new one takes its first name in one step. Side files go away even where the
/// database itself is gone: SQLite would read them into the new one.
async fn keep(database: &Path, ending: &str) -> Result<Option<PathBuf>, BackupError> {
    let kept = beside(database, ending);
    let cannot = |why: io::Error| unwritable(&kept, &why);
    let is_there = database.exists();
    if is_there {
        if let Err(why) = settle(database).await {
            tracing::warn!(%why, "the database that is replaced could not be settled; its side files are kept with it");
        }
        link(database, &kept).map_err(cannot)?;
    }
    for end in ["-wal", "-shm", "-journal"] {
        let side = beside(database, end);
        if side.exists() {
            fs::rename(&side, beside(&kept, end)).map_err(cannot)?;
        }
    }
    sync_directory(database).map_err(cannot)?;
    Ok(is_there.then_some(kept))
}

/// Where the file system knows no second names, the first is given up for a moment.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => fs::rename(from, to),
        other => other,
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
