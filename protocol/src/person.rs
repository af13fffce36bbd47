//! People on duty, as the board shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{Duty, Named};
use crate::{Id, Instant};

mod view;

pub use view::{Presence, person_row};

/// An engineer with what he has in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRow {
    pub id: Id,
    pub name: String,
    pub groups: Vec<Named>,
    pub duty: Duty,
    pub duty_since: Option<Instant>,
    /// Minutes of work owned and offered.
    pub load: u32,
    /// Of `load`, minutes that still ring.
    pub ringing_load: u32,
    /// Minutes he may hold now; absent: no limit.
    pub capacity: Option<u32>,
    /// Tickets that ring at him, then those he owns, as shown numbers with ids.
    pub ringing: Vec<Named>,
    pub owned: Vec<Named>,
    /// Where he was last, as a place.
    pub place: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct People {
    pub items: Vec<PersonRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyBody {
    pub duty: Duty,
}
