//! A ticket whose decisions panic is set aside: no ring, no deadline, no command, until somebody has looked.

use alloc::vec;

use crate::ids::{OrganisationId, TicketId};
use crate::log::{By, Decided, Fact, Recorded};
use crate::ticket::decide::Events;
use crate::ticket::{ByHand, Event, Rejection, Ticket};
use crate::time::Timestamp;

/// Quarantined, made without a look at the state, which may be what is broken. `version`: the ticket's last
/// committed one. A standing ring and all deadlines end with it, in `apply`; what is owned stays owned. The
/// entry holds no state: the ticket's row is to be folded from its log.
pub fn quarantine(organisation: OrganisationId, ticket: TicketId, version: u32, now: Timestamp) -> Decided {
    let fact = Fact::Ticket { ticket, version: version.saturating_add(1), event: Event::Quarantined };
    Decided::without_state(organisation, Recorded { at: now, by: By::System, occurred_at: None, fact })
}

pub fn unquarantine(ticket: &Ticket) -> Events {
    if ticket.by_hand != Some(ByHand::Quarantined) {
        return Err(Rejection::NotQuarantined);
    }
    Ok(vec![Event::Unquarantined])
}
