//! Ends that are nobody's work, and what comes after an end: withdraw, merge and split, reopen, rate.

use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{TextId, TicketId};
use crate::ticket::decide::{Context, Events, guard};
use crate::ticket::{End, Event, Rejection, RevokeReason, Ticket, WithdrawReason};

const STARS: core::ops::RangeInclusive<u8> = 1..=5;

pub fn withdraw(ticket: &Ticket, reason: WithdrawReason) -> Events {
    guard::live(ticket)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Withdrawn).into_iter().collect();
    events.push(Event::Withdrawn { reason });
    Ok(events)
}

/// The same fault as another's. That the other lives and is not merged itself is seen to by the dispatcher
/// actor, through which merges go (T7).
pub fn merge(ticket: &Ticket, into: TicketId) -> Events {
    guard::live(ticket)?;
    if into == ticket.id {
        return Err(Rejection::BadMergeTarget);
    }
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Merged).into_iter().collect();
    events.push(Event::Merged { into });
    Ok(events)
}

/// The merge was a mistake: it stands alone again, and its clocks go on.
pub fn split(ticket: &Ticket) -> Events {
    match ticket.end {
        Some(End::Merged { .. }) => Ok(vec![Event::Split]),
        _ => Err(Rejection::NotMerged),
    }
}

/// Not mended after all. New clocks; exclusions are forgotten. A merged ticket is split instead.
pub fn reopen(ticket: &Ticket, note: Option<TextId>, context: &Context<'_>) -> Events {
    let stage = ticket.stage();
    match ticket.end {
        Some(End::Completed { .. } | End::Withdrawn { .. } | End::Unresolved { .. }) => {}
        Some(End::Merged { .. }) | None => return Err(Rejection::NotEnded { stage }),
    }
    let ended_at = ticket.ended_at.unwrap_or(ticket.last_at);
    let until = ended_at + context.directory.policy.reopen_within;
    if context.now > until {
        return Err(Rejection::ReopenTooLate { until });
    }
    Ok(vec![Event::Reopened { note, targets: context.directory.targets(ticket.category, ticket.priority) }])
}

/// T5: once per completion.
pub fn rate(ticket: &Ticket, stars: u8, words: Option<TextId>) -> Events {
    if !matches!(ticket.end, Some(End::Completed { .. })) {
        return Err(Rejection::NotCompleted { stage: ticket.stage() });
    }
    if let Some(stars) = ticket.rated {
        return Err(Rejection::AlreadyRated { stars });
    }
    if !STARS.contains(&stars) {
        return Err(Rejection::StarsOutOfRange);
    }
    Ok(vec![Event::Rated { stars, words }])
}
