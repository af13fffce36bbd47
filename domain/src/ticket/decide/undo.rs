//! Taking back what one has just done: a new event and what makes up for it, in one entry. Nothing is
//! deleted, and nothing that others have already answered is undone.
//!
//! Exactly restored: owner and phase, end, category, place, system, priority, the running clocks, the alarm.
//! Not begun again: a ring that the command had ended, because a telephone has fallen silent and said why;
//! the ticket is then unassigned as it was before that ring, and automatic dispatch asks anew.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use crate::log::{By, Fact, Recorded};
use crate::org::Targets;
use crate::sla::Target;
use crate::ticket::decide::{Context, Events, guard, hold, offer};
use crate::ticket::{
    Caller, Event, Hold, OfferKind, Owner, Phase, Rejection, RevokeReason, Ticket, Undoable, fold,
};

/// By whom it was done, within `policy.undo_within`, and while nothing has happened since but what the
/// command itself brought about: the dispatcher actor's next offer, a target that fell due.
pub fn undo(
    ticket: &Ticket,
    version: u32,
    history: &[Recorded],
    caller: Caller,
    context: &Context<'_>,
) -> Events {
    let act = Act::find(history, version, caller.by)?;
    let until = act.last.at + context.directory.policy.undo_within;
    if let Some(since) = act.after.iter().find(|recorded| !brought_about(recorded)) {
        return Err(Rejection::UndoTooLate { until, since: Some(Box::new(since.clone())) });
    }
    if context.now > until {
        return Err(Rejection::UndoTooLate { until, since: None });
    }
    if history.len() != ticket.version as usize {
        return Err(Rejection::LogMoved);
    }
    let before = fold(act.before).ok_or(Rejection::NothingToUndo { what: None })?;
    let mut events = vec![Event::Undone { undoes: version, command: act.command }];
    events.extend(made_up_for(&act, &before, ticket, context)?);
    Ok(events)
}

/// A command as the log knows it: its events are one run by one person at one moment.
struct Act<'a> {
    command: Undoable,
    before: &'a [Recorded],
    last: &'a Recorded,
    after: &'a [Recorded],
}

impl<'a> Act<'a> {
    /// The act that ended with `version`, if it was this caller's and is one that can be taken back.
    fn find(history: &'a [Recorded], version: u32, by: By) -> Result<Self, Rejection> {
        let end = version as usize;
        let last = end
            .checked_sub(1)
            .and_then(|index| history.get(index))
            .ok_or(Rejection::NothingToUndo { what: None })?;
        let refused = || Rejection::NothingToUndo { what: Some(Box::new(last.clone())) };
        let together = |recorded: &&Recorded| (recorded.at, recorded.by) == (last.at, last.by);
        let run = history[..end].iter().rev().take_while(together).count();
        // Solved at the opening is no completion of its own, and an undo is not undone.
        let whole = history[end - run..end].iter().filter_map(event);
        let mixed = whole.clone().any(|event| matches!(event, Event::Opened { .. } | Event::Undone { .. }));
        let (command, companions) = event(last).and_then(named).ok_or_else(refused)?;
        if last.by != by || mixed {
            return Err(refused());
        }
        let main = end - if matches!(event(last), Some(Event::RoundOpened { .. })) { 2 } else { 1 };
        let first = history[end - run..main].iter().rev().filter_map(event).take_while(companions);
        Ok(Self { command, before: &history[..main - first.count()], last, after: &history[end..] })
    }
}

/// Whether an event belongs to the command whose main event it precedes.
type Companion = fn(&&Event) -> bool;

/// Which command ends with this event, and what may stand before it in the same entry.
fn named(last: &Event) -> Option<(Undoable, Companion)> {
    let revoked: Companion = |event| matches!(event, Event::Revoked { .. });
    let freed: Companion = |event| matches!(event, Event::Revoked { .. } | Event::Released { .. });
    Some(match last {
        Event::Offered { kind: OfferKind::Dispatch, .. } => (Undoable::Offer, freed),
        Event::Offered { kind: OfferKind::Transfer, .. } => (Undoable::Transfer, revoked),
        Event::Released { .. } => (Undoable::Release, revoked),
        Event::Held { .. } => (Undoable::Hold, revoked),
        Event::Resumed => (Undoable::Resume, revoked),
        Event::Completed { .. } => (Undoable::Complete, revoked),
        Event::MarkedUnresolved { .. } => (Undoable::Unresolved, revoked),
        Event::Withdrawn { .. } => (Undoable::Withdraw, revoked),
        Event::Merged { .. } => (Undoable::Merge, revoked),
        Event::Reclassified { .. } | Event::RoundOpened { .. } => (Undoable::Reclassify, revoked),
        Event::Reprioritised { .. } => (Undoable::Reprioritise, revoked),
        _ => return None,
    })
}

/// What follows from a command or from the clock, and is not somebody's answer to it.
fn brought_about(recorded: &Recorded) -> bool {
    match (recorded.by, event(recorded)) {
        (By::Dispatch, Some(Event::Offered { .. } | Event::Stranded { .. })) => true,
        (By::Wheel, Some(event)) => matches!(
            event,
            Event::DeadlineWarned { .. } | Event::DeadlineMissed { .. } | Event::Escalated { .. }
        ),
        _ => false,
    }
}

/// The events that lead from the present state back to the one before.
fn made_up_for(act: &Act<'_>, before: &Ticket, ticket: &Ticket, context: &Context<'_>) -> Events {
    let mut events: Vec<Event> = Vec::new();
    match act.command {
        Undoable::Offer | Undoable::Transfer | Undoable::Release => {
            events.extend(guard::revoked(ticket, RevokeReason::Undone));
            if act.command != Undoable::Transfer {
                events.extend(reinstated(before));
            }
        }
        Undoable::Hold => events.push(Event::Resumed),
        Undoable::Resume => events.extend(held_again(act, before, ticket, context)?),
        Undoable::Complete | Undoable::Unresolved | Undoable::Withdraw | Undoable::Merge => {
            events.push(revived(before));
            events.extend(reinstated(before));
        }
        Undoable::Reclassify => events.extend(reclassified_back(before, ticket)),
        Undoable::Reprioritise => {
            events.push(Event::Reprioritised { priority: before.priority, targets: targets(before) });
        }
    }
    Ok(events)
}

fn reinstated(before: &Ticket) -> Option<Event> {
    before.owner.clone().map(|owner| Event::Reinstated { owner })
}

fn revived(before: &Ticket) -> Event {
    let unmet = |target: &Target| before.clocks.of(*target).stopped_at.is_none();
    Event::Revived {
        clocks: Target::ALL.into_iter().filter(unmet).collect(),
        escalated: before.escalated,
        next_at: before.escalation.map(|(due, _)| due),
        former_owner: before.former_owner,
    }
}

/// The hold as it was, with its words; refused like any hold when its end has come meanwhile.
fn held_again(act: &Act<'_>, before: &Ticket, ticket: &Ticket, context: &Context<'_>) -> Events {
    let Some(Owner { phase: Phase::OnHold { reason, until, .. }, .. }) = before.owner else {
        return Err(Rejection::NothingToUndo { what: Some(Box::new(act.last.clone())) });
    };
    let words = act.before.iter().rev().filter_map(event).find_map(|event| match event {
        Event::Held { note, .. } => Some(*note),
        _ => None,
    });
    hold::hold(ticket, &Hold { reason, until, note: words.flatten(), occurred_at: None }, context)
}

/// Others are to be asked again: like a reclassification, it ends a dispatch ring and opens a round.
fn reclassified_back(before: &Ticket, ticket: &Ticket) -> Vec<Event> {
    let rings = ticket.offer.is_some_and(|offer| offer.kind == OfferKind::Dispatch);
    let mut events: Vec<Event> =
        guard::revoked(ticket, RevokeReason::Undone).filter(|_| rings).into_iter().collect();
    events.push(Event::Reclassified {
        category: before.category,
        zone: before.zone,
        system: before.system,
        effort: before.effort,
        targets: targets(before),
    });
    if ticket.owner.is_none() {
        events.push(offer::next_round(ticket));
    }
    events
}

fn targets(before: &Ticket) -> Targets {
    let target = |which: Target| before.clocks.of(which).target;
    Targets {
        accept: target(Target::Accept),
        respond: target(Target::Respond),
        resolve: target(Target::Resolve),
    }
}

fn event(recorded: &Recorded) -> Option<&Event> {
    match &recorded.fact {
        Fact::Ticket { event, .. } => Some(event),
        Fact::Organisation(_) => None,
    }
}
