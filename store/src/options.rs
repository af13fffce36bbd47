//! Limits and seams of a store, each with its unit in its name.

use std::sync::Arc;
use std::time::Duration;

use crate::Faults;

/// What a store allows itself.
#[derive(Clone)]
pub struct Options {
    /// Entries that may wait in the journal; a quarter is kept for `Lane::Desk`.
    pub entries_max: usize,
    /// Bytes that may wait in the journal, by `Entry::weight`; a quarter is kept for `Lane::Desk`.
    pub queue_bytes_max: usize,
    /// Entries of one commit.
    pub group_max: usize,
    /// Connections for reads.
    pub readers_max: u32,
    /// How long a read waits for a connection.
    pub reader_wait: Duration,
    /// How long the journal tries to learn an unknown outcome before it says so.
    pub unknown_limit: Duration,
    /// Above this size the write-ahead log is copied back and begun anew, beside the journal's work.
    pub wal_restart_bytes: u64,
    /// Above this size the journal waits for the copy between two groups.
    pub wal_pause_bytes: u64,
    /// Called when durability is in doubt (a failed fsync, a panic of the journal). Aborts the process;
    /// tests put something gentler here.
    pub on_fatal: Arc<dyn Fn(&str) + Send + Sync>,
    /// Faults to inject, in order of commits: tests alone.
    pub faults: Faults,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            entries_max: 4_096,
            queue_bytes_max: 4 << 20,
            group_max: 128,
            readers_max: 4,
            reader_wait: Duration::from_secs(2),
            unknown_limit: Duration::from_secs(2),
            wal_restart_bytes: 64 << 20,
            wal_pause_bytes: 256 << 20,
            on_fatal: Arc::new(|why| {
                tracing::error!(why, "the journal cannot vouch for what it acknowledged: the process ends");
                std::process::abort();
            }),
            faults: Faults::default(),
        }
    }
}
