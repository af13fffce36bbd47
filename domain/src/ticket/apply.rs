//! The fold of one ticket's events. Total: no event, in whatever order, makes it fail or panic.

use crate::log::Recorded;
use crate::ticket::Ticket;

/// The ticket after one more event. Opened makes it; an event before Opened leaves `None`.
pub fn apply(ticket: Option<Ticket>, _recorded: &Recorded) -> Option<Ticket> {
    ticket
}

/// The ticket after all its events.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Option<Ticket> {
    events.into_iter().fold(None, apply)
}
