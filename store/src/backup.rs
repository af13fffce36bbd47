//! Backups: one file, made while the server works, verified before it gets its name; and the way back.
//!
//! A backup is a database of its own with a note in it: who made it, when, of which log. Never touches the
//! database it is made of, never overwrites a file.

mod file;
mod make;
mod restore;

use std::path::PathBuf;

use lamplight_domain::time::Timestamp;

pub use make::{backup, inspect, snapshot};
pub use restore::{Renewal, Restored, restore};

/// What whoever makes a backup writes into it.
#[derive(Debug, Clone)]
pub struct Label {
    /// Life time.
    pub made_at: Timestamp,
    /// Version of the program.
    pub program: String,
    /// What lies beside the database and is needed with it: the server's secret, as text.
    pub secret: Option<String>,
}

/// What a backup says of itself.
#[derive(Debug, Clone)]
pub struct Contents {
    pub label: Label,
    /// Number of its last migration.
    pub schema: i64,
    /// The lineage of its log.
    pub log: i64,
    pub holds: Vec<Holds>,
    pub bytes: u64,
}

/// One organisation in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    pub organisation: String,
    pub tickets: u64,
    pub events: u64,
    /// The hospital's time of its last event.
    pub last_at: Option<Timestamp>,
}

/// Why there is no backup, or nothing was restored. Each sentence tells the operator what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("there is no database {path}: name the data directory with --data")]
    NoDatabase { path: PathBuf },
    #[error("{path} is there already and is not overwritten: name another file, or remove it first")]
    Exists { path: PathBuf },
    #[error("another backup of {path} is being made: wait for it")]
    UnderWay { path: PathBuf },
    #[error(
        "there is not room enough in {directory}: free some space or name another place; nothing was left there"
    )]
    Full { directory: PathBuf },
    #[error("the database {path} cannot be read: {why}")]
    Unreadable { path: PathBuf, why: String },
    #[error("{path} cannot be written: {why}")]
    Unwritable { path: PathBuf, why: String },
    #[error("{path} is damaged ({why}): use another backup")]
    Damaged { path: PathBuf, why: String },
    #[error("{path} is not a backup that `lamplight backup` made: {why}")]
    NoBackup { path: PathBuf, why: String },
    #[error(
        "{path} was made by a newer lamplight (schema {schema}, this one knows {known}): restore it with that one, {program}"
    )]
    Newer { path: PathBuf, schema: i64, known: i64, program: String },
    #[error(
        "{directory} is not empty ({found} is there): name another directory, or say --replace to put the backup in its place"
    )]
    NotEmpty { directory: PathBuf, found: String },
    #[error("a lamplight is at work on {path}: stop it first")]
    InUse { path: PathBuf },
}
