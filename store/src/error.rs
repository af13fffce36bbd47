//! What can go wrong, told to whoever has to mend it. A conflict is an `Outcome`, an absence an `Option`;
//! only breakage is an error.

use std::path::PathBuf;

/// Why a store cannot be opened. Each sentence tells the operator what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot create the directory {path}: {why}; create it or choose another with --data")]
    Directory { path: PathBuf, why: String },
    #[error(
        "cannot open the database {path}: {why}; check that the file and its directory belong to this user and that no other program holds it"
    )]
    Open { path: PathBuf, why: String },
    #[error("another lamplight is already at work on {path}; stop it first, or choose another directory")]
    InUse { path: PathBuf },
    #[error(
        "the database {path} cannot be brought to this version: {why}; it was probably written by a newer lamplight: start that one, or restore a backup"
    )]
    Migration { path: PathBuf, why: String },
    #[error(
        "the database {path} does not accept writes: {why}; free some space or make it writable, then start again"
    )]
    NotWritable { path: PathBuf, why: String },
}

/// Why a read gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No connection within the limit, or the database is gone: try again later.
    #[error("the store cannot be read now: {0}")]
    Unavailable(String),
    /// A row that this program cannot read.
    #[error("a stored row of {table} cannot be read: {why}")]
    Corrupt { table: &'static str, why: String },
}
