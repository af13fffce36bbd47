//! What a command does to a ticket: events, or the reason why not. One file a step of a ticket's life.

use crate::log::Decided;
use crate::org::Directory;
use crate::sla::Calendar;
use crate::ticket::{Caller, Command, Rejection, Ticket};
use crate::time::Timestamp;

/// What a decision may look at besides the ticket.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub now: Timestamp,
    pub directory: &'a Directory,
    pub calendar: Calendar,
}

/// Decides one command. `ticket` is `None` for `Open` alone. Refused commands change nothing.
///
/// # Errors
/// `Rejection` names the present state.
pub fn decide(
    _ticket: Option<&Ticket>,
    _command: &Command,
    _caller: Caller,
    _context: &Context<'_>,
) -> Result<Decided, Rejection> {
    Err(Rejection::Forbidden)
}
