//! What holds after every event of a ticket: T1 to T5, and what D2 says of the ticket alone; T7 over all
//! tickets. T6 is the store's to keep.

use alloc::collections::BTreeMap;
use alloc::format;

use crate::ids::TicketId;
use crate::invariants::{Invariant, Violation};
use crate::log::{By, Fact, Recorded};
use crate::ticket::{End, Event, OfferKind, Ticket, apply};

pub const T1: Invariant = Invariant { id: "T1", sentence: "versions and positions without gap or repeat" };
pub const T2: Invariant = Invariant { id: "T2", sentence: "Opened first, once" };
pub const T3: Invariant =
    Invariant { id: "T3", sentence: "at most one offer, and it is accepted by whom it rang at" };
pub const T4: Invariant =
    Invariant { id: "T4", sentence: "an end has no owner, offer, deadline, load, ring" };
pub const T5: Invariant = Invariant { id: "T5", sentence: "one rating per completion" };
pub const T7: Invariant = Invariant { id: "T7", sentence: "merges have no cycle" };
pub const D2: Invariant = Invariant {
    id: "D2",
    sentence: "nobody excluded or passed over is offered automatically, nor a ticket that is dispatched by hand",
};

/// One event with the states around it.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub before: Option<&'a Ticket>,
    pub recorded: &'a Recorded,
    pub after: &'a Ticket,
}

/// Everything here that a single step can show.
///
/// # Errors
/// The first invariant that does not hold.
pub fn check(step: Step<'_>) -> Result<(), Violation> {
    versions_follow(step)?;
    opened_first(step)?;
    at_most_one_offer(step)?;
    an_end_is_bare(step.after)?;
    one_rating(step)?;
    automatic_offers(step)
}

/// Every step of a ticket's life, and the ticket it leads to.
///
/// # Errors
/// The first invariant that does not hold.
pub fn check_history(events: &[Recorded]) -> Result<Option<Ticket>, Violation> {
    let mut before = None;
    for recorded in events {
        let after = apply(before.clone(), recorded);
        let Some(ticket) = &after else {
            return Err(Violation {
                id: T2.id,
                sentence: T2.sentence,
                detail: format!("{:?}", recorded.fact),
            });
        };
        let step = Step { before: before.as_ref(), recorded, after: ticket };
        check(step)?;
        super::sla::check(step)?;
        before = after;
    }
    Ok(before)
}

/// T1, and event time never runs back.
pub fn versions_follow(step: Step<'_>) -> Result<(), Violation> {
    let Fact::Ticket { version, .. } = step.recorded.fact else { return Ok(()) };
    let last = step.before.map_or(0, |ticket| ticket.version);
    let in_time = step.before.is_none_or(|ticket| step.recorded.at >= ticket.last_at);
    let holds = version == last + 1 && step.after.version == version && in_time;
    T1.require(holds, || format!("{version} after {last}, ticket says {}", step.after.version))
}

/// T2.
pub fn opened_first(step: Step<'_>) -> Result<(), Violation> {
    let is_opened = matches!(event(step), Some(Event::Opened { .. }));
    T2.require(is_opened == step.before.is_none(), || format!("{:?}", step.recorded.fact))
}

/// T3: no ring begins while another stands, none survives a change of owner or an end, and who accepts was
/// rung at.
pub fn at_most_one_offer(step: Step<'_>) -> Result<(), Violation> {
    let Some(before) = step.before else { return Ok(()) };
    let holds = match event(step) {
        Some(Event::Accepted { engineer, offer }) => {
            let standing = before.offer.map(|ring| (ring.id, ring.to));
            let lapsed = before.last_offer.map(|ring| (ring.id, ring.to));
            standing.or(lapsed) == Some((*offer, *engineer)) && step.after.offer.is_none()
        }
        Some(
            Event::Offered { .. }
            | Event::Returned { .. }
            | Event::Released { .. }
            | Event::Completed { .. }
            | Event::MarkedUnresolved { .. }
            | Event::Withdrawn { .. }
            | Event::Merged { .. },
        ) => before.offer.is_none(),
        Some(Event::Lapsed { engineer, offer, .. } | Event::Declined { engineer, offer, .. }) => {
            before.offer.is_some_and(|ring| (ring.id, ring.to) == (*offer, *engineer))
        }
        Some(Event::Revoked { engineer, offer, .. }) => {
            before.offer.is_some_and(|ring| (ring.id, ring.to) == (*offer, *engineer))
        }
        _ => true,
    };
    let owner_kept = step.after.offer.is_none_or(|ring| match ring.kind {
        OfferKind::Transfer => step.after.owner.is_some(),
        OfferKind::Dispatch => step.after.owner.is_none(),
    });
    // Who lapsed last may accept, and a stranded ticket is tried again, only while nothing else stands.
    let waits = step.after.last_offer.is_some() || step.after.round.stranded.is_some();
    let alone = !waits || step.after.is_unassigned();
    T3.require(holds && owner_kept && alone, || format!("{:?}", step.recorded.fact))
}

/// T4.
pub fn an_end_is_bare(ticket: &Ticket) -> Result<(), Violation> {
    let bare = ticket.owner.is_none()
        && ticket.offer.is_none()
        && ticket.last_offer.is_none()
        && ticket.round.stranded.is_none()
        && ticket.escalation.is_none()
        && ticket.escalated == 0
        && ticket.ended_at.is_some();
    T4.require(ticket.end.is_none() || bare, || format!("{:?}", ticket.end))
}

/// T5.
pub fn one_rating(step: Step<'_>) -> Result<(), Violation> {
    let Some(Event::Rated { .. }) = event(step) else { return Ok(()) };
    let first = step
        .before
        .is_some_and(|ticket| ticket.rated.is_none() && matches!(ticket.end, Some(End::Completed { .. })));
    T5.require(first, || format!("completion {}", step.after.completions))
}

/// D2, as far as the ticket knows it.
pub fn automatic_offers(step: Step<'_>) -> Result<(), Violation> {
    let Some(Event::Offered { to, group, kind: OfferKind::Dispatch, .. }) = event(step) else {
        return Ok(());
    };
    let (By::Dispatch, Some(before)) = (step.recorded.by, step.before) else { return Ok(()) };
    let fair = before.is_unassigned()
        && before.by_hand.is_none()
        && !before.excluded.engineers.contains(to)
        && !before.excluded.groups.contains(group)
        && before.round.lapsed.get(to).is_none_or(|times| *times < 2);
    D2.require(fair, || format!("{to:?}"))
}

/// T7 over all tickets of an organisation that are merged: child and what it was merged into.
pub fn merges_have_no_cycle(merged: &BTreeMap<TicketId, TicketId>) -> Result<(), Violation> {
    for &start in merged.keys() {
        let mut here = start;
        for _ in 0..=merged.len() {
            match merged.get(&here) {
                Some(&next) => here = next,
                None => break,
            }
        }
        T7.require(!merged.contains_key(&here), || format!("{start:?}"))?;
    }
    Ok(())
}

fn event<'a>(step: Step<'a>) -> Option<&'a Event> {
    match &step.recorded.fact {
        Fact::Ticket { event, .. } => Some(event),
        Fact::Organisation(_) => None,
    }
}

#[cfg(test)]
mod tests;
