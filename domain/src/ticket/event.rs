//! What has happened to a ticket. Stored for ever as `{type, v, ..}`: a published variant never changes,
//! only optional fields are added. Ids, codes and numbers only; who and when stand beside it in
//! `log::Recorded`.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{
    CategoryId, CauseId, DecisionId, DepartmentId, GroupId, OfferId, OrganisationId, PersonId, SystemId,
    TextId, TicketId, ZoneId,
};
use crate::org::Targets;
use crate::sla::Target;
use crate::ticket::{
    ArriveMode, ByHand, Channel, DeclineReason, Dispatch, HoldReason, Number, OfferKind, Owner, Priority,
    Reference, ReturnReason, RevokeReason, Rung, Undoable, UnresolvedReason, WithdrawReason,
};
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    Opened {
        organisation: OrganisationId,
        number: Number,
        channel: Channel,
        reporter: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        zone: ZoneId,
        category: CategoryId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<SystemId>,
        priority: Priority,
        patient_waiting: bool,
        summary: TextId,
        effort: u32,
        targets: Targets,
        dispatch: Dispatch,
    },
    Offered {
        offer: OfferId,
        to: PersonId,
        group: GroupId,
        kind: OfferKind,
        rung: Rung,
        attempt: u8,
        accept_by: Timestamp,
        effort: u32,
        decision: DecisionId,
        /// Why it is handed on, in the owner's words: of a transfer alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Accepted {
        engineer: PersonId,
        offer: OfferId,
    },
    Declined {
        engineer: PersonId,
        offer: OfferId,
        reason: DeclineReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Lapsed {
        engineer: PersonId,
        offer: OfferId,
        attempt: u8,
    },
    Revoked {
        engineer: PersonId,
        offer: OfferId,
        reason: RevokeReason,
    },
    Stranded {
        decision: DecisionId,
        /// When a new round is opened, unless a change of duty opens it before.
        retry_at: Timestamp,
    },
    HandedBack,
    /// Automatic dispatch stands still from now on.
    TakenByHand {
        why: ByHand,
    },
    RoundOpened {
        round: u16,
    },
    Joined {
        reporter: PersonId,
    },
    Returned {
        engineer: PersonId,
        group: GroupId,
        reason: ReturnReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Released {
        engineer: PersonId,
    },
    Arrived {
        mode: ArriveMode,
    },
    Held {
        reason: HoldReason,
        until: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Resumed,
    Completed {
        cause: CauseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        engineer: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    MarkedUnresolved {
        reason: UnresolvedReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Urged {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    Withdrawn {
        reason: WithdrawReason,
    },
    Reopened {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
        targets: Targets,
    },
    Rated {
        stars: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<TextId>,
    },
    Commented {
        text: TextId,
    },
    Attached {
        files: Vec<Reference>,
    },
    Reclassified {
        category: CategoryId,
        zone: ZoneId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<SystemId>,
        effort: u32,
        targets: Targets,
    },
    Reprioritised {
        priority: Priority,
        targets: Targets,
    },
    Merged {
        into: TicketId,
    },
    Adopted {
        child: TicketId,
        reporters: Vec<PersonId>,
    },
    /// A ticket merged into this one stands alone again; with it go those whom nothing else keeps here.
    Disowned {
        child: TicketId,
        reporters: Vec<PersonId>,
    },
    Split,
    DeadlineWarned {
        target: Target,
    },
    DeadlineMissed {
        target: Target,
    },
    Escalated {
        level: u8,
        /// When the next level is due, unless somebody acknowledges; absent: this one was the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    Acknowledged {
        /// 0: a warning, before anything was missed.
        level: u8,
    },
    Quarantined,
    Unquarantined,
    /// A command was a mistake of the moment: what takes it back follows in the same entry.
    Undone {
        /// The ticket's version after that command.
        undoes: u32,
        command: Undoable,
    },
    /// The end that was undone: it lives on. Clocks go on from here; the moments between do not count.
    Revived {
        /// Targets that the end had stopped or paused.
        clocks: Vec<Target>,
        /// The alarm that stood, and when its next level is due.
        escalated: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former_owner: Option<PersonId>,
    },
    /// The owner as he was before the command that was undone: his phase, since when, his frozen effort.
    Reinstated {
        owner: Owner,
    },
}
