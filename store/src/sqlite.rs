//! SQLite: one writing connection for the journal, one for checkpoints, a read-only pool beside them.
//!
//! The statements stand in `sql/`, written once for every database; this file says which one is meant.

mod checkpoint;
pub(crate) mod copying;
mod open;
mod reads;
mod writer;

/// Every statement of the store, compiled for SQLite. Portable: time and ids are parameters, instants are
/// bigint microseconds, JSON is opaque text. The rows of a table are converted here and nowhere else.
#[path = "sql"]
pub(crate) mod sql {
    pub(crate) mod accounts;
    pub(crate) mod audit;
    pub(crate) mod backup;
    pub(crate) mod deadlines;
    pub(crate) mod decisions;
    pub(crate) mod deliveries;
    pub(crate) mod directory;
    pub(crate) mod duty;
    pub(crate) mod entries;
    pub(crate) mod events;
    pub(crate) mod insert;
    pub(crate) mod keys;
    pub(crate) mod list;
    pub(crate) mod memories;
    pub(crate) mod past;
    pub(crate) mod screens;
    pub(crate) mod session;
    pub(crate) mod texts;
    pub(crate) mod tickets;

    pub(crate) type Db = sqlx::Sqlite;
    pub(crate) type Connection = sqlx::SqliteConnection;

    /// Why a statement gave nothing.
    #[derive(Debug, thiserror::Error)]
    pub(crate) enum Failed {
        #[error(transparent)]
        Sql(#[from] sqlx::Error),
        #[error("a row of {table}: {why}")]
        Corrupt { table: &'static str, why: String },
    }

    pub(crate) type Found<T> = Result<T, Failed>;

    /// For rows that this program cannot read.
    pub(crate) fn corrupt(table: &'static str, why: impl std::fmt::Display) -> Failed {
        Failed::Corrupt { table, why: why.to_string() }
    }

    #[cfg(test)]
    mod tests;
}

pub(crate) use open::{lock, migrations_known, open, open_copy, open_to_copy, private_directory, settle};
pub(crate) use reads::Sqlite;
pub(crate) use writer::{Writer, is_full};
