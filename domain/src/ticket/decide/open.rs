//! A report becomes a ticket: Opened, with the dispatcher's first ring or, solved on the telephone, with
//! its end. Never chooses an engineer: the proposal comes with the command.

use alloc::vec;

use crate::org::Directory;
use crate::ticket::decide::{Context, Events, guard, offer};
use crate::ticket::{Dispatch, Event, Open, Rejection};
use crate::time::Span;

/// How far back a slip entered later may lie.
const SLIP_WITHIN: Span = Span::from_hours(366 * 24);

pub fn open(open: &Open, context: &Context<'_>) -> Events {
    let directory = context.directory;
    check_references(open, directory)?;
    if let Some(moment) = open.occurred_at {
        let (earliest, latest) = (context.now - SLIP_WITHIN, context.now);
        if moment < earliest || moment > latest {
            return Err(Rejection::OccurredAtOutOfRange { earliest, latest });
        }
    }
    let opened = opened(open, directory)?;
    if let Some((cause, note)) = open.solved {
        guard::cause_fits(directory, open.category, cause)?;
        return Ok(vec![opened, Event::Completed { cause, engineer: None, note }]);
    }
    match &open.offer {
        Some(proposal) if open.dispatch == Dispatch::Now => {
            guard::eligible(directory, proposal.to, proposal.group)?;
            Ok(vec![opened, offer::offered(proposal)])
        }
        _ => Ok(vec![opened]),
    }
}

fn check_references(open: &Open, directory: &Directory) -> Result<(), Rejection> {
    if directory.person(open.reporter).is_none() {
        return Err(Rejection::UnknownPerson);
    }
    if open.department.is_some_and(|id| !directory.departments.contains_key(&id)) {
        return Err(Rejection::Unknown { field: "department" });
    }
    if open.zone.is_some_and(|id| !directory.zones.contains_key(&id)) {
        return Err(Rejection::Unknown { field: "zone" });
    }
    if !directory.categories.contains_key(&open.category) {
        return Err(Rejection::Unknown { field: "category" });
    }
    if !directory.is_leaf(open.category) {
        return Err(Rejection::NotALeaf);
    }
    if open.system.is_some_and(|id| !directory.systems.contains_key(&id)) {
        return Err(Rejection::Unknown { field: "system" });
    }
    Ok(())
}

fn opened(open: &Open, directory: &Directory) -> Result<Event, Rejection> {
    let category =
        directory.categories.get(&open.category).ok_or(Rejection::Unknown { field: "category" })?;
    let area =
        open.department.and_then(|id| directory.departments.get(&id)).map(|department| department.area);
    let zone = open.zone.or(area).ok_or(Rejection::ZoneMissing)?;
    let usual = if open.patient_waiting { category.priority.raised() } else { category.priority };
    let priority = open.priority.unwrap_or(usual);
    Ok(Event::Opened {
        organisation: directory.organisation,
        number: open.number,
        channel: open.channel,
        reporter: open.reporter,
        department: open.department,
        zone,
        category: open.category,
        system: open.system,
        priority,
        patient_waiting: open.patient_waiting,
        summary: open.summary,
        effort: category.effort,
        targets: directory.targets(open.category, priority),
        dispatch: open.dispatch,
    })
}
