//! Copies the write-ahead log back into the database, beside the journal's work: on a connection and in a
//! task of its own. The automatic checkpoint would do it inside somebody's commit.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::copying;
use super::open::connect;
use super::sql::session::{self, CHECKPOINT_PASSIVE, CHECKPOINT_RESTART};
use super::writer::is_io_error;
use crate::Options;

/// Where the index of the write-ahead log says how many frames it holds ("WAL-index format": `mxFrame`).
const FRAMES_AT: u64 = 16;
/// And how many of them have been copied back (`nBackfill`).
const COPIED_AT: u64 = 96;
const FRAME_BYTES: u64 = 4_096 + 24;
/// Between two attempts while a backup is being made.
const STANDS_BACK: Duration = Duration::from_secs(1);

/// The writer's end.
#[derive(Debug)]
pub(super) struct Checkpoints {
    index: Index,
    wal: PathBuf,
    wake: Arc<Notify>,
    /// Number of checkpoints tried so far.
    tried: watch::Receiver<u64>,
    restart_bytes: u64,
    pause_bytes: u64,
    /// The last copy failed: the journal does not wait for the next.
    failed: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl Checkpoints {
    pub(super) fn start(path: &Path, options: &Options) -> Self {
        let wake = Arc::new(Notify::new());
        let (count, tried) = watch::channel(0);
        let failed = Arc::new(AtomicBool::new(false));
        let task = Task {
            path: path.to_owned(),
            wake: Arc::clone(&wake),
            count,
            failed: Arc::clone(&failed),
            on_fatal: Arc::clone(&options.on_fatal),
        };
        let task = tokio::spawn(task.work());
        Self {
            index: Index { path: beside(path, "-shm"), open: None },
            wal: beside(path, "-wal"),
            wake,
            tried,
            restart_bytes: options.wal_restart_bytes,
            pause_bytes: options.wal_pause_bytes,
            failed,
            task,
        }
    }

    /// Waits until the last copy is done; two checkpoints at once would hinder each other.
    pub(super) async fn stop(&mut self) {
        let (_, none) = watch::channel(0);
        self.tried = none;
        let _ = (&mut self.task).await;
    }

    /// Between two groups: asks for a checkpoint when the log is long, waits for it when it is too long.
    pub(super) async fn breathe(&mut self) {
        let bytes = self.wal_bytes();
        if bytes < self.restart_bytes {
            self.failed.store(false, Ordering::Relaxed);
            return;
        }
        let seen = *self.tried.borrow_and_update();
        self.wake.notify_one();
        // A checkpoint that fails (disk full) must not stop the journal for ever: one attempt, no more.
        if bytes >= self.pause_bytes && !self.failed.load(Ordering::Relaxed) {
            tracing::info!(bytes, "the journal waits for a checkpoint");
            let _ = self.tried.wait_for(|tried| *tried > seen).await;
        }
    }

    /// Frames not yet copied back, in bytes.
    fn wal_bytes(&mut self) -> u64 {
        let frames = self.index.file().and_then(|index| {
            let frames = number_at(index, FRAMES_AT)?;
            Some(u64::from(frames.saturating_sub(number_at(index, COPIED_AT)?)))
        });
        frames.map_or_else(
            || std::fs::metadata(&self.wal).map_or(0, |wal| wal.len()),
            |frames| frames * FRAME_BYTES,
        )
    }
}

/// The index of the write-ahead log, once opened never closed: closing any handle of a file gives up all
/// POSIX locks that the process holds on it, SQLite's too. The next program that opened the database, a
/// backup, would then take it for abandoned and begin the index anew under our feet.
#[derive(Debug)]
struct Index {
    path: PathBuf,
    open: Option<(u64, &'static File)>,
}

impl Index {
    fn file(&mut self) -> Option<&'static File> {
        let inode = std::fs::metadata(&self.path).ok()?.ino();
        match self.open {
            Some((known, file)) if known == inode => Some(file),
            _ => {
                let file: &'static File = Box::leak(Box::new(File::open(&self.path).ok()?));
                self.open = Some((inode, file));
                Some(file)
            }
        }
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

enum Copied {
    Whole,
    /// A backup is being made.
    StoodBack,
}

struct Task {
    path: PathBuf,
    wake: Arc<Notify>,
    count: watch::Sender<u64>,
    failed: Arc<AtomicBool>,
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
                Ok(Copied::Whole) => self.failed.store(false, Ordering::Relaxed),
                Ok(Copied::StoodBack) => {
                    // The journal does not wait for what cannot be done now.
                    self.failed.store(true, Ordering::Relaxed);
                    self.count.send_modify(|count| *count += 1);
                    tokio::select! {
                        () = tokio::time::sleep(STANDS_BACK) => {}
                        () = self.count.closed() => return,
                    }
                    continue;
                }
                Err(why) if is_io_error(&why) => (self.on_fatal)("a checkpoint met a failing disk"),
                Err(why) => {
                    self.failed.store(true, Ordering::Relaxed);
                    tracing::warn!(%why, "a checkpoint failed; it is tried again");
                }
            }
            self.count.send_modify(|count| *count += 1);
        }
    }

    /// Most of it while the journal works, the rest and the new beginning with the journal waiting; but not
    /// while a backup reads: all would wait for it.
    async fn copy(&self) -> Result<Copied, sqlx::Error> {
        let mut conn = connect(&self.path).await?;
        session::checkpoint(&mut conn, CHECKPOINT_PASSIVE).await?;
        let stands_back = copying::is_under_way(&self.path);
        if !stands_back {
            session::checkpoint(&mut conn, CHECKPOINT_RESTART).await?;
        }
        session::close(conn).await;
        Ok(if stands_back { Copied::StoodBack } else { Copied::Whole })
    }
}
