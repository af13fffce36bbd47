//! Live tickets that are probably what somebody is about to report: enough to recognise one's own fault and
//! to join it. Never says who reported it.

use lamplight_domain::ids::PersonId;
use lamplight_domain::org::Directory;
use lamplight_domain::similar::Why;
use lamplight_domain::ticket::Ticket;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::count;
use super::{Named, Shown, Stage};
use crate::view::{category_named, person_named, place};
use crate::{Id, Instant};

/// A report that is being typed; whatever is not known yet is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimilarBody {
    /// A leaf, or a branch before the leaf is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Id>,
    /// Absent: a reporter's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<Id>,
    /// As far as it is typed, at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SimilarTickets {
    /// At most 5, best first.
    pub items: Vec<SimilarTicket>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SimilarTicket {
    pub id: Id,
    pub number: String,
    pub summary: String,
    pub place: String,
    pub category: Named,
    pub shown: Shown,
    pub stage: Stage,
    pub opened_at: Instant,
    /// How many people report it.
    pub reporters: u32,
    /// Who has it.
    pub engineer: Option<Named>,
    pub why: Vec<WhySimilar>,
    /// The asker is among its reporters.
    pub joined: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhySimilar {
    SameSystem,
    SameZone,
    SameDepartment,
    SameWords,
}

impl From<Why> for WhySimilar {
    fn from(why: Why) -> Self {
        match why {
            Why::SameSystem => Self::SameSystem,
            Why::SameZone => Self::SameZone,
            Why::SameDepartment => Self::SameDepartment,
            Why::SameWords => Self::SameWords,
        }
    }
}

/// For whoever asks as `me`.
pub fn similar_ticket(
    ticket: &Ticket,
    summary: &str,
    why: &[Why],
    directory: &Directory,
    me: PersonId,
) -> SimilarTicket {
    SimilarTicket {
        id: ticket.id.into(),
        number: ticket.number.to_string(),
        summary: summary.to_owned(),
        place: place(directory, ticket.zone),
        category: category_named(directory, ticket.category),
        shown: ticket.shown().into(),
        stage: ticket.stage().into(),
        opened_at: ticket.opened_at.into(),
        reporters: count(ticket.reporters.len()),
        engineer: ticket.owner.as_ref().map(|owner| person_named(directory, owner.engineer)),
        why: why.iter().copied().map(Into::into).collect(),
        joined: ticket.reporters.contains(&me),
    }
}
