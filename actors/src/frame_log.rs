//! One audience's frames, encoded once, newest last: what its sessions read from their cursors. Bounded by
//! count and bytes; a session that fell behind the oldest frame starts afresh. Written by the board alone.
//! Never knows a session.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytestring::ByteString;

/// All rows of an audience at `position`, in encoded parts.
#[derive(Debug)]
pub struct Whole {
    pub position: i64,
    pub parts: Vec<ByteString>,
}

/// What a cursor gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Newer {
    /// Frames after the cursor, in order, with their positions.
    Frames(Vec<(i64, ByteString)>),
    /// The log does not reach back so far.
    Lost,
}

#[derive(Debug)]
struct Frame {
    position: i64,
    text: ByteString,
}

#[derive(Debug)]
struct Inner {
    /// Every frame after this position is held.
    complete_from: i64,
    /// Position of the newest frame there ever was, or where the log began.
    last: i64,
    frames: VecDeque<Frame>,
    bytes: usize,
    whole: Option<Arc<Whole>>,
}

#[derive(Debug)]
pub struct FrameLog {
    frames_max: usize,
    bytes_max: usize,
    inner: Mutex<Inner>,
}

impl FrameLog {
    /// An empty log that holds everything after `position`.
    pub fn beginning_at(position: i64, frames_max: usize, bytes_max: usize) -> Self {
        let inner =
            Inner { complete_from: position, last: position, frames: VecDeque::new(), bytes: 0, whole: None };
        Self { frames_max, bytes_max, inner: Mutex::new(inner) }
    }

    /// `prev` of the next frame.
    pub fn last(&self) -> i64 {
        self.inner().last
    }

    pub fn push(&self, position: i64, text: ByteString) {
        let mut inner = self.inner();
        inner.last = position;
        inner.bytes += text.len();
        inner.frames.push_back(Frame { position, text });
        while inner.frames.len() > self.frames_max || inner.bytes > self.bytes_max {
            let Some(oldest) = inner.frames.pop_front() else { break };
            inner.bytes -= oldest.text.len();
            inner.complete_from = oldest.position;
        }
        // A whole that frames no longer connect to the present is of no use to anybody.
        if inner.whole.as_ref().is_some_and(|whole| whole.position < inner.complete_from) {
            inner.whole = None;
        }
    }

    /// Frames after `cursor` up to `shown`.
    pub fn newer(&self, cursor: i64, shown: i64) -> Newer {
        let inner = self.inner();
        if cursor < inner.complete_from {
            return Newer::Lost;
        }
        let first = inner.frames.partition_point(|frame| frame.position <= cursor);
        let newer = inner.frames.range(first..).take_while(|frame| frame.position <= shown);
        Newer::Frames(newer.map(|frame| (frame.position, frame.text.clone())).collect())
    }

    /// A whole to start from, if one is at hand that at most `frames_after_max` frames follow.
    pub fn whole(&self, frames_after_max: usize) -> Option<Arc<Whole>> {
        let inner = self.inner();
        let whole = inner.whole.as_ref()?;
        let first = inner.frames.partition_point(|frame| frame.position <= whole.position);
        (inner.frames.len() - first <= frames_after_max).then(|| Arc::clone(whole))
    }

    pub fn keep_whole(&self, whole: Whole) {
        self.inner().whole = Some(Arc::new(whole));
    }

    /// Forgets the frames: whoever reads on starts from a whole. For changes that touch every row.
    pub fn restart_at(&self, position: i64) {
        let mut inner = self.inner();
        inner.complete_from = position;
        inner.last = position;
        inner.frames.clear();
        inner.bytes = 0;
        inner.whole = None;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Every change of the inner value is whole, so a panic elsewhere leaves it usable.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
