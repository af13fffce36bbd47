//! The order of the backlog (D6): urgency, then age, then id. A function of the ticket alone, so that the
//! fold keeps it sorted; time raises a ticket through its own events (a missed target), never by a clock.
//!
//! Waiting is bounded: every ticket misses its resolve target in the end, is then in the first class, and
//! there only older tickets go before it. The others of that class are critical ones opened earlier, so
//! what may still overtake it is a fixed, finite set.

use crate::ids::TicketId;
use crate::ticket::{Priority, Ticket};
use crate::time::Timestamp;

/// Urges that raise the rank; further ones are heard, but move nothing.
const URGES_COUNTED: u16 = 2;

/// A ticket's place in the backlog; the least is offered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub urgency: u8,
    pub opened_at: Timestamp,
    pub ticket: TicketId,
}

impl Place {
    pub fn of(ticket: &Ticket) -> Self {
        Self { urgency: urgency(ticket), opened_at: ticket.opened_at, ticket: ticket.id }
    }
}

/// How many of the waiting tickets come before this one; `None` when it does not wait itself. Those that a
/// dispatcher keeps back count too: whoever reported them waits as well.
pub fn ahead<'a>(ticket: &Ticket, live: impl IntoIterator<Item = &'a Ticket>) -> Option<usize> {
    let place = Place::of(ticket);
    let before = |other: &&Ticket| other.is_unassigned() && Place::of(other) < place;
    ticket.is_unassigned().then(|| live.into_iter().filter(before).count())
}

/// 0 to 3, 0 the most urgent: the priority's rank, raised by one for each of the first two urges, for a
/// missed accept and for a missed respond target. Being urged never outranks a patient who waits: 0 is for
/// critical tickets and for those whose whole time to be resolved has passed.
pub fn urgency(ticket: &Ticket) -> u8 {
    if ticket.priority == Priority::Critical || ticket.clocks.resolve.missed {
        return 0;
    }
    let raised = usize::from(ticket.urges.count.min(URGES_COUNTED))
        + usize::from(ticket.clocks.accept.missed)
        + usize::from(ticket.clocks.respond.missed);
    u8::try_from(ticket.priority.rank().saturating_sub(raised).max(1)).unwrap_or(u8::MAX)
}
