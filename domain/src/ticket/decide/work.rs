//! The work itself: arrive, complete, say that it cannot be resolved. `occurred_at` dates an act of a phone
//! that was offline; clocks and order keep to event time.

use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{CauseId, TextId};
use crate::ticket::decide::{Context, Events, guard};
use crate::ticket::{ArriveMode, Event, Phase, Rejection, RevokeReason, Ticket, UnresolvedReason};
use crate::time::Timestamp;

/// He is there, or connected. Ends a hold too: whoever arrives works.
pub fn arrive(
    ticket: &Ticket,
    mode: ArriveMode,
    occurred_at: Option<Timestamp>,
    context: &Context<'_>,
) -> Events {
    let owner = guard::owned(ticket)?;
    if matches!(owner.phase, Phase::Arrived { .. }) {
        return Err(Rejection::AlreadyArrived);
    }
    guard::occurred(ticket, occurred_at, context)?;
    Ok(vec![Event::Arrived { mode }])
}

/// By the owner, on hold too; a dispatcher completes any live ticket.
pub fn complete(
    ticket: &Ticket,
    cause: CauseId,
    note: Option<TextId>,
    occurred_at: Option<Timestamp>,
    context: &Context<'_>,
) -> Events {
    guard::live(ticket)?;
    guard::cause_fits(context.directory, ticket.category, cause)?;
    guard::occurred(ticket, occurred_at, context)?;
    let engineer = ticket.owner.as_ref().map(|owner| owner.engineer);
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Completed).into_iter().collect();
    events.push(Event::Completed { cause, engineer, note });
    Ok(events)
}

pub fn unresolved(
    ticket: &Ticket,
    reason: UnresolvedReason,
    note: Option<TextId>,
    occurred_at: Option<Timestamp>,
    context: &Context<'_>,
) -> Events {
    guard::live(ticket)?;
    guard::occurred(ticket, occurred_at, context)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Unresolved).into_iter().collect();
    events.push(Event::MarkedUnresolved { reason, note });
    Ok(events)
}
