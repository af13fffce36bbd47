//! People on duty, as the board shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{Duty, Named};
use crate::{Id, Instant};

mod view;

pub use view::{Presence, group_load_view, person_row};

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
    /// What he owns while he is off duty: his until somebody releases it.
    pub hand_over: Vec<Named>,
    /// Where he was last, as a place.
    pub place: Option<String>,
}

/// How full the groups are, by id. Each engineer counts in his own (first) group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct GroupLoads {
    pub items: Vec<GroupLoadView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupLoadView {
    pub group: Named,
    /// Minutes that its members own.
    pub owned: u32,
    /// Minutes that ring at them.
    pub ringing: u32,
    /// Minutes that those on duty may hold; absent: no limit.
    pub capacity: Option<u32>,
    pub on_duty: u32,
    /// On duty, and at the limit.
    pub full: Vec<Named>,
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
