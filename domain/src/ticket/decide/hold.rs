//! Waiting for somebody else: hold with a reason and an end, resume. The end of a hold is a deadline.

use alloc::vec;

use crate::ticket::decide::{Context, Events, guard};
use crate::ticket::{Event, Hold, Phase, Rejection, Ticket};
use crate::time::{Span, Timestamp};

const HOLD_MAX: Span = Span::from_hours(90 * 24);

pub fn hold(ticket: &Ticket, wish: &Hold, context: &Context<'_>) -> Events {
    let owner = guard::owned(ticket)?;
    if matches!(owner.phase, Phase::OnHold { .. }) {
        return Err(Rejection::AlreadyOnHold);
    }
    guard::occurred(ticket, wish.occurred_at, context)?;
    let (earliest, latest) = (context.now, context.now + HOLD_MAX);
    if wish.until <= earliest || wish.until > latest {
        return Err(Rejection::UntilOutOfRange { earliest, latest });
    }
    Ok(vec![Event::Held { reason: wish.reason, until: wish.until, note: wish.note }])
}

pub fn resume(ticket: &Ticket, occurred_at: Option<Timestamp>, context: &Context<'_>) -> Events {
    let owner = guard::owned(ticket)?;
    if !matches!(owner.phase, Phase::OnHold { .. }) {
        return Err(Rejection::NotOnHold);
    }
    guard::occurred(ticket, occurred_at, context)?;
    Ok(vec![Event::Resumed])
}
