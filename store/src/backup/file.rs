//! Files that appear whole or not at all: written under a passing name, readable by this user alone, brought
//! to the disk, then named.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::BackupError;

/// Names, numbers and texts of people are in it.
const FILE_MODE: u32 = 0o600;

/// A file under its passing name; gone when it is dropped before it got its own.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    named: bool,
}

impl Partial {
    /// Empty, beside what it will be.
    pub(super) fn beside(to: &Path) -> Result<Self, BackupError> {
        let to = absolute(to)?;
        let mut name = OsString::from(".");
        name.push(to.file_name().unwrap_or_default());
        name.push(format!(".{}.partial", std::process::id()));
        let path = to.with_file_name(name);
        let made = File::options().create_new(true).write(true).mode(FILE_MODE).open(&path);
        made.map_err(|why| unwritable(&path, &why))?;
        Ok(Self { path, named: false })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// To the disk, and under its own name, which nobody else has.
    pub(super) fn name(mut self, to: &Path) -> Result<(), BackupError> {
        let to = absolute(to)?;
        let cannot = |why: io::Error| match why.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists { path: to.clone() },
            _ => unwritable(&to, &why),
        };
        sync(&self.path).map_err(cannot)?;
        put(&self.path, &to).map_err(cannot)?;
        self.named = true;
        sync_directory(&to).map_err(cannot)
    }

    /// As `name`, in the place of what has that name.
    pub(super) fn replace(mut self, to: &Path) -> Result<(), BackupError> {
        let cannot = |why: io::Error| unwritable(to, &why);
        sync(&self.path).map_err(cannot)?;
        fs::rename(&self.path, to).map_err(cannot)?;
        self.named = true;
        sync_directory(to).map_err(cannot)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.named {
            for end in ["", "-journal"] {
                let mut name = self.path.clone().into_os_string();
                name.push(end);
                let _ = fs::remove_file(name);
            }
        }
    }
}

/// A second name, then the first one away: a rename would overwrite. Where the file system knows no second
/// names, a rename after a look.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Err(why),
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A name is on the disk when its directory is.
pub(super) fn sync_directory(of: &Path) -> io::Result<()> {
    of.parent().map_or(Ok(()), sync)
}

/// With the directory it lies in, whatever that is: SQLite would read `file:` as more than a name.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, BackupError> {
    std::path::absolute(path).map_err(|why| unwritable(path, &why))
}

pub(super) fn unwritable(path: &Path, why: &io::Error) -> BackupError {
    let directory = path.parent().unwrap_or(path).to_owned();
    match why.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BackupError::Full { directory },
        _ => BackupError::Unwritable { path: path.to_owned(), why: why.to_string() },
    }
}
