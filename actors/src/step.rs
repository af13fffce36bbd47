//! What the desk hands every fold after a commit: the events with the tickets they changed. Plain data.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use actix::Message;
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{Directory, Duty};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::{LocalDay, Timestamp};

use crate::journal_link::Ports;

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

/// Folds a step so that a panic costs what this step would have shown or set, not the actor: without it the
/// organisation would have no board, rings or wheel until the next start. `false`: it panicked.
pub fn guarded(ports: &Ports, fold: &'static str, work: impl FnOnce()) -> bool {
    let done = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(any(test, feature = "sim"))]
        crate::faults::fold(fold);
        work();
    }));
    if done.is_err() {
        metrics::counter!("lamplight_fold_panics_total", "fold" => fold).increment(1);
        ports.incident(fold);
    }
    done.is_ok()
}
