//! A ticket of the domain as a row for one kind of reader. Pure: the same ticket, directory and reader give
//! the same row.

use lamplight_domain::org::Directory;
use lamplight_domain::sla::{Calendar, Target as SlaTarget};
use lamplight_domain::ticket::{self as rule, ByHand, End, Phase, Ticket};

use crate::ticket::{ClockView, HoldView, OfferView, OwnerView, TicketRow, Waits};
use crate::view::{
    self, Reader, category_named, cause_named, department_named, group_named, person_named, system_named,
    zone_named,
};
use crate::{Id, Instant};

/// The whole row. `summary` is the text that the ticket names; the wall gets none of it.
pub fn ticket_row(ticket: &Ticket, directory: &Directory, summary: &str, reader: &Reader) -> TicketRow {
    let on_wall = matches!(reader, Reader::Wall);
    let reporter = ticket.reporters.first().copied();
    TicketRow {
        id: Id::from(ticket.id),
        number: ticket.number.to_string(),
        version: ticket.version,
        assignment_version: ticket.assignment_version,
        shown: ticket.shown().into(),
        stage: ticket.stage().into(),
        priority: ticket.priority.into(),
        summary: if on_wall { String::new() } else { summary.to_owned() },
        channel: ticket.channel.into(),
        category: category_named(directory, ticket.category),
        category_path: view::category_path(directory, ticket.category),
        system: ticket.system.map(|id| system_named(directory, id)),
        zone: zone_named(directory, ticket.zone),
        place: view::place(directory, ticket.zone),
        closet: view::closet(directory, ticket.zone),
        department: ticket.department.map(|id| department_named(directory, id)),
        reporter: reporter.filter(|_| !on_wall).map(|id| person_named(directory, id)),
        reporters: count(ticket.reporters.len()),
        opened_by: ticket.opened_by.filter(|_| !on_wall).map(|id| person_named(directory, id)),
        reporter_phone: phone(ticket, directory, reader),
        patient_waiting: ticket.patient_waiting,
        owner: ticket.owner.as_ref().map(|owner| owner_view(owner, directory)),
        offer: ticket.offer.as_ref().map(|offer| offer_view(offer, directory)),
        waits: waits(ticket),
        clocks: clocks(ticket, directory).to_vec(),
        urges: u32::from(ticket.urges.count),
        comments: ticket.comments,
        opened_at: ticket.opened_at.into(),
        last_at: ticket.last_at.into(),
        ended_at: ticket.ended_at.map(Instant),
        cause: match ticket.end {
            Some(End::Completed { cause }) => Some(cause_named(directory, cause)),
            _ => None,
        },
        merged_into: match ticket.end {
            Some(End::Merged { into }) => Some(Id::from(into)),
            _ => None,
        },
        rated: ticket.rated,
        escalated: ticket.escalated,
        round: ticket.round.no,
    }
}

fn phone(ticket: &Ticket, directory: &Directory, reader: &Reader) -> Option<String> {
    if matches!(reader, Reader::Wall) {
        return None;
    }
    let reporter = directory.person(*ticket.reporters.first()?)?;
    let phone = reporter.phone.as_deref()?;
    Some(if reader.may_call(ticket) { phone.to_owned() } else { view::masked(phone) })
}

fn owner_view(owner: &rule::Owner, directory: &Directory) -> OwnerView {
    OwnerView {
        engineer: person_named(directory, owner.engineer),
        group: Some(group_named(directory, owner.group)),
        since: owner.since.into(),
        phase_since: owner.phase_since.into(),
        on_hold: match owner.phase {
            Phase::OnHold { reason, until, .. } => {
                Some(HoldView { reason: reason.into(), until: until.into() })
            }
            Phase::Accepted | Phase::Arrived { .. } => None,
        },
    }
}

fn offer_view(offer: &rule::Offer, directory: &Directory) -> OfferView {
    OfferView {
        id: Id::from(offer.id),
        engineer: person_named(directory, offer.to),
        group: Some(group_named(directory, offer.group)),
        transfer: offer.kind == rule::OfferKind::Transfer,
        rung: offer.rung.into(),
        attempt: offer.attempt,
        offered_at: offer.offered_at.into(),
        accept_by: offer.accept_by.into(),
        decision: Id::from(offer.decision),
    }
}

/// Why nobody has it or is asked; a quarantined ticket says so whoever has it.
fn waits(ticket: &Ticket) -> Option<Waits> {
    if !ticket.is_live() {
        return None;
    }
    match ticket.by_hand {
        Some(ByHand::Quarantined) => Some(Waits::Quarantined),
        _ if !ticket.is_unassigned() => None,
        Some(ByHand::Later) => Some(Waits::Later),
        Some(ByHand::WrongGroup) => Some(Waits::WrongGroup),
        None if ticket.round.stranded.is_some() => Some(Waits::Stranded),
        None => Some(Waits::Backlog),
    }
}

/// Accept, respond, resolve, in this order.
fn clocks(ticket: &Ticket, directory: &Directory) -> [ClockView; 3] {
    let own = directory.category_path(ticket.category).find(|node| node.targets.is_some());
    let of_category = own.map(|node| node.name.clone());
    SlaTarget::ALL.map(|target| clock_view(target, ticket.clocks.of(target), of_category.clone()))
}

fn clock_view(target: SlaTarget, clock: &rule::Clock, of_category: Option<String>) -> ClockView {
    ClockView {
        of_category,
        target: target.into(),
        target_s: clock.target.seconds(),
        used_s: clock.used.seconds(),
        running_since: clock.since.map(Instant),
        due_at: clock.due(Calendar::default()).map(Instant),
        stopped_at: clock.stopped_at.map(Instant),
        missed: clock.missed,
    }
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
