//! K1: the deadlines that a ticket's state calls for.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::sla::Calendar;
use crate::ticket::{ByHand, Phase, Ticket};
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Accept,
    Respond,
    Resolve,
}

impl Target {
    pub const ALL: [Self; 3] = [Self::Accept, Self::Respond, Self::Resolve];
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

/// Exactly the deadlines that this state calls for, in the order of `DeadlineKind` (K1, T4). `warn_at`: the
/// share of a target, in thousandths, at which it warns (`Policy::warn_at`).
pub fn deadlines(ticket: &Ticket, calendar: Calendar, warn_at: i64) -> Vec<Deadline> {
    if !ticket.is_live() || ticket.by_hand == Some(ByHand::Quarantined) {
        return Vec::new();
    }
    DeadlineKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let (due, set_by) = standing(ticket, kind, calendar, warn_at)?;
            Some(Deadline { kind, due, set_by })
        })
        .collect()
}

fn standing(
    ticket: &Ticket,
    kind: DeadlineKind,
    calendar: Calendar,
    warn_at: i64,
) -> Option<(Timestamp, u32)> {
    match kind {
        DeadlineKind::Ring => ticket.offer.as_ref().map(|offer| (offer.accept_by, offer.set_by)),
        DeadlineKind::Warn(target) => {
            let clock = ticket.clocks.of(target);
            let calls = !clock.warned && !clock.missed && warn_at < 1_000;
            clock.due_at_share(calendar, warn_at).filter(|_| calls).map(|due| (due, clock.set_by))
        }
        DeadlineKind::Miss(target) => {
            let clock = ticket.clocks.of(target);
            clock.due(calendar).filter(|_| !clock.missed).map(|due| (due, clock.set_by))
        }
        DeadlineKind::Hold => match ticket.owner.as_ref()?.phase {
            Phase::OnHold { until, set_by, .. } => Some((until, set_by)),
            Phase::Accepted | Phase::Arrived { .. } => None,
        },
        DeadlineKind::Round => ticket.round.stranded,
        DeadlineKind::Escalate => ticket.escalation,
    }
}
