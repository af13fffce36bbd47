//! Status as people see it, and load: functions of the state, never stored a second time.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::ticket::{End, Owner, Phase, Ticket};

/// The public word (seed): what a reporter reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Unassigned,
    InProgress,
    Completed,
    Withdrawn,
    Unresolved,
    /// Shows its target's status.
    Merged,
}

/// The finer word of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Unassigned,
    Ringing,
    Accepted,
    Arrived,
    OnHold,
    Completed,
    Withdrawn,
    Unresolved,
    Merged,
}

impl Stage {
    pub const fn shown(self) -> Shown {
        match self {
            Self::Unassigned => Shown::Unassigned,
            Self::Ringing | Self::Accepted | Self::Arrived | Self::OnHold => Shown::InProgress,
            Self::Completed => Shown::Completed,
            Self::Withdrawn => Shown::Withdrawn,
            Self::Unresolved => Shown::Unresolved,
            Self::Merged => Shown::Merged,
        }
    }
}

impl Ticket {
    pub fn is_live(&self) -> bool {
        self.end.is_none()
    }

    /// Neither owner nor offer nor end.
    pub fn is_unassigned(&self) -> bool {
        self.owner.is_none() && self.offer.is_none() && self.end.is_none()
    }

    pub fn stage(&self) -> Stage {
        match (&self.end, &self.owner, &self.offer) {
            (Some(End::Completed { .. }), ..) => Stage::Completed,
            (Some(End::Withdrawn { .. }), ..) => Stage::Withdrawn,
            (Some(End::Unresolved { .. }), ..) => Stage::Unresolved,
            (Some(End::Merged { .. }), ..) => Stage::Merged,
            (None, Some(owner), _) => match owner.phase {
                Phase::Accepted => Stage::Accepted,
                Phase::Arrived { .. } => Stage::Arrived,
                Phase::OnHold { .. } => Stage::OnHold,
            },
            (None, None, Some(_)) => Stage::Ringing,
            (None, None, None) => Stage::Unassigned,
        }
    }

    pub fn shown(&self) -> Shown {
        self.stage().shown()
    }
}

/// The load an owner's work makes: its frozen effort, a tenth (rounded up) while on hold.
pub fn minutes_held(owner: &Owner) -> u32 {
    match owner.phase {
        Phase::OnHold { .. } => owner.effort.div_ceil(10),
        Phase::Accepted | Phase::Arrived { .. } => owner.effort,
    }
}

/// D1: this ticket's part in an engineer's load, in minutes.
pub fn load_of(ticket: &Ticket, engineer: PersonId) -> u32 {
    let owned = ticket.owner.as_ref().filter(|owner| owner.engineer == engineer).map_or(0, minutes_held);
    let offered = ticket.offer.as_ref().filter(|offer| offer.to == engineer).map_or(0, |offer| offer.effort);
    owned + offered
}
