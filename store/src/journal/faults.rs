//! Faults that tests inject at the commit, the same over every backend. Never used in earnest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// What goes wrong with one commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: this commit passes.
    None,
    /// The commit is carried out, or not, and nobody is told which.
    Unknown { written: bool },
    /// As `Unknown`, and asking afterwards fails this often.
    UnknownFor { written: bool, tries: u32 },
    /// The disk is full: nothing is written.
    Unavailable,
    /// The fsync failed.
    Fatal,
}

/// Faults for the next commits, in order; shared with the test that injects them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<VecDeque<Fault>>>);

impl Faults {
    /// The next commit but those already planned meets this.
    pub fn inject(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
    }

    /// Whatever was planned and not met is forgotten.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn next(&self) -> Fault {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front().unwrap_or(Fault::None)
    }
}
