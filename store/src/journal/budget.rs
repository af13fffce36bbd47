//! The journal's budget: entries and bytes that may wait, a quarter of both kept for the desk itself.
//! A permit gives its part back when it is dropped, which is when its entry is done.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{Full, Lane};

#[derive(Debug, Default)]
struct Used {
    entries: usize,
    bytes: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Budget {
    entries_max: usize,
    bytes_max: usize,
    used: Arc<Mutex<Used>>,
}

/// A part of the budget.
#[derive(Debug)]
pub(crate) struct Permit {
    bytes: usize,
    used: Arc<Mutex<Used>>,
}

impl Budget {
    pub(crate) fn new(entries_max: usize, bytes_max: usize) -> Self {
        Self { entries_max, bytes_max, used: Arc::default() }
    }

    /// Takes one entry of `bytes`. An entry heavier than the whole budget passes when nothing else waits:
    /// else a large import could never be made.
    pub(crate) fn take(&self, bytes: usize, lane: Lane) -> Result<Permit, Full> {
        let (entries_max, bytes_max) = match lane {
            Lane::Desk => (self.entries_max, self.bytes_max),
            Lane::Person => (self.entries_max - self.entries_max / 4, self.bytes_max - self.bytes_max / 4),
        };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let heavy = used.bytes > 0 && used.bytes + bytes > bytes_max;
        if used.entries >= entries_max || heavy {
            return Err(Full);
        }
        used.entries += 1;
        used.bytes += bytes;
        Ok(Permit { bytes, used: Arc::clone(&self.used) })
    }

    /// Entries taken and not yet done.
    pub(crate) fn waiting(&self) -> usize {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).entries
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entries -= 1;
        used.bytes -= self.bytes;
    }
}

#[cfg(test)]
mod tests;
