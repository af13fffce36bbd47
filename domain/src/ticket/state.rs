//! What a ticket is. Every field follows from its events by `apply`; nothing here that could be derived
//! from another field, no text, no name.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{
    CategoryId, CauseId, DecisionId, DepartmentId, GroupId, OfferId, OrganisationId, PersonId, SystemId,
    TextId, TicketId, ZoneId,
};
use crate::ticket::{ArriveMode, HoldReason, Number, UnresolvedReason, WithdrawReason};
use crate::time::{Span, Timestamp};

/// From most to least urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Critical,
    High,
    Normal,
    Low,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Normal, Self::Low];

    /// 0 for critical to 3 for low: index into per-priority policy.
    pub const fn rank(self) -> usize {
        self as usize
    }

    /// One step more urgent: a patient is waiting.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::Critical | Self::High => Self::Critical,
            Self::Normal => Self::High,
            Self::Low => Self::Normal,
        }
    }
}

/// How the report came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Phone,
    Page,
    MiniProgram,
    Wechat,
    Api,
    Alarm,
    Mail,
}

/// Of the serialised form of `Ticket` in a row's `state`. Raised with every change of its fields that older
/// rows cannot be read with; such rows are folded from their log.
pub const STATE_VERSION: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub organisation: OrganisationId,
    pub number: Number,
    /// Events applied.
    pub version: u32,
    /// The version at which owner, offer, end, category, zone or priority last changed (If-Match).
    pub assignment_version: u32,
    pub opened_at: Timestamp,
    pub opened_by: Option<PersonId>,
    pub occurred_at: Option<Timestamp>,
    /// Event time of the last event.
    pub last_at: Timestamp,
    pub channel: Channel,
    /// Who is told of progress; the first is who it was reported for.
    pub reporters: Vec<PersonId>,
    pub department: Option<DepartmentId>,
    pub zone: ZoneId,
    pub category: CategoryId,
    pub system: Option<SystemId>,
    pub priority: Priority,
    pub patient_waiting: bool,
    /// What is wrong, in the reporter's words.
    pub summary: TextId,
    /// Expected effort in minutes: the category's at opening or reclassification.
    pub effort: u32,
    /// As wished at the opening; `Now` from the handing back or reopening on.
    pub dispatch: Dispatch,
    pub owner: Option<Owner>,
    pub offer: Option<Offer>,
    /// The last dispatch offer, while it lapsed last and nothing came after: it may still be accepted.
    pub last_offer: Option<LastOffer>,
    pub end: Option<End>,
    pub ended_at: Option<Timestamp>,
    pub round: Round,
    pub by_hand: Option<ByHand>,
    pub excluded: Excluded,
    /// Returns as `wrong_group` since the opening, the reopening or the handing back to automatic dispatch.
    pub wrong_groups: u8,
    /// The owner before the last end: first to be asked after a reopening, until somebody accepts.
    pub former_owner: Option<PersonId>,
    pub clocks: Clocks,
    pub urges: Urges,
    /// Highest escalation level that fired and was not yet acknowledged; 0 none.
    pub escalated: u8,
    /// Level that was acknowledged last.
    pub acknowledged: u8,
    /// By whom and when an alarm or a warning was acknowledged last.
    #[serde(default)]
    pub acknowledgement: Option<Acknowledgement>,
    /// When the next escalation level is due, and the version of the Escalated event that set it.
    pub escalation: Option<(Timestamp, u32)>,
    /// Completions so far and whether the last is rated (T5).
    pub completions: u16,
    pub rated: Option<u8>,
    /// Tickets merged into this one, each with its reporters who did not report this one themselves.
    pub merged: BTreeMap<TicketId, Vec<PersonId>>,
    pub comments: u32,
}

/// Whether the dispatcher actor may offer it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispatch {
    Now,
    Later,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub engineer: PersonId,
    /// The group the work is done for.
    pub group: GroupId,
    /// Frozen effort in minutes.
    pub effort: u32,
    pub since: Timestamp,
    /// When the present phase began.
    pub phase_since: Timestamp,
    pub phase: Phase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Accepted,
    Arrived {
        mode: ArriveMode,
    },
    /// `arrived`: the phase it resumes to. `set_by`: version of the Held event.
    OnHold {
        reason: HoldReason,
        until: Timestamp,
        arrived: Option<ArriveMode>,
        set_by: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    Dispatch,
    Transfer,
}

/// Where in the coverage a candidate stands (design 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    A,
    B,
    Group,
    OtherGroup,
    /// Chosen by a person; also the former owner after a reopening.
    ByHand,
}

/// A ring that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: OfferId,
    pub to: PersonId,
    pub group: GroupId,
    pub kind: OfferKind,
    pub rung: Rung,
    /// 1 or 2.
    pub attempt: u8,
    pub offered_at: Timestamp,
    pub accept_by: Timestamp,
    /// Frozen effort in minutes.
    pub effort: u32,
    pub decision: DecisionId,
    /// Version of the Offered event.
    pub set_by: u32,
}

/// A dispatch offer that lapsed and after which neither owner nor offer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastOffer {
    pub id: OfferId,
    pub to: PersonId,
    pub group: GroupId,
    pub effort: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    Completed { cause: CauseId },
    Withdrawn { reason: WithdrawReason },
    Unresolved { reason: UnresolvedReason },
    Merged { into: TicketId },
}

/// One pass through the rungs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Round {
    /// 1 from the opening on.
    pub no: u16,
    /// Who was rung in this round without an answer, and how often (2: passed over).
    pub lapsed: BTreeMap<PersonId, u8>,
    /// Everybody is out: when a new round is due, and the version of the Stranded event.
    pub stranded: Option<(Timestamp, u32)>,
}

/// Why automatic dispatch stands still until a dispatcher acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHand {
    Later,
    WrongGroup,
    Quarantined,
}

/// Who is not asked automatically any more, until reopened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Excluded {
    pub engineers: BTreeSet<PersonId>,
    pub groups: BTreeSet<GroupId>,
}

/// One target's clock. Due and warning are absent while it is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Working time allowed in all.
    pub target: Span,
    /// Working time used up to `since`.
    pub used: Span,
    /// Running since; `None` while paused or stopped.
    pub since: Option<Timestamp>,
    /// When it was met for good.
    pub stopped_at: Option<Timestamp>,
    pub warned: bool,
    /// Somebody has acknowledged the warning. It says nothing of a miss.
    #[serde(default)]
    pub seen: bool,
    pub missed: bool,
    /// Version of the event that last set it.
    pub set_by: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    pub accept: Clock,
    /// Stops at arrive or an end.
    pub respond: Clock,
    pub resolve: Clock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// `None`: not a person's act.
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Urges {
    pub count: u16,
    pub last_at: Option<Timestamp>,
}
