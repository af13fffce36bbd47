//! A ring begins or is taken back: offer (automatic, by hand, transfer), revoke, strand, a new round. Whom
//! to ask was decided in `dispatch`; here only what the ticket itself forbids.

use alloc::vec;
use alloc::vec::Vec;

use crate::dispatch::DecisionRecord;
use crate::log::By;
use crate::ticket::decide::{Context, Events, guard};
use crate::ticket::{ByHand, Caller, Event, OfferKind, Proposal, Rejection, RevokeReason, Ticket};

pub fn offer(ticket: &Ticket, proposal: &Proposal, caller: Caller, context: &Context<'_>) -> Events {
    guard::live(ticket)?;
    guard::eligible(context.directory, proposal.to, proposal.group)?;
    match (proposal.kind, caller.by) {
        (OfferKind::Transfer, _) => transfer(ticket, proposal),
        (OfferKind::Dispatch, By::Person(_)) => by_hand(ticket, proposal),
        (OfferKind::Dispatch, _) => automatic(ticket, proposal),
    }
}

/// D2, D7: nobody who is excluded, or was passed over in this round, and only while nothing else stands.
fn automatic(ticket: &Ticket, proposal: &Proposal) -> Events {
    guard::unassigned(ticket)?;
    if let Some(why) = ticket.by_hand {
        return Err(Rejection::DispatchedByHand { why });
    }
    let passed_over = ticket.round.lapsed.get(&proposal.to).is_some_and(|times| *times >= 2);
    if passed_over
        || ticket.excluded.engineers.contains(&proposal.to)
        || ticket.excluded.groups.contains(&proposal.group)
    {
        return Err(Rejection::NotEligible { engineer: proposal.to });
    }
    Ok(vec![offered(proposal)])
}

/// A dispatcher's choice goes before everything: it ends a ring and an owner's work.
fn by_hand(ticket: &Ticket, proposal: &Proposal) -> Events {
    not_theirs(ticket, proposal)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Reassigned).into_iter().collect();
    events.extend(ticket.owner.as_ref().map(|owner| Event::Released { engineer: owner.engineer }));
    events.push(offered(proposal));
    Ok(events)
}

/// The owner keeps it until the other accepts. A transfer that still rings is replaced.
fn transfer(ticket: &Ticket, proposal: &Proposal) -> Events {
    guard::owned(ticket)?;
    not_theirs(ticket, proposal)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Reassigned).into_iter().collect();
    events.push(offered(proposal));
    Ok(events)
}

fn not_theirs(ticket: &Ticket, proposal: &Proposal) -> Result<(), Rejection> {
    let owns = ticket.owner.as_ref().is_some_and(|owner| owner.engineer == proposal.to);
    let rings = ticket.offer.is_some_and(|offer| offer.to == proposal.to);
    if owns || rings { Err(Rejection::AlreadyTheirs { engineer: proposal.to }) } else { Ok(()) }
}

pub fn offered(proposal: &Proposal) -> Event {
    Event::Offered {
        offer: proposal.offer,
        to: proposal.to,
        group: proposal.group,
        kind: proposal.kind,
        rung: proposal.rung,
        attempt: proposal.attempt,
        accept_by: proposal.accept_by,
        effort: proposal.effort,
        decision: proposal.decision.id,
        note: proposal.note,
    }
}

/// A dispatcher who takes back an automatic ring takes the ticket into his own hands: else the dispatcher
/// actor would ring the same engineer again at once.
pub fn revoke(ticket: &Ticket, reason: RevokeReason, caller: Caller) -> Events {
    guard::live(ticket)?;
    let by_person = matches!(caller.by, By::Person(_));
    let reason = if by_person { RevokeReason::ByDispatcher } else { reason };
    let revoked = guard::revoked(ticket, reason).ok_or(Rejection::NotRinging { stage: ticket.stage() })?;
    if by_person && ticket.owner.is_none() && ticket.by_hand.is_none() {
        return Ok(vec![revoked, Event::TakenByHand { why: ByHand::Later }]);
    }
    Ok(vec![revoked])
}

/// Everybody is out: an alarm for the dispatcher, tried again at a change of duty or after `policy.round`.
pub fn strand(ticket: &Ticket, decision: &DecisionRecord, context: &Context<'_>) -> Events {
    guard::unassigned(ticket)?;
    if let Some(why) = ticket.by_hand {
        return Err(Rejection::DispatchedByHand { why });
    }
    if ticket.round.stranded.is_some() {
        return Err(Rejection::NothingChanges);
    }
    let retry_at = context.now + context.directory.policy.round;
    Ok(vec![Event::Stranded { decision: decision.id, retry_at }])
}

/// Somebody came on duty while it was stranded.
pub fn open_round(ticket: &Ticket) -> Events {
    guard::live(ticket)?;
    if ticket.round.stranded.is_none() {
        return Err(Rejection::NotStranded);
    }
    Ok(vec![next_round(ticket)])
}

/// Clears who lapsed, not who is excluded.
pub fn next_round(ticket: &Ticket) -> Event {
    Event::RoundOpened { round: ticket.round.no.saturating_add(1) }
}
