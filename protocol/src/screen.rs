//! Wall screens: the code that one shows, what becomes of it, and the list of those that were let in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::Me;
use crate::ticket::Named;
use crate::{Id, Instant};

/// `POST /pairings`: what a screen shows, and what it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PairingAnswer {
    /// Six figures, for people.
    #[schema(example = "428913")]
    pub code: String,
    /// For the screen alone: it asks with this whether somebody has typed the code.
    pub secret: String,
    /// Seconds until the code runs out.
    pub left_s: u32,
}

/// `POST /pairings/claim`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimBody {
    pub secret: String,
}

/// What became of a pairing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClaimAnswer {
    /// Nobody has typed the code yet.
    Pending { left_s: u32 },
    /// The screen is let in: its login is in the cookie of this answer.
    Confirmed { me: Me },
    /// Run out, withdrawn, or never there: ask for a new code.
    Gone,
}

/// `POST /screens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairBody {
    /// As the screen shows it; blanks and hyphens do not matter.
    #[schema(example = "428 913")]
    pub code: String,
    /// What people call the screen: 1 to 40 characters.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Screens {
    /// By name.
    pub items: Vec<ScreenView>,
}

/// A wall screen that is let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScreenView {
    pub id: Id,
    pub name: String,
    /// Who let it in, and when; absent for a screen that came with a password.
    pub paired_by: Option<Named>,
    pub paired_at: Option<Instant>,
    /// It is connected at this moment.
    pub live: bool,
    /// When it last renewed its login, every few minutes while it is on; absent: never yet.
    pub seen_at: Option<Instant>,
}
