//! What rings and what alarms, made from a ticket.

use lamplight_domain::org::{Directory, Policy};
use lamplight_domain::sla::Calendar;
use lamplight_domain::stats::Figures as Counts;
use lamplight_domain::ticket::{ByHand, Clock, OfferKind, Shown, Stage, Ticket};
use lamplight_domain::time::{Span, Timestamp};

use crate::live::{AlertKind, AlertRow, Figures, Ring};
use crate::view::{self, department_named, person_named};
use crate::{Id, Instant};

/// The offer that stands, as the engineer's devices show it. Its `category` is the path of names.
pub fn ring(ticket: &Ticket, directory: &Directory, summary: &str) -> Option<Ring> {
    let offer = ticket.offer.as_ref()?;
    Some(Ring {
        offer: Id::from(offer.id),
        ticket: Id::from(ticket.id),
        number: ticket.number.to_string(),
        transfer: offer.kind == OfferKind::Transfer,
        attempt: offer.attempt,
        priority: view::word(ticket.priority),
        summary: summary.to_owned(),
        place: view::place(directory, ticket.zone),
        department: ticket.department.map(|id| department_named(directory, id).name),
        category: view::category_path(directory, ticket.category).join(" / "),
        offered_at: offer.offered_at.into(),
        accept_by: offer.accept_by.into(),
    })
}

/// The live counts. `on_duty`: engineers who are not off duty.
pub fn figures(counts: &Counts, on_duty: u32) -> Figures {
    let of = |stage| counts.by_stage.get(&stage).copied().unwrap_or(0);
    Figures {
        unassigned: of(Stage::Unassigned),
        ringing: of(Stage::Ringing),
        accepted: of(Stage::Accepted),
        arrived: of(Stage::Arrived),
        on_hold: of(Stage::OnHold),
        in_progress: counts.shown(Shown::InProgress),
        overdue: counts.overdue,
        opened_today: counts.opened_today,
        completed_today: counts.completed_today,
        withdrawn_today: counts.withdrawn_today,
        unresolved_today: counts.unresolved_today,
        on_duty,
    }
}

/// The alert of a live ticket, if it needs somebody: the gravest reason alone.
pub fn alert_row(ticket: &Ticket, directory: &Directory, summary: &str) -> Option<AlertRow> {
    if !ticket.is_live() {
        return None;
    }
    let (kind, since) = alarm(ticket, &directory.policy)?;
    let level = if ticket.escalated > 0 { ticket.escalated } else { ticket.acknowledged };
    Some(AlertRow {
        ticket: Id::from(ticket.id),
        number: ticket.number.to_string(),
        summary: summary.to_owned(),
        kind,
        level,
        since: Instant(since),
        acknowledged: ticket.escalated == 0 && ticket.acknowledged > 0,
        owner: ticket.owner.as_ref().map(|owner| person_named(directory, owner.engineer)),
    })
}

/// Alerts of many tickets with their summaries.
pub fn alert_rows<'a>(
    tickets: impl IntoIterator<Item = (&'a Ticket, &'a str)>,
    directory: &Directory,
) -> Vec<AlertRow> {
    tickets.into_iter().filter_map(|(ticket, summary)| alert_row(ticket, directory, summary)).collect()
}

fn alarm(ticket: &Ticket, policy: &Policy) -> Option<(AlertKind, Timestamp)> {
    if ticket.by_hand == Some(ByHand::Quarantined) {
        return Some((AlertKind::Quarantined, ticket.last_at));
    }
    if let Some((retry_at, _)) = ticket.round.stranded.filter(|_| ticket.is_unassigned()) {
        return Some((AlertKind::Stranded, (retry_at - policy.round).max(ticket.opened_at)));
    }
    let clocks = &ticket.clocks;
    let targets = [
        (AlertKind::ResolveOverdue, &clocks.resolve),
        (AlertKind::RespondOverdue, &clocks.respond),
        (AlertKind::AcceptOverdue, &clocks.accept),
    ];
    // A target met late is history, unless nobody has acknowledged its escalation yet.
    let pressing = targets.iter().find(|(_, clock)| clock.is_overdue());
    let unseen = || targets.iter().find(|(_, clock)| clock.missed && ticket.escalated > 0);
    if let Some(&(kind, clock)) = pressing.or_else(unseen) {
        return Some((kind, missed_at(clock, ticket)));
    }
    ticket.by_hand.filter(|_| ticket.is_unassigned()).map(|_| (AlertKind::ByHand, ticket.last_at))
}

/// When a missed clock ran out: exact while it runs, else counted back from where it was halted.
fn missed_at(clock: &Clock, ticket: &Ticket) -> Timestamp {
    clock.due(Calendar::default()).unwrap_or_else(|| {
        let halted = clock.stopped_at.or(ticket.owner.as_ref().map(|owner| owner.phase_since));
        halted.unwrap_or(ticket.last_at) - (clock.used - clock.target).max(Span::ZERO)
    })
}
