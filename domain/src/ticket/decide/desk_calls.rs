//! What the desk says about a ticket: what it is, how urgent, that it has seen the alarm, that automatic
//! dispatch may have it again.

use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{CategoryId, SystemId, ZoneId};
use crate::sla::Target;
use crate::ticket::decide::{Context, Events, guard, offer};
use crate::ticket::{ByHand, Event, OfferKind, Priority, Rejection, RevokeReason, Ticket};

/// Automatic again.
pub fn hand_back(ticket: &Ticket) -> Events {
    guard::live(ticket)?;
    match ticket.by_hand {
        Some(ByHand::Later | ByHand::WrongGroup) => Ok(vec![Event::HandedBack]),
        Some(ByHand::Quarantined) => Err(Rejection::Quarantined),
        None => Err(Rejection::NotByHand),
    }
}

/// Another kind of fault, another place or system: others are to be asked. A dispatch ring ends and a new
/// round begins; an owner keeps the ticket, and a transfer of his goes on.
pub fn reclassify(
    ticket: &Ticket,
    category: CategoryId,
    zone: Option<ZoneId>,
    system: Option<SystemId>,
    context: &Context<'_>,
) -> Events {
    guard::live(ticket)?;
    let directory = context.directory;
    let node = directory.categories.get(&category).ok_or(Rejection::Unknown { field: "category" })?;
    if !directory.is_leaf(category) {
        return Err(Rejection::NotALeaf);
    }
    let zone = zone.unwrap_or(ticket.zone);
    if !directory.zones.contains_key(&zone) {
        return Err(Rejection::Unknown { field: "zone" });
    }
    if system.is_some_and(|id| !directory.systems.contains_key(&id)) {
        return Err(Rejection::Unknown { field: "system" });
    }
    if (category, zone, system) == (ticket.category, ticket.zone, ticket.system) {
        return Err(Rejection::NothingChanges);
    }
    let rings = ticket.offer.is_some_and(|offer| offer.kind == OfferKind::Dispatch);
    let mut events: Vec<Event> = Vec::new();
    if rings {
        events.extend(guard::revoked(ticket, RevokeReason::Reclassified));
    }
    let targets = directory.targets(category, ticket.priority);
    events.push(Event::Reclassified { category, zone, system, effort: node.effort, targets });
    if ticket.owner.is_none() {
        events.push(offer::next_round(ticket));
    }
    Ok(events)
}

pub fn reprioritise(ticket: &Ticket, priority: Priority, context: &Context<'_>) -> Events {
    guard::live(ticket)?;
    if ticket.priority == priority {
        return Err(Rejection::SamePriority { priority });
    }
    Ok(vec![Event::Reprioritised { priority, targets: context.directory.targets(ticket.category, priority) }])
}

/// Somebody has seen the alarm of this level; a level that has risen meanwhile is not the one he saw.
/// Level 0 is a warning: a target that is about to be missed. Seeing it silences the warning, not the miss.
pub fn acknowledge(ticket: &Ticket, level: u8) -> Events {
    guard::live(ticket)?;
    let warns = Target::ALL.map(|target| ticket.clocks.of(target));
    let warns = warns.iter().any(|clock| clock.is_warning() && !clock.seen);
    if ticket.escalated != level || (level == 0 && !warns) {
        return Err(Rejection::NothingToAcknowledge { level: ticket.escalated });
    }
    Ok(vec![Event::Acknowledged { level }])
}
