//! Answers to a ring, and giving back what was accepted: accept, decline, return, release. Never decides
//! who is asked next: that is `dispatch`.

use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{OfferId, PersonId, TextId};
use crate::log::By;
use crate::ticket::decide::{Events, guard};
use crate::ticket::{Accept, ByHand, Caller, Decline, Event, Rejection, ReturnReason, RevokeReason, Ticket};

/// Returns as `wrong_group` after which automatic dispatch stands still.
const WRONG_GROUPS_MAX: u8 = 2;

/// The engineer it rings at takes the ticket, whatever the clock says: only an event ends a ring. After it
/// lapsed he may still take it, as long as nobody else was asked.
pub fn accept(ticket: &Ticket, accept: &Accept, caller: Caller) -> Events {
    let engineer = person(caller)?;
    guard::live(ticket)?;
    let lapsed = ticket.last_offer.map(|offer| (offer.id, offer.to));
    let ring = ticket.offer.map(|offer| (offer.id, offer.to)).or(lapsed);
    let offer = answered(ticket, ring, accept.offer, engineer)?;
    Ok(vec![Event::Accepted { engineer, offer }])
}

/// Only while it rings: whoever let it lapse has been passed on already.
pub fn decline(ticket: &Ticket, decline: &Decline, caller: Caller) -> Events {
    let engineer = person(caller)?;
    guard::live(ticket)?;
    let ring = ticket.offer.map(|offer| (offer.id, offer.to));
    let offer = answered(ticket, ring, decline.offer, engineer)?;
    Ok(vec![Event::Declined { engineer, offer, reason: decline.reason, note: decline.note }])
}

/// The ring that is meant, if it rings at this engineer.
fn answered(
    ticket: &Ticket,
    ring: Option<(OfferId, PersonId)>,
    named: Option<OfferId>,
    engineer: PersonId,
) -> Result<OfferId, Rejection> {
    let (offer, to) = ring.ok_or(Rejection::NotRinging { stage: ticket.stage() })?;
    if to != engineer {
        return Err(Rejection::RingsAtAnother { engineer: to });
    }
    if named.is_some_and(|named| named != offer) {
        return Err(Rejection::OfferIsOver);
    }
    Ok(offer)
}

fn person(caller: Caller) -> Result<PersonId, Rejection> {
    match caller.by {
        By::Person(person) => Ok(person),
        By::Dispatch | By::Wheel | By::System | By::Alarm => Err(Rejection::Forbidden),
    }
}

/// The owner gives it back and is not asked again. `wrong_group` excludes the group he was asked for; the
/// second time a dispatcher has to look.
pub fn give_back(ticket: &Ticket, reason: ReturnReason, note: Option<TextId>) -> Events {
    let owner = guard::owned(ticket)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Returned).into_iter().collect();
    events.push(Event::Returned { engineer: owner.engineer, group: owner.group, reason, note });
    let wrong_groups = ticket.wrong_groups.saturating_add(1);
    if reason == ReturnReason::WrongGroup && wrong_groups >= WRONG_GROUPS_MAX && ticket.by_hand.is_none() {
        events.push(Event::TakenByHand { why: ByHand::WrongGroup });
    }
    Ok(events)
}

/// A dispatcher takes it from its owner, who may be asked again.
pub fn release(ticket: &Ticket) -> Events {
    let owner = guard::owned(ticket)?;
    let mut events: Vec<Event> = guard::revoked(ticket, RevokeReason::Released).into_iter().collect();
    events.push(Event::Released { engineer: owner.engineer });
    Ok(events)
}
