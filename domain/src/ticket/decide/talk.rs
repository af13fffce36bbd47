//! What people say beside the work: join, urge, comment, attach; and the reporters that a merge brings.

use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{PersonId, TextId, TicketId};
use crate::ticket::decide::{Context, Events, guard};
use crate::ticket::{End, Event, Reference, Rejection, Ticket};

/// "We have that too": told of progress from now on.
pub fn join(ticket: &Ticket, reporter: PersonId, context: &Context<'_>) -> Events {
    guard::live(ticket)?;
    if context.directory.person(reporter).is_none() {
        return Err(Rejection::UnknownPerson);
    }
    if ticket.reporters.contains(&reporter) {
        return Err(Rejection::AlreadyReporting);
    }
    Ok(vec![Event::Joined { reporter }])
}

/// The other side of a merge. Said twice it changes nothing. A target that was mended meanwhile adopts too:
/// who reported the child hears of the end; one that was merged itself does not, its own target does.
pub fn adopt(ticket: &Ticket, child: TicketId, reporters: &[PersonId]) -> Events {
    if matches!(ticket.end, Some(End::Merged { .. })) {
        return Err(Rejection::Ended { stage: ticket.stage() });
    }
    if child == ticket.id {
        return Err(Rejection::BadMergeTarget);
    }
    // Who came with another child only comes with this one too: one of the two may be split off again.
    let borrowed = |reporter: &PersonId| ticket.merged.values().any(|those| those.contains(reporter));
    let own = |reporter: &&PersonId| ticket.reporters.contains(reporter) && !borrowed(reporter);
    let brought: Vec<PersonId> = reporters.iter().filter(|reporter| !own(reporter)).copied().collect();
    if ticket.merged.get(&child) == Some(&brought) {
        return Err(Rejection::NothingChanges);
    }
    Ok(vec![Event::Adopted { child, reporters: brought }])
}

/// A child that lives again takes along whom it brought, unless another child brought them as well.
pub fn disown(ticket: &Ticket, child: TicketId) -> Events {
    let brought = ticket.merged.get(&child).ok_or(Rejection::NothingChanges)?;
    let stays = |reporter: &&PersonId| {
        ticket.merged.iter().any(|(other, those)| *other != child && those.contains(reporter))
    };
    let reporters = brought.iter().filter(|reporter| !stays(reporter)).copied().collect();
    Ok(vec![Event::Disowned { child, reporters }])
}

/// At most one per `policy.urge_every`: the first two raise the rank in the backlog.
pub fn urge(ticket: &Ticket, note: Option<TextId>, context: &Context<'_>) -> Events {
    guard::live(ticket)?;
    let next_at = ticket.urges.last_at.map(|last| last + context.directory.policy.urge_every);
    if let Some(next_at) = next_at.filter(|next_at| context.now < *next_at) {
        return Err(Rejection::UrgedTooSoon { next_at });
    }
    Ok(vec![Event::Urged { note }])
}

/// Also after the end: how it went belongs to the ticket.
pub fn comment(text: TextId) -> Events {
    Ok(vec![Event::Commented { text }])
}

pub fn attach(files: &[Reference]) -> Events {
    if files.is_empty() {
        return Err(Rejection::NothingChanges);
    }
    Ok(vec![Event::Attached { files: files.to_vec() }])
}
