//! What is asked of a desk and what it answers: plain values. The handle itself is `desks::Desks`.

use std::sync::Arc;

use lamplight_domain::ids::{CategoryId, DepartmentId, GroupId, PersonId, SystemId, TicketId, ZoneId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{Directory, Roles};
use lamplight_domain::ticket::{
    ArriveMode, Channel, DeclineReason, Dispatch, HoldReason, Priority, Reference, Rejection, ReturnReason,
    Ticket, UnresolvedReason, WithdrawReason,
};
use lamplight_domain::time::Timestamp;
use lamplight_store::RequestKey;

/// Limits and sizes; every value has its unit in its name.
#[derive(Debug, Clone)]
pub struct Options {
    /// 0: everything runs on the thread that starts the desks (simulation, tests).
    pub desk_threads: usize,
    pub dispatcher_asks_max: usize,
    pub ticket_asks_max: usize,
    pub frame_log_frames_max: usize,
    /// Seed of ids; random in earnest.
    pub seed: u64,
}

/// Who asks: known by login, with the roles of this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    pub person: PersonId,
    pub roles: Roles,
    /// With the keyed hash of the request.
    pub key: Option<(RequestKey, String)>,
    /// `If-Match`: the assignment version the asker has seen.
    pub if_match: Option<u32>,
}

/// A free text before it has an id.
pub type TextDraft = String;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    pub summary: TextDraft,
    pub channel: Channel,
    /// `None`: the asker.
    pub reporter: Option<PersonId>,
    pub department: Option<DepartmentId>,
    pub zone: Option<ZoneId>,
    pub category: CategoryId,
    pub system: Option<SystemId>,
    pub patient_waiting: bool,
    pub priority: Option<Priority>,
    pub dispatch: Dispatch,
    pub occurred_at: Option<Timestamp>,
    pub solved: Option<(lamplight_domain::ids::CauseId, Option<TextDraft>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRequest {
    pub engineer: PersonId,
    pub group: Option<GroupId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferRequest {
    Engineer(PersonId),
    Group(GroupId),
}

/// A command on an existing ticket, as it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandRequest {
    Offer(OfferRequest),
    Accept {
        offer: Option<lamplight_domain::ids::OfferId>,
    },
    Decline {
        offer: Option<lamplight_domain::ids::OfferId>,
        reason: DeclineReason,
        note: Option<TextDraft>,
    },
    Revoke,
    Dispatch,
    Join {
        reporter: Option<PersonId>,
    },
    Split,
    Transfer {
        to: TransferRequest,
        note: Option<TextDraft>,
    },
    Return {
        reason: ReturnReason,
        note: Option<TextDraft>,
    },
    Release,
    Arrive {
        mode: ArriveMode,
        occurred_at: Option<Timestamp>,
    },
    Hold {
        reason: HoldReason,
        until: Timestamp,
        note: Option<TextDraft>,
        occurred_at: Option<Timestamp>,
    },
    Resume {
        occurred_at: Option<Timestamp>,
    },
    Complete {
        cause: lamplight_domain::ids::CauseId,
        note: Option<TextDraft>,
        occurred_at: Option<Timestamp>,
    },
    Unresolved {
        reason: UnresolvedReason,
        note: Option<TextDraft>,
        occurred_at: Option<Timestamp>,
    },
    Urge {
        note: Option<TextDraft>,
    },
    Withdraw {
        reason: WithdrawReason,
    },
    Reopen {
        note: Option<TextDraft>,
    },
    Rate {
        stars: u8,
        words: Option<TextDraft>,
    },
    Comment {
        text: TextDraft,
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
    Merge {
        into: TicketId,
    },
    Acknowledge {
        level: u8,
    },
    Unquarantine,
    /// `history`: the ticket's whole log, read by whoever asks.
    Undo {
        version: u32,
        history: Vec<Recorded>,
    },
}

/// A question that changes nothing: who would be asked?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CandidatesFor {
    Ticket(TicketId),
    /// A report that is being typed.
    Draft {
        category: CategoryId,
        zone: Option<ZoneId>,
        department: Option<DepartmentId>,
        system: Option<SystemId>,
        patient_waiting: bool,
    },
}

/// A live ticket that is probably the fault of a draft.
#[derive(Debug, Clone)]
pub struct Alike {
    pub ticket: Arc<Ticket>,
    pub summary: Arc<str>,
    pub why: Vec<lamplight_domain::similar::Why>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    Open(OpenRequest),
    Command { ticket: TicketId, request: CommandRequest },
}

impl Ask {
    /// Of its free texts and logs: what may be large in it.
    pub(crate) fn bytes(&self) -> usize {
        use CommandRequest as Request;
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        match self {
            Ask::Open(open) => open.summary.len() + open.solved.as_ref().map_or(0, |(_, note)| length(note)),
            Ask::Command { request, .. } => match request {
                Request::Comment { text } => text.len(),
                Request::Decline { note, .. }
                | Request::Transfer { note, .. }
                | Request::Return { note, .. }
                | Request::Hold { note, .. }
                | Request::Complete { note, .. }
                | Request::Unresolved { note, .. }
                | Request::Urge { note }
                | Request::Reopen { note } => length(note),
                Request::Rate { words, .. } => length(words),
                Request::Undo { history, .. } => history.len() * size_of::<Recorded>(),
                Request::Attach { files } => files.len() * 256,
                _ => 0,
            },
        }
    }
}

/// What was done. The same key gives the same answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub ticket: Arc<Ticket>,
    pub summary: Arc<str>,
    pub directory: Arc<Directory>,
    pub position: Position,
    /// The ticket was made by this ask (201).
    pub created: bool,
}

/// Why nothing was done.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// A rule, with the ticket as it is now (not for Forbidden).
    Rejected {
        rejection: Rejection,
        now: Option<Box<Answer>>,
    },
    /// Owner, offer, end, category, zone or priority changed since If-Match.
    AssignmentChanged {
        now: Box<Answer>,
    },
    IfMatchMissing,
    /// No such ticket in this organisation.
    NotFound,
    /// The key was used for another request.
    KeyReused,
    /// This ticket's budget is full.
    Busy {
        retry_after_ms: u32,
    },
    /// The desk or the store cannot take it now; nothing was stored.
    Unavailable {
        retry_after_ms: u32,
    },
    /// Whether it was stored is not known: ask again with the same key.
    Unknown {
        retry_after_ms: u32,
    },
    /// A panic or a fault of ours, logged under this number.
    Incident {
        incident: String,
    },
}

/// For `/readyz` and `/metrics`.
#[derive(Debug, Clone, Default)]
pub struct DeskFacts {
    pub desks: usize,
    pub tickets: usize,
    pub sessions: usize,
    /// Age of the oldest due deadline that has not been answered, life time.
    pub oldest_due_ms: u64,
    /// Due rows that no wheel held, since start: stays 0.
    pub missed_by_wheel: u64,
}
