//! What holds of the floor and of every choice it makes: D1 to D9. Written from the sentences, not from
//! the code that they check.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use crate::dispatch::{
    DecisionKind, DecisionRecord, Floor, Place, RungRecord, Standing, candidates, winner_of,
};
use crate::ids::PersonId;
use crate::invariants::{Invariant, Violation};
use crate::org::{Directory, Duty, Holder, Role, Subject};
use crate::ticket::{OfferKind, Proposal, Rung, Ticket, load_of};
use crate::time::Timestamp;

pub const D1: Invariant = Invariant {
    id: "D1",
    sentence: "load is the efforts of what he owns and of what is offered to him, in Floor, rows and fold alike",
};
pub const D2: Invariant = Invariant {
    id: "D2",
    sentence: "nobody absent, off duty, disabled, excluded, without coverage or of another organisation is offered automatically",
};
pub const D3: Invariant = Invariant {
    id: "D3",
    sentence: "load within capacity after each automatic offer; critical: one ticket more",
};
pub const D4: Invariant =
    Invariant { id: "D4", sentence: "recomputing a decision from its record gives the same winner" };
pub const D5: Invariant = Invariant { id: "D5", sentence: "at rest no backlog ticket has a free engineer" };
pub const D6: Invariant =
    Invariant { id: "D6", sentence: "the more urgent, then the older ticket is offered first" };
pub const D7: Invariant =
    Invariant { id: "D7", sentence: "rungs in order: nobody is free on an earlier rung than the winner's" };
pub const D8: Invariant = Invariant {
    id: "D8",
    sentence: "at most rings_at_once automatic dispatch offers at one engineer; critical: one more",
};
pub const D9: Invariant = Invariant { id: "D9", sentence: "raising somebody's load never raises his rank" };

/// D1: the loads kept by difference are the sums over the tickets.
///
/// # Errors
/// The engineer whose load differs.
pub fn loads_are_sums(floor: &Floor) -> Result<(), Violation> {
    let mut sums: BTreeMap<PersonId, u32> = BTreeMap::new();
    for ticket in floor.tickets() {
        let owner = ticket.owner.as_ref().map(|owner| owner.engineer);
        let offered = ticket.offer.map(|offer| offer.to).filter(|to| Some(*to) != owner);
        for engineer in owner.into_iter().chain(offered) {
            *sums.entry(engineer).or_insert(0) += load_of(ticket, engineer);
        }
    }
    for engineer in floor.directory().people.keys() {
        let (kept, sum) = (floor.load_of(*engineer), sums.get(engineer).copied().unwrap_or(0));
        D1.require(kept == sum, || format!("{engineer}: kept {kept}, sum {sum}"))?;
    }
    Ok(())
}

/// D5: said when nothing is under way any more.
///
/// # Errors
/// The waiting ticket and the engineer who is free for it.
pub fn nobody_free_beside_the_backlog(floor: &Floor, now: Timestamp) -> Result<(), Violation> {
    for ticket in floor.backlog().filter(|ticket| !floor.is_pending(*ticket)) {
        let preview = candidates(floor, ticket, now);
        let free = preview.iter().flat_map(|record| &record.rungs).flat_map(|rung| &rung.candidates);
        let free = free.into_iter().find(|candidate| matches!(candidate.standing, Standing::Free { .. }));
        D5.require(free.is_none(), || format!("{ticket} waits beside {free:?}"))?;
    }
    Ok(())
}

/// D6: the backlog tickets offered in one step, in their order.
///
/// # Errors
/// The first pair in the wrong order.
pub fn offered_by_urgency(offered: &[Place]) -> Result<(), Violation> {
    for pair in offered.windows(2) {
        D6.require(pair[0] < pair[1], || format!("{:?} before {:?}", pair[0], pair[1]))?;
    }
    Ok(())
}

/// D2, D3, D4, D7, D8 of one offer, at the moment at which it is decided. `ticket`: as it was then; `None`
/// when it is about to be opened. By hand and transfer only D4 binds.
///
/// # Errors
/// The first invariant that does not hold.
pub fn check_offer(floor: &Floor, proposal: &Proposal, ticket: Option<&Ticket>) -> Result<(), Violation> {
    let record = &proposal.decision;
    winner_recomputes(record)?;
    D4.require(record.winner == Some(proposal.to), || format!("record names {:?}", record.winner))?;
    if matches!(record.kind, DecisionKind::ByHand { .. } | DecisionKind::Transfer { .. }) {
        return Ok(());
    }
    rungs_in_order(record)?;
    may_be_asked(floor, proposal, ticket)?;
    within_capacity(floor, proposal)?;
    rings_at_once(floor, proposal)
}

/// D4.
///
/// # Errors
/// Both winners, when they differ.
pub fn winner_recomputes(record: &DecisionRecord) -> Result<(), Violation> {
    let again = winner_of(record);
    D4.require(again == record.winner, || format!("{:?}, recomputed {again:?}", record.winner))
}

/// D7.
///
/// # Errors
/// The earlier rung with somebody free.
pub fn rungs_in_order(record: &DecisionRecord) -> Result<(), Violation> {
    let passed_over = record.rungs.split_last().map_or(&[][..], |(_, earlier)| earlier);
    for rung in passed_over {
        let free = rung.candidates.iter().any(|one| matches!(one.standing, Standing::Free { .. }));
        D7.require(!free, || format!("somebody is free on {:?}", rung.rung))?;
    }
    let sorted = record.rungs.windows(2).all(|pair| pair[0].rung < pair[1].rung);
    D7.require(sorted, || format!("{:?}", record.rungs.iter().map(|rung| rung.rung)))
}

fn may_be_asked(floor: &Floor, proposal: &Proposal, ticket: Option<&Ticket>) -> Result<(), Violation> {
    let (to, group) = (proposal.to, proposal.group);
    let directory = floor.directory();
    let enabled = directory.person(to).is_some_and(|person| {
        person.enabled && person.roles.has(Role::Engineer) && person.groups.contains(&group)
    });
    D2.require(enabled, || format!("{to} does not work in {group}"))?;
    D2.require(floor.duty_of(to) != Duty::Off, || format!("{to} is off duty"))?;
    let Some(ticket) = ticket else { return Ok(()) };
    let excluded = ticket.excluded.engineers.contains(&to) || ticket.excluded.groups.contains(&group);
    D2.require(!excluded, || format!("{to} is excluded"))?;
    let owns = ticket.owner.as_ref().is_some_and(|owner| owner.engineer == to);
    D2.require(!owns && ticket.by_hand.is_none(), || format!("{} is not to be offered", ticket.id))?;
    let lapses = ticket.round.lapsed.get(&to).copied().unwrap_or(0);
    D2.require(lapses < 2, || format!("{to} has not answered twice"))?;
    // A ring chosen by hand is repeated, whatever the coverage says.
    let repeated = proposal.decision.kind == DecisionKind::SecondRing && proposal.rung == Rung::ByHand;
    D2.require(repeated || covers(directory, ticket, to), || format!("{to} has no coverage"))
}

/// Whether any row gives him this kind of fault in this place, by name or through a group of his.
fn covers(directory: &Directory, ticket: &Ticket, engineer: PersonId) -> bool {
    let groups = directory.person(engineer).map_or(&[][..], |person| &person.groups);
    directory.coverage.values().any(|row| {
        let of_this_kind = match row.subject {
            Subject::System(system) => ticket.system == Some(system),
            Subject::Category(id) => directory.category_path(ticket.category).any(|node| node.id == id),
        };
        let here = row.zone.is_none_or(|id| directory.zone_path(ticket.zone).any(|node| node.id == id));
        let his = match row.holder {
            Holder::A { engineer: holder, .. } | Holder::B { engineer: holder, .. } => holder == engineer,
            Holder::Group(group) => groups.contains(&group),
        };
        of_this_kind && here && his
    })
}

fn within_capacity(floor: &Floor, proposal: &Proposal) -> Result<(), Violation> {
    let policy = &floor.directory().policy;
    let Some(minutes) = policy.in_hand else { return Ok(()) };
    let capacity = if floor.duty_of(proposal.to) == Duty::Busy { minutes / 2 } else { minutes };
    let considered = proposal.decision.rungs.iter().flat_map(|rung| &rung.candidates);
    let before = considered.filter(|one| one.engineer == proposal.to).map(|one| one.load).max().unwrap_or(0);
    let whole_job = before == 0 && proposal.effort > capacity;
    let fits = before + proposal.effort <= capacity
        || whole_job
        || (proposal.decision.critical && before <= capacity);
    D3.require(fits, || format!("{}: {before} + {} > {capacity}", proposal.to, proposal.effort))
}

/// Rings that stand, without this one.
fn rings_at_once(floor: &Floor, proposal: &Proposal) -> Result<(), Violation> {
    let Some(most) = floor.directory().policy.rings_at_once else { return Ok(()) };
    let rings = floor.tickets().filter_map(|ticket| ticket.offer).filter(|offer| {
        let automatic = offer.kind == OfferKind::Dispatch && offer.rung != Rung::ByHand;
        automatic && offer.to == proposal.to && offer.id != proposal.offer
    });
    let rings = rings.count();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let limit = if proposal.decision.critical { most.saturating_add(1) } else { most };
    D8.require(rings < limit, || format!("{}: {rings} ring already", proposal.to))
}

/// D9: of one rung before and after somebody's load has risen and nothing else has changed.
///
/// # Errors
/// Both ranks, when the later is better.
pub fn load_never_helps(
    engineer: PersonId,
    before: &DecisionRecord,
    after: &DecisionRecord,
) -> Result<(), Violation> {
    let ranks = |record: &DecisionRecord| -> Vec<Option<usize>> {
        let place = |rung: &RungRecord| {
            rung.candidates.iter().position(|candidate| {
                candidate.engineer == engineer && matches!(candidate.standing, Standing::Free { .. })
            })
        };
        record.rungs.iter().map(place).collect()
    };
    for (earlier, later) in ranks(before).into_iter().zip(ranks(after)) {
        let better = match (earlier, later) {
            (Some(earlier), Some(later)) => later < earlier,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        D9.require(!better, || format!("{engineer}: {earlier:?} became {later:?}"))?;
    }
    Ok(())
}
