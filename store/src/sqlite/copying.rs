//! Says that a copy of the database is being made, to whoever checkpoints: while somebody reads one moment
//! of the database for long, a checkpoint that waits for all readers would hold up the journal.
//!
//! A lock on a file of its own: a lock on the database itself would meet those of SQLite.

use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A checkpoint's look holds the lock for a moment.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// Held while copying; `None` when another is at it.
pub(crate) async fn begin(database: &Path) -> io::Result<Option<File>> {
    let file = File::options().create(true).append(true).mode(0o600).open(path(database))?;
    // Made by root for a server of another user: it must be able to look at it.
    let of_database = std::fs::metadata(database)?;
    let _ = fchown(&file, Some(of_database.uid()), Some(of_database.gid()));
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(PAUSE).await,
            Err(TryLockError::Error(why)) => return Err(why),
        }
    }
    Ok(None)
}

/// Whether a copy is being made. What cannot be looked at is not.
pub(super) fn is_under_way(database: &Path) -> bool {
    let Ok(file) = File::options().append(true).open(path(database)) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".copying");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
