//! The whole live protocol (`/ws/v1`): JSON text frames, rows instead of events. `docs/live-protocol.md`
//! tells it with examples.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::person::{GroupLoads, PersonRow};
use crate::ticket::{Named, TicketRow};
use crate::wall::Charts;
use crate::{Id, Instant};

mod view;

pub use view::{alert_row, alert_rows, figures, ring};

/// What a client may say. Unknown fields and types end the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// First frame. `log` and `position` of the last frame this client has, both absent at first.
    Hello {
        device: Id,
        #[serde(default)]
        log: Option<String>,
        #[serde(default)]
        position: Option<i64>,
    },
    /// This ticket is open on my screen (none: no more).
    Watch {
        #[serde(default)]
        ticket: Option<Id>,
    },
    /// This device has shown the ring.
    Got {
        offer: Id,
    },
    // With braces: only so is a field that it does not have refused.
    Ping {},
}

/// A stream of rows with rights of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Dispatcher, supervisor.
    Board,
    /// No personal data.
    Wall,
    /// The engineer's own rings and tickets.
    Engineer,
    /// The reporter's own reports.
    Reporter,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Answer to `hello`. `position`: the log's last one. `rate`: how much faster than life `now` runs.
    Welcome {
        log: String,
        position: i64,
        now: Instant,
        rate: f64,
        build: String,
        audiences: Vec<Audience>,
    },
    /// Changed rows. `prev`: position of this audience's frame before; a client that does not have it
    /// has a hole and says `hello` again.
    Rows {
        audience: Audience,
        prev: i64,
        position: i64,
        now: Instant,
        rows: Vec<Row>,
    },
    /// All rows of an audience in parts; replaces what the client has when `last` has come.
    Whole {
        audience: Audience,
        position: i64,
        part: u32,
        last: bool,
        now: Instant,
        rows: Vec<Row>,
    },
    /// An offer rings at this person. Repeated to each device until it says `got`.
    Ring {
        ring: Ring,
    },
    /// The ring is over; `why`: accepted, declined, lapsed, revoked.
    Hush {
        offer: Id,
        why: HushReason,
    },
    /// Who else has a ticket open.
    Viewers {
        ticket: Id,
        people: Vec<Named>,
    },
    Pong {
        now: Instant,
    },
    /// The server ends the session; come back after `retry_after_ms` (none: do not).
    Bye {
        reason: ByeReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after_ms: Option<u32>,
    },
}

/// One row, whole, or the word that it left the audience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Row {
    Ticket(Box<TicketRow>),
    Person(PersonRow),
    Alert(AlertRow),
    Figures(Figures),
    /// What is counted by days: to `wall` and `board`, at most once a second.
    Charts(Box<Charts>),
    /// How full the groups are: to `board`.
    Groups(GroupLoads),
    /// The row of this kind and id is not in this audience any more.
    Gone {
        kind: RowKind,
        id: Id,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    Ticket,
    Person,
    Alert,
    Figures,
    Charts,
    Groups,
}

/// A ticket that needs a supervisor or dispatcher: overdue, about to be, stranded, quarantined. One a
/// ticket, gone with its reason; its id is the ticket's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertRow {
    pub ticket: Id,
    pub number: String,
    pub summary: String,
    pub kind: AlertKind,
    /// How often it was raised: the level that stands or was acknowledged last; what `acknowledge` names.
    /// 0: a warning, or nothing that rises.
    pub level: u8,
    pub since: Instant,
    pub acknowledged: bool,
    pub owner: Option<Named>,
    /// When the target in question is or was used up.
    pub due_at: Option<Instant>,
    /// When it rises again, unless somebody acknowledges.
    pub next_at: Option<Instant>,
    /// While it stands it sounds again each time this has passed; absent: only when it rises.
    pub repeat_s: Option<i64>,
    /// By the policy; false once acknowledged.
    pub sounds: bool,
    /// The one thing to do about it.
    pub action: AlertAction,
    /// `acknowledge` with this level would be taken.
    pub open: bool,
    pub acknowledged_by: Option<Named>,
    pub acknowledged_at: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertAction {
    Acknowledge,
    Assign,
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    AcceptOverdue,
    RespondOverdue,
    ResolveOverdue,
    /// About to be missed.
    AcceptSoon,
    RespondSoon,
    ResolveSoon,
    /// Nobody is left to ask.
    Stranded,
    /// Automatic dispatch stands still: a dispatcher decides.
    ByHand,
    Quarantined,
}

/// Live counts, one definition each (`domain::stats`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    pub unassigned: u32,
    pub ringing: u32,
    pub accepted: u32,
    pub arrived: u32,
    pub on_hold: u32,
    /// ringing + accepted + arrived + on_hold.
    pub in_progress: u32,
    /// Live tickets with a missed target.
    pub overdue: u32,
    pub opened_today: u32,
    pub completed_today: u32,
    pub withdrawn_today: u32,
    pub unresolved_today: u32,
    pub on_duty: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ring {
    pub offer: Id,
    pub ticket: Id,
    pub number: String,
    pub transfer: bool,
    /// 1 or 2.
    pub attempt: u8,
    pub priority: String,
    pub summary: String,
    pub place: String,
    pub department: Option<String>,
    pub category: String,
    pub offered_at: Instant,
    pub accept_by: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HushReason {
    Accepted,
    Declined,
    Lapsed,
    Revoked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ByeReason {
    Restarting,
    LoginEnded,
    TooSlow,
    TooMany,
    /// A frame that the protocol does not have.
    BadFrame,
    RightsChanged,
}
