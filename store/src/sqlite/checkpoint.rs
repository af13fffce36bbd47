//! Copies the write-ahead log back into the database, beside the journal's work: on a connection and in a
//! task of its own. The automatic checkpoint would do it inside somebody's commit.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Notify, watch};

use super::open::connect;
use super::sql::session::{self, CHECKPOINT_PASSIVE, CHECKPOINT_RESTART};
use super::writer::is_io_error;
use crate::Options;

/// Where the index of the write-ahead log says how many frames it holds ("WAL-index format": `mxFrame`).
const FRAMES_AT: u64 = 16;
/// And how many of them have been copied back (`nBackfill`).
const COPIED_AT: u64 = 96;
const FRAME_BYTES: u64 = 4_096 + 24;

/// The writer's end.
#[derive(Debug)]
pub(super) struct Checkpoints {
    index: PathBuf,
    wal: PathBuf,
    wake: Arc<Notify>,
    /// Number of checkpoints tried so far.
    tried: watch::Receiver<u64>,
    /// When both last failed to be copied back: do not pause for it again until it grew.
    restart_bytes: u64,
    pause_bytes: u64,
    failed_at: Arc<AtomicU64>,
}

impl Checkpoints {
    pub(super) fn start(path: &Path, options: &Options) -> Self {
        let wake = Arc::new(Notify::new());
        let (count, tried) = watch::channel(0);
        let failed_at = Arc::new(AtomicU64::new(0));
        let task = Task {
            path: path.to_owned(),
            wake: Arc::clone(&wake),
            count,
            failed_at: Arc::clone(&failed_at),
            on_fatal: Arc::clone(&options.on_fatal),
        };
        tokio::spawn(task.work());
        Self {
            index: beside(path, "-shm"),
            wal: beside(path, "-wal"),
            wake,
            tried,
            restart_bytes: options.wal_restart_bytes,
            pause_bytes: options.wal_pause_bytes,
            failed_at,
        }
    }

    /// Between two groups: asks for a checkpoint when the log is long, waits for it when it is too long.
    pub(super) async fn breathe(&mut self) {
        let bytes = self.wal_bytes();
        if bytes < self.restart_bytes {
            self.failed_at.store(0, Ordering::Relaxed);
            return;
        }
        let seen = *self.tried.borrow_and_update();
        self.wake.notify_one();
        // A checkpoint that fails (disk full) must not stop the journal for ever: one attempt, no more.
        if bytes >= self.pause_bytes && self.failed_at.load(Ordering::Relaxed) == 0 {
            tracing::info!(bytes, "the journal waits for a checkpoint");
            let _ = self.tried.wait_for(|tried| *tried > seen).await;
        }
    }

    /// Frames not yet copied back, in bytes.
    fn wal_bytes(&self) -> u64 {
        let frames = File::open(&self.index).ok().and_then(|index| {
            let frames = number_at(&index, FRAMES_AT)?;
            Some(u64::from(frames.saturating_sub(number_at(&index, COPIED_AT)?)))
        });
        frames.map_or_else(
            || std::fs::metadata(&self.wal).map_or(0, |wal| wal.len()),
            |frames| frames * FRAME_BYTES,
        )
    }
}

fn number_at(file: &File, at: u64) -> Option<u32> {
    use std::os::unix::fs::FileExt;
    let mut bytes = [0; 4];
    file.read_exact_at(&mut bytes, at).ok()?;
    Some(u32::from_ne_bytes(bytes))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

struct Task {
    path: PathBuf,
    wake: Arc<Notify>,
    count: watch::Sender<u64>,
    failed_at: Arc<AtomicU64>,
    on_fatal: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Task {
    /// Ends with the writer.
    async fn work(self) {
        loop {
            tokio::select! {
                () = self.wake.notified() => {}
                () = self.count.closed() => return,
            }
            match self.copy().await {
                Ok(()) => self.failed_at.store(0, Ordering::Relaxed),
                Err(why) if is_io_error(&why) => (self.on_fatal)("a checkpoint met a failing disk"),
                Err(why) => {
                    self.failed_at.store(1, Ordering::Relaxed);
                    tracing::warn!(%why, "a checkpoint failed; it is tried again");
                }
            }
            self.count.send_modify(|count| *count += 1);
        }
    }

    /// Most of it while the journal works, the rest and the new beginning with the journal waiting.
    async fn copy(&self) -> Result<(), sqlx::Error> {
        let mut conn = connect(&self.path).await?;
        session::checkpoint(&mut conn, CHECKPOINT_PASSIVE).await?;
        session::checkpoint(&mut conn, CHECKPOINT_RESTART).await?;
        session::close(conn).await;
        Ok(())
    }
}
