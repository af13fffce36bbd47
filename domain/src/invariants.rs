//! The invariants of design 4: an id, a sentence and a predicate each. Used by property tests, simulation,
//! crash oracle and a production counter alike. Never repairs anything.

pub mod dispatch;
pub mod sla;
pub mod ticket;

use alloc::string::String;
use core::fmt;

/// An invariant that does not hold: its id and sentence as in design 4, and what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// `T1`, `K3`: used in metrics too.
    pub id: &'static str,
    pub sentence: &'static str,
    /// Ids, codes and numbers only.
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.id, self.sentence, self.detail)
    }
}

impl core::error::Error for Violation {}

/// An invariant's name: makes its violations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invariant {
    pub id: &'static str,
    pub sentence: &'static str,
}

impl Invariant {
    /// # Errors
    /// The violation, described by `detail`, unless `holds`.
    pub fn require(self, holds: bool, detail: impl FnOnce() -> String) -> Result<(), Violation> {
        if holds { Ok(()) } else { Err(Violation { id: self.id, sentence: self.sentence, detail: detail() }) }
    }
}
