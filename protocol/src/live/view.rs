//! What rings and what alarms, made from a ticket.

use lamplight_domain::org::Directory;
use lamplight_domain::sla::{self, Target, alert};
use lamplight_domain::stats::Figures as Counts;
use lamplight_domain::ticket::{OfferKind, Shown, Stage, Ticket};

use crate::live::{AlertAction, AlertKind, AlertRow, Figures, Ring};
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

/// The alert of a live ticket, if it needs somebody (`domain::sla::alert`).
pub fn alert_row(ticket: &Ticket, directory: &Directory, summary: &str) -> Option<AlertRow> {
    let alert = alert(ticket, &directory.policy)?;
    let seen = alert.acknowledgement;
    Some(AlertRow {
        ticket: Id::from(ticket.id),
        number: ticket.number.to_string(),
        summary: summary.to_owned(),
        kind: alert.kind.into(),
        level: alert.level,
        since: Instant(alert.since),
        acknowledged: seen.is_some(),
        owner: ticket.owner.as_ref().map(|owner| person_named(directory, owner.engineer)),
        due_at: alert.due_at.map(Instant),
        next_at: alert.next_at.map(Instant),
        repeat_s: alert.repeat.map(|span| span.seconds()),
        sounds: alert.sounds,
        action: alert.action.into(),
        open: alert.open,
        acknowledged_by: seen.and_then(|seen| seen.by).map(|person| person_named(directory, person)),
        acknowledged_at: seen.map(|seen| Instant(seen.at)),
    })
}

/// Alerts of many tickets with their summaries.
pub fn alert_rows<'a>(
    tickets: impl IntoIterator<Item = (&'a Ticket, &'a str)>,
    directory: &Directory,
) -> Vec<AlertRow> {
    tickets.into_iter().filter_map(|(ticket, summary)| alert_row(ticket, directory, summary)).collect()
}

impl From<sla::AlertKind> for AlertKind {
    fn from(kind: sla::AlertKind) -> Self {
        match kind {
            sla::AlertKind::Overdue(Target::Accept) => Self::AcceptOverdue,
            sla::AlertKind::Overdue(Target::Respond) => Self::RespondOverdue,
            sla::AlertKind::Overdue(Target::Resolve) => Self::ResolveOverdue,
            sla::AlertKind::Soon(Target::Accept) => Self::AcceptSoon,
            sla::AlertKind::Soon(Target::Respond) => Self::RespondSoon,
            sla::AlertKind::Soon(Target::Resolve) => Self::ResolveSoon,
            sla::AlertKind::Stranded => Self::Stranded,
            sla::AlertKind::ByHand => Self::ByHand,
            sla::AlertKind::Quarantined => Self::Quarantined,
        }
    }
}

impl From<sla::AlertAction> for AlertAction {
    fn from(action: sla::AlertAction) -> Self {
        match action {
            sla::AlertAction::Acknowledge => Self::Acknowledge,
            sla::AlertAction::Assign => Self::Assign,
            sla::AlertAction::Open => Self::Open,
        }
    }
}
