//! The record of one decision: who was considered in which rung, why not, and every term of the cost.
//! Stored beside the ticket; recomputing the winner from it gives the same one (D4). Ids and numbers only.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{DecisionId, GroupId, PersonId, TicketId};
use crate::ticket::Rung;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    pub id: DecisionId,
    pub ticket: TicketId,
    pub at: Timestamp,
    pub kind: DecisionKind,
    /// Directory version (policy is part of the directory).
    pub directory: u32,
    /// Effort of the ticket in minutes.
    pub effort: u32,
    pub critical: bool,
    /// The rungs that were looked at, in order; the last is the one that decided. Full only there: of the
    /// rungs passed over, candidates keep standing and reason without terms.
    pub rungs: Vec<RungRecord>,
    pub winner: Option<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// The dispatcher actor chose.
    Automatic,
    /// The same engineer is rung a second time.
    SecondRing,
    /// After a reopening: the one who mended it last.
    FormerOwner,
    /// A person chose; `by` is who.
    ByHand { by: PersonId },
    /// The owner hands it on.
    Transfer { by: PersonId },
    /// Nobody is left to ask.
    Stranded,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungRecord {
    pub rung: Rung,
    /// By cost, best first; then busy, then out, each by id.
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub engineer: PersonId,
    /// The group the offer is made for.
    pub group: GroupId,
    pub standing: Standing,
    /// Minutes of work before this ticket.
    pub load: u32,
    /// When he was last offered anything: the tie-break.
    pub last_offer_at: Option<Timestamp>,
    /// His own switch said "busy": half his capacity counted.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub said_busy: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Free { terms: Terms },
    Busy { why: BusyReason },
    Out { why: OutReason },
}

/// Weighted parts of the cost in thousandths; the cost is their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    pub load: i64,
    pub zone: i64,
    pub fairness: i64,
    pub travel: i64,
    pub context: i64,
}

impl Terms {
    pub const fn cost(&self) -> i64 {
        self.load + self.zone + self.fairness + self.travel + self.context
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusyReason {
    /// Load and this effort exceed his capacity.
    FullyLoaded,
    /// As many rings as allowed stand at him already.
    AlreadyRinging,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutReason {
    NotMember,
    Disabled,
    OffDuty,
    Unreachable,
    /// Declined, returned, or his group was named wrong.
    Excluded,
    /// Was rung twice in this round and did not answer.
    Lapsed,
    /// He owns it already.
    OwnsIt,
}
