//! What comes back from the journal: outcomes for whoever asked, `Committed` for every fold.

use std::sync::Arc;

use lamplight_domain::ids::{OrganisationId, TextId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::DirectoryRow;

use crate::KeyRow;

/// Events of one organisation, committed together, in order: event `i` has position `first + i`.
#[derive(Debug, Clone)]
pub struct Committed {
    pub organisation: OrganisationId,
    pub first: Position,
    pub events: Vec<Recorded>,
    /// Texts stored with these events: folds that show them need no read.
    pub texts: Vec<(TextId, Arc<str>)>,
    /// Directory rows that a `DirectoryChanged` among the events put.
    pub rows: Vec<DirectoryRow>,
}

impl Committed {
    /// Position of the last event.
    pub fn last(&self) -> Position {
        Position(self.first.0 + self.events.len() as i64 - 1)
    }
}

/// How an entry ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Durable. `last` is the position of its last event (the organisation's present one when it had none).
    Committed { last: Position },
    /// The key was used before: nothing was written. Compare `request_hash`.
    KeySeen(KeyRow),
    /// The ticket's stored version is not the entry's base: reload and decide again.
    Stale,
    /// The database refused this entry alone (a constraint); logged with its incident.
    Refused { incident: String },
    /// The commit's outcome could not be learnt within the limit; ask again by entry id.
    Unknown,
    /// The store is read-only, full or gone: nothing was written.
    Unavailable,
}

/// Whose work an entry is: a quarter of the budget is kept for the desk itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    Person,
    /// Wheel and dispatcher.
    Desk,
}

/// The journal's budget is used up: try again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;
