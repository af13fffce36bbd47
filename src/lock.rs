//! One process a database: whoever writes holds the lock of the data directory from first to last. The
//! operating system gives it back when the process ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use crate::failure::Failure;

const FILE: &str = "lamplight.lock";

/// The data directory is ours until this is dropped.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Makes the directory where it is missing and takes its lock.
    ///
    /// # Errors
    /// The directory cannot be made or written, or another process holds the lock.
    pub fn take(directory: &Path) -> Result<Self, Failure> {
        let shown = directory.display();
        let unwritable = |error: &io::Error| {
            Failure::new(format!(
                "the data directory {shown} cannot be written ({error}): give the user that runs Lamplight \
                 the right to write there, or choose another with --data"
            ))
        };
        fs::create_dir_all(directory).map_err(|error| unwritable(&error))?;
        let mut file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(directory.join(FILE))
            .map_err(|error| unwritable(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::new(format!(
                    "another Lamplight works on {shown}: stop it first, or give this one another directory \
                     with --data"
                )));
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(&error)),
        }
        // For people who look into the directory; the lock itself is the operating system's.
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|error| unwritable(&error))?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests;
