//! What the desk hands every fold after a commit: the events with the tickets they changed. Plain data.

use std::sync::Arc;

use actix::Message;
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{Directory, Duty};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::{LocalDay, Timestamp};

/// A ticket with the text of its summary.
#[derive(Debug, Clone)]
pub struct Held {
    pub ticket: Arc<Ticket>,
    pub summary: Arc<str>,
}

#[derive(Debug)]
pub struct Step {
    pub first: Position,
    pub last: Position,
    pub events: Vec<Recorded>,
    /// Each ticket once, as it is after the last event.
    pub changed: Vec<Held>,
    /// Ended too long ago to be shown.
    pub gone: Vec<TicketId>,
    /// When the directory changed.
    pub directory: Option<Arc<Directory>>,
    pub duty: Vec<(PersonId, Duty, Timestamp)>,
    pub day: Option<LocalDay>,
}

impl Step {
    /// Events alone, as the log has them.
    pub fn of_events(first: Position, events: Vec<Recorded>) -> Self {
        Self {
            first,
            last: Position(first.0 + events.len() as i64 - 1),
            events,
            changed: Vec::new(),
            gone: Vec::new(),
            directory: None,
            duty: Vec::new(),
            day: None,
        }
    }
}

#[derive(Debug, Clone, Message)]
#[rtype(result = "()")]
pub struct Folded(pub Arc<Step>);
