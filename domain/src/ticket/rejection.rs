//! Why a command changes nothing. Each variant names the present state, so that a screen can say it; the
//! wire's problem types are one to one with these (`protocol::problem`).

use alloc::boxed::Box;

use crate::ids::PersonId;
use crate::log::Recorded;
use crate::ticket::{ByHand, Priority, Stage};
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// Not this person's right (audited).
    Forbidden,
    /// A reference that this organisation does not have; `field` as in the API.
    Unknown {
        field: &'static str,
    },
    UnknownPerson,
    /// A category that has children: a leaf is required.
    NotALeaf,
    /// No zone named and none known from the department.
    ZoneMissing,
    /// Nothing rings on this ticket.
    NotRinging {
        stage: Stage,
    },
    RingsAtAnother {
        engineer: PersonId,
    },
    /// The ring named is not the one that stands.
    OfferIsOver,
    /// It has an owner or a ring, and the command wants it free.
    NotUnassigned {
        stage: Stage,
    },
    /// The command wants an owner.
    NotOwned {
        stage: Stage,
    },
    OwnedByAnother {
        engineer: PersonId,
    },
    /// The ticket has ended.
    Ended {
        stage: Stage,
    },
    /// The command wants an ended ticket.
    NotEnded {
        stage: Stage,
    },
    NotCompleted {
        stage: Stage,
    },
    NotMerged,
    NotByHand,
    NotStranded,
    NotOnHold,
    AlreadyOnHold,
    AlreadyArrived,
    AlreadyRated {
        stars: u8,
    },
    AlreadyReporting,
    ReopenTooLate {
        until: Timestamp,
    },
    /// The time for undoing is over, or something has happened since (`since`).
    UndoTooLate {
        until: Timestamp,
        since: Option<Box<Recorded>>,
    },
    /// The log that came along is not the whole log any more: it is to be read again.
    LogMoved,
    /// What stands at that version is not the caller's own act, or cannot be taken back exactly.
    NothingToUndo {
        what: Option<Box<Recorded>>,
    },
    UrgedTooSoon {
        next_at: Timestamp,
    },
    /// The moment named lies before the phase began, in the future, or too far back.
    OccurredAtOutOfRange {
        earliest: Timestamp,
        latest: Timestamp,
    },
    /// A hold must end in the future, within 90 days.
    UntilOutOfRange {
        earliest: Timestamp,
        latest: Timestamp,
    },
    StarsOutOfRange,
    /// A cause that this category does not offer.
    CauseNotOfCategory,
    /// Not a member of the group, not an engineer, or disabled.
    NotEligible {
        engineer: PersonId,
    },
    /// A transfer to a group in which nobody is free.
    NobodyFree,
    /// A transfer or offer to whom it already belongs or rings.
    AlreadyTheirs {
        engineer: PersonId,
    },
    SamePriority {
        priority: Priority,
    },
    NothingChanges,
    /// A ticket cannot be merged into itself or into one that is merged or ended.
    BadMergeTarget,
    NothingToAcknowledge {
        level: u8,
    },
    Quarantined,
    NotQuarantined,
    /// The deadline that fired is not the one that stands any more.
    DeadlineMoved,
    /// The deadline stands and is not due yet: it is to be kept and fired again.
    NotDue {
        due: Timestamp,
    },
    /// Automatic dispatch stands still until a dispatcher hands the ticket back.
    DispatchedByHand {
        why: ByHand,
    },
    BadDirectory {
        what: &'static str,
        id: i64,
    },
}
