//! What somebody wants of a ticket. Plain values; texts are already stored apart and named by id.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::dispatch::DecisionRecord;
use crate::ids::{
    CategoryId, CauseId, DepartmentId, GroupId, OfferId, PersonId, SystemId, TextId, TicketId, ZoneId,
};
use crate::log::{By, Recorded};
use crate::org::Roles;
use crate::sla::DeadlineKind;
use crate::ticket::{Channel, Dispatch, Number, OfferKind, Priority, Rung};
use crate::time::Timestamp;

/// Who asks, with the roles of this very moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub by: By,
    /// Empty for `Dispatch`, `Wheel` and `System`, which are trusted by who they are.
    pub roles: Roles,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub id: TicketId,
    pub number: Number,
    pub channel: Channel,
    /// For whom: the reporter himself, or whoever telephoned.
    pub reporter: PersonId,
    pub department: Option<DepartmentId>,
    /// `None`: the area of the department.
    pub zone: Option<ZoneId>,
    pub category: CategoryId,
    pub system: Option<SystemId>,
    pub patient_waiting: bool,
    /// A dispatcher's own choice; `None`: from category and patient waiting.
    pub priority: Option<Priority>,
    pub summary: TextId,
    pub dispatch: Dispatch,
    /// For slips entered later.
    pub occurred_at: Option<Timestamp>,
    /// Solved on the telephone: opened and completed in one entry, nothing rings.
    pub solved: Option<(CauseId, Option<TextId>)>,
    /// The dispatcher actor's choice, made before the ticket exists.
    pub offer: Option<Proposal>,
}

/// An offer as the dispatcher actor proposes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub offer: OfferId,
    pub to: PersonId,
    pub group: GroupId,
    pub kind: OfferKind,
    pub rung: Rung,
    pub attempt: u8,
    pub accept_by: Timestamp,
    pub effort: u32,
    pub decision: DecisionRecord,
    /// Why it is handed on; of a transfer alone.
    pub note: Option<TextId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accept {
    /// Which ring is answered; `None`: whichever rings at the caller.
    pub offer: Option<OfferId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    pub offer: Option<OfferId>,
    pub reason: DeclineReason,
    pub note: Option<TextId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub reason: HoldReason,
    pub until: Timestamp,
    pub note: Option<TextId>,
    pub occurred_at: Option<Timestamp>,
}

/// A file hung on a ticket: where it lies is the blob store's affair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// SHA-256 of the content, hex.
    pub sha256: String,
    pub bytes: u64,
    pub media_type: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Open(Open),
    /// From the dispatcher actor: automatic, or by hand (`Rung::ByHand`), or a transfer.
    Offer(Proposal),
    Accept(Accept),
    Decline(Decline),
    Revoke {
        reason: RevokeReason,
    },
    Strand {
        decision: DecisionRecord,
    },
    /// Automatic again, after `by_hand`.
    Dispatch,
    Join {
        reporter: PersonId,
    },
    Split,
    Return {
        reason: ReturnReason,
        note: Option<TextId>,
    },
    Release,
    Arrive {
        mode: ArriveMode,
        occurred_at: Option<Timestamp>,
    },
    Hold(Hold),
    Resume {
        occurred_at: Option<Timestamp>,
    },
    Complete {
        cause: CauseId,
        note: Option<TextId>,
        occurred_at: Option<Timestamp>,
    },
    Unresolved {
        reason: UnresolvedReason,
        note: Option<TextId>,
        occurred_at: Option<Timestamp>,
    },
    Urge {
        note: Option<TextId>,
    },
    Withdraw {
        reason: WithdrawReason,
    },
    Reopen {
        note: Option<TextId>,
    },
    Rate {
        stars: u8,
        words: Option<TextId>,
    },
    Comment {
        text: TextId,
    },
    Attach {
        files: Vec<Reference>,
    },
    Reclassify {
        category: CategoryId,
        zone: Option<ZoneId>,
        system: Option<SystemId>,
    },
    Reprioritise {
        priority: Priority,
    },
    /// Target's liveness is checked by the dispatcher actor, through which merges go (T7).
    Merge {
        into: TicketId,
    },
    /// The other side of a merge, on the target: its child's reporters are told too.
    Adopt {
        child: TicketId,
        reporters: Vec<PersonId>,
    },
    /// The other side of a split, or of a merge that was undone, on what had been its target.
    Disown {
        child: TicketId,
    },
    Acknowledge {
        /// 0: the warnings that stand.
        level: u8,
    },
    Expire {
        kind: DeadlineKind,
        set_by: u32,
    },
    /// A change of duty while stranded opens a new round at once.
    OpenRound,
    Unquarantine,
    /// Takes back what the same person has just done.
    Undo {
        /// The ticket's version after the command to be undone.
        version: u32,
        /// The ticket's whole log as it was read: the state alone does not know what was before.
        history: Vec<Recorded>,
    },
}

macro_rules! names {
    ($($command:pat => $name:literal,)*) => {
        impl Command {
            /// One of each: a command that is none of these has no row in the table of the tests.
            pub const NAMES: &[&str] = &[$($name),*];

            /// As logs, metrics and the audit call it.
            pub const fn name(&self) -> &'static str {
                match self {
                    $($command => $name,)*
                }
            }
        }
    };
}
names! {
    Self::Open(_) => "open",
    Self::Offer(_) => "offer",
    Self::Accept(_) => "accept",
    Self::Decline(_) => "decline",
    Self::Revoke { .. } => "revoke",
    Self::Strand { .. } => "strand",
    Self::Dispatch => "dispatch",
    Self::Join { .. } => "join",
    Self::Split => "split",
    Self::Return { .. } => "return",
    Self::Release => "release",
    Self::Arrive { .. } => "arrive",
    Self::Hold(_) => "hold",
    Self::Resume { .. } => "resume",
    Self::Complete { .. } => "complete",
    Self::Unresolved { .. } => "unresolved",
    Self::Urge { .. } => "urge",
    Self::Withdraw { .. } => "withdraw",
    Self::Reopen { .. } => "reopen",
    Self::Rate { .. } => "rate",
    Self::Comment { .. } => "comment",
    Self::Attach { .. } => "attach",
    Self::Reclassify { .. } => "reclassify",
    Self::Reprioritise { .. } => "reprioritise",
    Self::Merge { .. } => "merge",
    Self::Adopt { .. } => "adopt",
    Self::Disown { .. } => "disown",
    Self::Acknowledge { .. } => "acknowledge",
    Self::Expire { .. } => "expire",
    Self::OpenRound => "open-round",
    Self::Unquarantine => "unquarantine",
    Self::Undo { .. } => "undo",
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }
    )+};
}

reasons! {
    DeclineReason { Busy, WrongGroup, Away, NoTools, Other }
    ReturnReason { WrongGroup, NotMine, NeedsAccess, EndOfShift, Other }
    HoldReason { Parts, Vendor, User, Access, Other }
    WithdrawReason { SolvedItself, Mistake, Duplicate, NotNeeded }
    UnresolvedReason { Vendor, Scrapped, NotReproducible, OutOfScope, Other }
    /// Why a standing ring ended without an answer.
    RevokeReason { OffDuty, Reassigned, Reclassified, Completed, Unresolved, Withdrawn, Merged, Quarantined, Returned, Released, ByDispatcher, Undone }
    ArriveMode { OnSite, Remote }
    /// The commands that can be taken back exactly. A decline, a return, an answer, a word to somebody were
    /// heard by others: they are not among them.
    Undoable { Offer, Transfer, Release, Hold, Resume, Complete, Unresolved, Withdraw, Merge, Reclassify, Reprioritise }
}
