//! Which live ticket needs somebody with authority, why, and what the one action about it is. One alert a
//! ticket, the gravest reason that nobody has seen; it ends with its reason. Never tells anybody.

use serde::{Deserialize, Serialize};

use crate::org::Policy;
use crate::sla::{Calendar, Target};
use crate::ticket::{Acknowledgement, ByHand, Clock, Ticket};
use crate::time::{Span, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Missed, and not met yet or not seen yet by anybody.
    Overdue(Target),
    /// The share of `Policy::warn_at` is used up.
    Soon(Target),
    /// Nobody is left to ask.
    Stranded,
    /// Automatic dispatch stands still: a dispatcher decides.
    ByHand,
    Quarantined,
}

/// What there is to do about an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertAction {
    /// Say that somebody has seen it.
    Acknowledge,
    /// Find somebody who takes it.
    Assign,
    /// Nothing is left but to look at it.
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    pub kind: AlertKind,
    pub since: Timestamp,
    /// When the target in question is or was used up.
    pub due_at: Option<Timestamp>,
    /// Escalation level that stands or was acknowledged last: how often it has been raised. 0: a warning.
    pub level: u8,
    /// When it is raised again, unless somebody acknowledges.
    pub next_at: Option<Timestamp>,
    /// Until then it sounds once more each time this has passed; `None`: only when raised.
    pub repeat: Option<Span>,
    pub sounds: bool,
    pub action: AlertAction,
    /// `acknowledge {level}` would be taken.
    pub open: bool,
    /// Who has seen it; only while nothing of it is unseen.
    pub acknowledgement: Option<Acknowledgement>,
}

/// The alert of a live ticket, if it needs somebody.
pub fn alert(ticket: &Ticket, policy: &Policy) -> Option<Alert> {
    if !ticket.is_live() {
        return None;
    }
    let (kind, since, due_at) = reason(ticket, policy)?;
    let warning = matches!(kind, AlertKind::Soon(_));
    let unseen = match kind {
        AlertKind::Soon(target) => ticket.escalated == 0 && !ticket.clocks.of(target).seen,
        _ => ticket.escalated > 0,
    };
    let level = match kind {
        AlertKind::Soon(_) => ticket.escalated,
        AlertKind::Overdue(_) => ticket.escalated.max(if unseen { 0 } else { ticket.acknowledged }),
        _ => ticket.escalated,
    };
    let seen = !unseen && matches!(kind, AlertKind::Soon(_) | AlertKind::Overdue(_));
    Some(Alert {
        kind,
        since,
        due_at,
        level,
        next_at: ticket.escalation.map(|(due, _)| due),
        repeat: policy.warn_every.filter(|_| warning && unseen),
        sounds: !seen && kind != AlertKind::ByHand && (!warning || policy.warnings_sound),
        action: match kind {
            AlertKind::Stranded | AlertKind::ByHand => AlertAction::Assign,
            _ if unseen => AlertAction::Acknowledge,
            _ => AlertAction::Open,
        },
        open: unseen,
        acknowledgement: ticket.acknowledgement.filter(|_| seen),
    })
}

type Reason = (AlertKind, Timestamp, Option<Timestamp>);

fn reason(ticket: &Ticket, policy: &Policy) -> Option<Reason> {
    if ticket.by_hand == Some(ByHand::Quarantined) {
        return Some((AlertKind::Quarantined, ticket.last_at, None));
    }
    if let Some((retry_at, _)) = ticket.round.stranded.filter(|_| ticket.is_unassigned()) {
        return Some((AlertKind::Stranded, (retry_at - policy.round).max(ticket.opened_at), None));
    }
    overdue(ticket, true)
        .or_else(|| soon(ticket, policy, false))
        .or_else(|| overdue(ticket, false))
        .or_else(|| soon(ticket, policy, true))
        .or_else(|| {
            let by_hand = ticket.by_hand.filter(|_| ticket.is_unassigned());
            by_hand.map(|_| (AlertKind::ByHand, ticket.last_at, None))
        })
}

/// The longest target first. A target met late is history, unless nobody has acknowledged its escalation.
fn overdue(ticket: &Ticket, raised: bool) -> Option<Reason> {
    if raised != (ticket.escalated > 0) {
        return None;
    }
    let targets = || Target::ALL.into_iter().rev().map(|target| (target, ticket.clocks.of(target)));
    let pressing = targets().find(|(_, clock)| clock.is_overdue());
    let unseen = || targets().find(|(_, clock)| clock.missed && raised);
    let (target, clock) = pressing.or_else(unseen)?;
    let at = missed_at(clock, ticket);
    Some((AlertKind::Overdue(target), at, Some(at)))
}

/// The warning whose target runs out first.
fn soon(ticket: &Ticket, policy: &Policy, seen: bool) -> Option<Reason> {
    let due = |clock: &Clock| clock.due(Calendar::default());
    let warns = Target::ALL.into_iter().map(|target| (target, ticket.clocks.of(target)));
    let warns = warns.filter(|(_, clock)| clock.is_warning() && clock.seen == seen);
    let (target, clock) = warns.min_by_key(|(_, clock)| due(clock))?;
    let since = clock.due_at_share(Calendar::default(), policy.warn_at).unwrap_or(ticket.last_at);
    Some((AlertKind::Soon(target), since, due(clock)))
}

/// When a missed clock ran out: exact while it runs, else counted back from where it was halted.
fn missed_at(clock: &Clock, ticket: &Ticket) -> Timestamp {
    clock.due(Calendar::default()).unwrap_or_else(|| {
        let halted = clock.stopped_at.or(ticket.owner.as_ref().map(|owner| owner.phase_since));
        halted.unwrap_or(ticket.last_at) - (clock.used - clock.target).max(Span::ZERO)
    })
}

#[cfg(test)]
mod tests;
