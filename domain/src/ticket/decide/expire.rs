//! A deadline fell due. Fires what the state calls for, exactly once and never early (K2); a deadline that
//! another event has moved meanwhile is refused.

use alloc::vec;

use crate::sla::{DeadlineKind, deadlines};
use crate::ticket::decide::{Context, Events, offer};
use crate::ticket::{Event, Rejection, Ticket};

pub fn expire(ticket: &Ticket, kind: DeadlineKind, set_by: u32, context: &Context<'_>) -> Events {
    let deadline = deadlines(ticket, context.calendar, context.directory.policy.warn_at)
        .into_iter()
        .find(|deadline| deadline.kind == kind && deadline.set_by == set_by)
        .ok_or(Rejection::DeadlineMoved)?;
    if deadline.due > context.now {
        return Err(Rejection::NotDue { due: deadline.due });
    }
    match kind {
        DeadlineKind::Ring => lapse(ticket),
        DeadlineKind::Warn(target) => Ok(vec![Event::DeadlineWarned { target }]),
        DeadlineKind::Miss(target) => {
            let missed = Event::DeadlineMissed { target };
            // K4: while an alarm stands it rises by its own clock alone.
            if ticket.escalated > 0 { Ok(vec![missed]) } else { Ok(vec![missed, escalated(0, context)]) }
        }
        DeadlineKind::Hold => Ok(vec![Event::Resumed]),
        DeadlineKind::Round => Ok(vec![offer::next_round(ticket)]),
        DeadlineKind::Escalate => Ok(vec![escalated(ticket.escalated, context)]),
    }
}

fn lapse(ticket: &Ticket) -> Events {
    let offer = ticket.offer.ok_or(Rejection::DeadlineMoved)?;
    Ok(vec![Event::Lapsed { engineer: offer.to, offer: offer.id, attempt: offer.attempt }])
}

/// One level higher; the next one after `policy.escalate_every`, until somebody acknowledges.
fn escalated(from: u8, context: &Context<'_>) -> Event {
    let level = from.saturating_add(1);
    let next_at =
        context.directory.policy.escalate_every.filter(|_| level < u8::MAX).map(|every| context.now + every);
    Event::Escalated { level, next_at }
}
