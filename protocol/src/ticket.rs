//! Tickets on the wire: the row of boards and lists, the whole ticket, its timeline, its explanation, and
//! the bodies of every command.

use lamplight_domain::ticket as rule;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Id, Instant};

mod command;
mod explanation;
mod progress;
mod similar;
mod timeline;
mod view;
mod words;

pub use command::*;
pub use explanation::explanation;
pub use progress::{ComingView, MoveView, ProgressView, progress_view};
pub use similar::{SimilarBody, SimilarTicket, SimilarTickets, WhySimilar, similar_ticket};
pub use timeline::{event_type, timeline_item};
pub use view::ticket_row;
pub use words::*;

/// Something with a name, as the reader's organisation calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    pub id: Id,
    pub name: String,
}

/// A ticket as boards, lists and pages show it: everything but timeline and explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketRow {
    pub id: Id,
    /// `20261124-087`; shown as `1124-087`.
    pub number: String,
    pub version: u32,
    /// What `If-Match` names.
    pub assignment_version: u32,
    pub shown: Shown,
    pub stage: Stage,
    pub priority: Priority,
    pub summary: String,
    pub channel: Channel,
    pub category: Named,
    /// Path of names from the root, the leaf last.
    pub category_path: Vec<String>,
    pub system: Option<Named>,
    pub zone: Named,
    /// `内科楼 6 层 · 护士站`: building, floor and area.
    pub place: String,
    pub closet: Option<String>,
    pub department: Option<Named>,
    /// Absent on the wall.
    pub reporter: Option<Named>,
    /// How many people report this.
    pub reporters: u32,
    /// Who typed it in; absent of machines and on the wall.
    pub opened_by: Option<Named>,
    /// Masked unless the reader may call.
    pub reporter_phone: Option<String>,
    pub patient_waiting: bool,
    pub owner: Option<OwnerView>,
    pub offer: Option<OfferView>,
    /// Why it waits: `backlog`, `stranded`, `later`, `wrong_group`, `quarantined`.
    pub waits: Option<Waits>,
    pub clocks: Vec<ClockView>,
    pub urges: u32,
    pub comments: u32,
    pub opened_at: Instant,
    pub last_at: Instant,
    pub ended_at: Option<Instant>,
    pub cause: Option<Named>,
    pub merged_into: Option<Id>,
    pub rated: Option<u8>,
    /// Escalation level not yet acknowledged; 0 none.
    pub escalated: u8,
    /// Round of dispatch and how many rings lapsed in it.
    pub round: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerView {
    pub engineer: Named,
    pub group: Option<Named>,
    pub since: Instant,
    pub phase_since: Instant,
    pub on_hold: Option<HoldView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HoldView {
    pub reason: HoldReason,
    pub until: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferView {
    pub id: Id,
    pub engineer: Named,
    pub group: Option<Named>,
    pub transfer: bool,
    pub rung: Rung,
    pub attempt: u8,
    pub offered_at: Instant,
    pub accept_by: Instant,
    pub decision: Id,
}

/// One target: running (`due_at`), paused, met or missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockView {
    pub target: Target,
    pub target_s: i64,
    /// Working seconds used when it was last started or stopped.
    pub used_s: i64,
    pub running_since: Option<Instant>,
    pub due_at: Option<Instant>,
    pub stopped_at: Option<Instant>,
    pub missed: bool,
    /// The category whose own targets count; absent: those of the priority alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_category: Option<String>,
}

/// The answer to a command and to `GET /tickets/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketAnswer {
    pub ticket: TicketRow,
    /// The log's position after the command.
    pub position: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketPage {
    pub items: Vec<TicketRow>,
    /// Opaque; absent on the last page.
    pub next: Option<String>,
}

/// One step of a ticket's life. `event` is the domain's type; the client words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineItem {
    pub position: i64,
    pub version: u32,
    pub at: Instant,
    pub occurred_at: Option<Instant>,
    /// `person`, `dispatch`, `wheel`, `system`, `alarm`.
    pub by: String,
    pub person: Option<Named>,
    /// snake_case type of the event: `opened`, `offered`, ...
    pub event: String,
    /// Whom it concerns: the engineer of an offer, accept, lapse ..
    pub engineer: Option<Named>,
    /// Machine-readable reason, cause or mode.
    pub reason: Option<String>,
    /// Free text of the step (note, comment), when the reader may read it.
    pub text: Option<String>,
    /// Any further number or name: attempt, stars, level, cause name, target.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Timeline {
    pub items: Vec<TimelineItem>,
}

/// `GET /tickets/{id}/explanation`: every decision about the ticket, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explanations {
    pub items: Vec<Explanation>,
}

/// Why him, why not her: one decision of the dispatcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    pub id: Id,
    pub at: Instant,
    /// `automatic`, `second_ring`, `former_owner`, `by_hand`, `transfer`, `stranded`.
    pub kind: String,
    pub by: Option<Named>,
    pub directory_version: u32,
    pub effort: u32,
    pub winner: Option<Named>,
    pub rungs: Vec<RungView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RungView {
    pub rung: Rung,
    pub candidates: Vec<CandidateView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidateView {
    pub engineer: Named,
    pub group: Option<Named>,
    pub standing: Standing,
    /// `fully_loaded`, `already_ringing`; `not_member`, `disabled`, `off_duty`, `unreachable`, `excluded`,
    /// `lapsed`, `owns_it`.
    pub why: Option<String>,
    /// Thousandths, lower is better; absent unless free in the rung that decided.
    pub cost: Option<i64>,
    pub terms: Option<TermsView>,
    /// Minutes.
    pub load: u32,
    pub capacity: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Free,
    Busy,
    Out,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TermsView {
    pub load: i64,
    pub zone: i64,
    pub fairness: i64,
    pub travel: i64,
    pub context: i64,
}

impl From<rule::Stage> for Stage {
    fn from(stage: rule::Stage) -> Self {
        match stage {
            rule::Stage::Unassigned => Self::Unassigned,
            rule::Stage::Ringing => Self::Ringing,
            rule::Stage::Accepted => Self::Accepted,
            rule::Stage::Arrived => Self::Arrived,
            rule::Stage::OnHold => Self::OnHold,
            rule::Stage::Completed => Self::Completed,
            rule::Stage::Withdrawn => Self::Withdrawn,
            rule::Stage::Unresolved => Self::Unresolved,
            rule::Stage::Merged => Self::Merged,
        }
    }
}
