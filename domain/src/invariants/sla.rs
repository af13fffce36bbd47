//! What holds of deadlines and clocks after every event of a ticket: K1 to K4. "Within 1 s when up" is
//! measured by the wheel, not here.

use alloc::format;
use alloc::vec::Vec;

use crate::invariants::ticket::Step;
use crate::invariants::{Invariant, Violation};
use crate::log::{By, Fact};
use crate::sla::{Calendar, Deadline, DeadlineKind, Target, deadlines};
use crate::ticket::{ByHand, Clock, Event, Phase, Ticket};
use crate::time::{Span, Timestamp};

pub const K1: Invariant = Invariant {
    id: "K1",
    sentence: "a live ticket has exactly the deadlines its state and calendar call for",
};
pub const K2: Invariant = Invariant { id: "K2", sentence: "each deadline fires once, never early" };
pub const K3: Invariant =
    Invariant { id: "K3", sentence: "holding moves a target by exactly the working time held" };
pub const K4: Invariant = Invariant { id: "K4", sentence: "escalation only rises until acknowledged" };

/// Everything here that a single step can show.
///
/// # Errors
/// The first invariant that does not hold.
pub fn check(step: Step<'_>) -> Result<(), Violation> {
    fires_once_and_never_early(step)?;
    clocks_keep_what_was_used(step)?;
    clocks_run_while_they_should(step.after)?;
    escalation_rises(step)
}

/// K1: said of the rows that stand for a ticket, in whatever order. Written from the sentence, not from
/// `sla::deadlines`, which it checks.
pub fn deadlines_fit(
    ticket: &Ticket,
    stored: &[Deadline],
    calendar: Calendar,
    warn_at: i64,
) -> Result<(), Violation> {
    let asleep = ticket.end.is_some() || ticket.by_hand == Some(ByHand::Quarantined);
    let on_hold = ticket.owner.as_ref().is_some_and(|owner| matches!(owner.phase, Phase::OnHold { .. }));
    for kind in DeadlineKind::ALL {
        let rows: Vec<&Deadline> = stored.iter().filter(|deadline| deadline.kind == kind).collect();
        let called = !asleep
            && match kind {
                DeadlineKind::Ring => ticket.offer.is_some(),
                DeadlineKind::Warn(target) => {
                    let clock = ticket.clocks.of(target);
                    clock.is_running() && !clock.warned && !clock.missed && warn_at < 1_000
                }
                DeadlineKind::Miss(target) => {
                    ticket.clocks.of(target).is_running() && !ticket.clocks.of(target).missed
                }
                DeadlineKind::Hold => on_hold,
                DeadlineKind::Round => ticket.round.stranded.is_some(),
                DeadlineKind::Escalate => ticket.escalation.is_some(),
            };
        let set_before = rows.iter().all(|deadline| (1..=ticket.version).contains(&deadline.set_by));
        K1.require(rows.len() == usize::from(called) && set_before, || format!("{kind:?}: {rows:?}"))?;
        if let (DeadlineKind::Miss(target), Some(row)) = (kind, rows.first()) {
            let clock = ticket.clocks.of(target);
            let spent = spent(clock, row.due, calendar);
            K1.require(spent == clock.target.max(clock.used), || {
                format!("{target:?} is due after {spent:?}")
            })?;
        }
    }
    Ok(())
}

/// K2: what the wheel brings about stood, was due, and stands no more.
pub fn fires_once_and_never_early(step: Step<'_>) -> Result<(), Violation> {
    let (By::Wheel, Some(before)) = (step.recorded.by, step.before) else { return Ok(()) };
    let Fact::Ticket { event, .. } = &step.recorded.fact else { return Ok(()) };
    let kind = match event {
        Event::Lapsed { .. } => DeadlineKind::Ring,
        Event::Resumed => DeadlineKind::Hold,
        Event::RoundOpened { .. } => DeadlineKind::Round,
        Event::DeadlineWarned { target } => DeadlineKind::Warn(*target),
        Event::DeadlineMissed { target } => DeadlineKind::Miss(*target),
        // The first level comes with the missed target, in its entry.
        Event::Escalated { level: 1, .. } => return Ok(()),
        Event::Escalated { .. } => DeadlineKind::Escalate,
        other => return K2.require(false, || format!("{other:?}")),
    };
    let find = |ticket: &Ticket| {
        // The share does not matter: a warning that has fired stands at no share.
        deadlines(ticket, Calendar::Always, 0).into_iter().find(|deadline| deadline.kind == kind)
    };
    let fired = find(before);
    let due = match kind {
        // Only the policy knows the share: early is before the clock began.
        DeadlineKind::Warn(_) => fired.is_some(),
        _ => fired.is_some_and(|deadline| deadline.due <= step.recorded.at),
    };
    let again = find(step.after).map(|deadline| deadline.set_by) == fired.map(|deadline| deadline.set_by);
    K2.require(due && !again, || format!("{kind:?}: {fired:?}"))
}

/// K3, first half: no event but a new start changes how much of a target is used up at that moment.
pub fn clocks_keep_what_was_used(step: Step<'_>) -> Result<(), Violation> {
    let Some(before) = step.before else { return Ok(()) };
    if matches!(step.recorded.fact, Fact::Ticket { event: Event::Reopened { .. }, .. }) {
        return Ok(());
    }
    for target in Target::ALL {
        let (old, new) = (before.clocks.of(target), step.after.clocks.of(target));
        let at = step.recorded.at;
        let (was, is) = (spent(old, at, Calendar::Always), spent(new, at, Calendar::Always));
        K3.require(was == is && (new.missed || !old.missed), || format!("{target:?}: {was:?}, {is:?}"))?;
    }
    Ok(())
}

/// K3, second half: a clock runs exactly while its ticket lives and waits for the desk.
pub fn clocks_run_while_they_should(ticket: &Ticket) -> Result<(), Violation> {
    let on_hold = ticket.owner.as_ref().is_some_and(|owner| matches!(owner.phase, Phase::OnHold { .. }));
    for target in Target::ALL {
        let clock = ticket.clocks.of(target);
        let paused = on_hold && target != Target::Accept;
        let should = ticket.end.is_none() && clock.stopped_at.is_none() && !paused;
        K3.require(clock.is_running() == should, || format!("{target:?}: {clock:?}"))?;
    }
    Ok(())
}

/// K4.
pub fn escalation_rises(step: Step<'_>) -> Result<(), Violation> {
    let before = step.before.map_or(0, |ticket| ticket.escalated);
    let after = step.after.escalated;
    let holds = match &step.recorded.fact {
        Fact::Ticket { event: Event::Escalated { level, .. }, .. } => {
            after == *level && after == before.saturating_add(1)
        }
        Fact::Ticket { event: Event::Acknowledged { level }, .. } => before == *level && after == 0,
        // An end took the alarm away; undoing the end gives it back as it stood.
        Fact::Ticket { event: Event::Revived { escalated, .. }, .. } => before == 0 && after == *escalated,
        _ => after == before || step.after.end.is_some(),
    };
    K4.require(holds, || format!("{before} to {after}"))
}

fn spent(clock: &Clock, at: Timestamp, calendar: Calendar) -> Span {
    clock.used + clock.since.map_or(Span::ZERO, |since| calendar.between(since, at))
}
