//! Whether there is anything new for a session, without asking it: counters of its sources and how far it has
//! taken them. A bell rung for one ward's ticket wakes only those whom it concerns.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lamplight_protocol::view::Reader;

/// Counters by audience, and one for what may concern everybody (directory, viewers, the end).
#[derive(Debug, Default)]
pub struct Sources {
    everybody: Arc<AtomicU64>,
    audiences: Mutex<BTreeMap<Reader, Arc<AtomicU64>>>,
}

impl Sources {
    /// There is something new in this audience. Called after it can be read.
    pub fn tell(&self, reader: Reader) {
        let audiences = self.audiences.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = audiences.get(&reader) {
            count.fetch_add(1, Ordering::AcqRel);
        }
    }

    pub fn tell_everybody(&self) {
        self.everybody.fetch_add(1, Ordering::AcqRel);
    }

    /// The news of a session that holds these audiences.
    pub fn of(&self, readers: impl IntoIterator<Item = Reader>) -> News {
        let mut audiences = self.audiences.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = readers.into_iter().map(|reader| Arc::clone(audiences.entry(reader).or_default()));
        let sources = counts.chain([Arc::clone(&self.everybody)]).collect();
        News { sources, taken: Arc::new(AtomicU64::new(0)) }
    }
}

#[derive(Debug, Clone)]
pub struct News {
    sources: Arc<[Arc<AtomicU64>]>,
    taken: Arc<AtomicU64>,
}

impl News {
    pub fn is_any(&self) -> bool {
        self.sum() != self.taken.load(Ordering::Acquire)
    }

    /// Before reading: what comes in between is news again.
    pub(crate) fn take(&self) {
        self.taken.store(self.sum(), Ordering::Release);
    }

    /// Counters only rise, so an equal sum means that nothing has come.
    fn sum(&self) -> u64 {
        self.sources.iter().map(|count| count.load(Ordering::Acquire)).fold(0, u64::wrapping_add)
    }
}

#[cfg(test)]
mod tests;
