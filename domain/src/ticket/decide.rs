//! What a command does to a ticket: events, or the reason why not. One file a step of a ticket's life.
//! Rights first, then what state refuses, then the events.

mod answer;
mod close;
mod desk_calls;
mod expire;
mod guard;
mod hold;
mod offer;
mod open;
mod quarantine;
mod rights;
mod talk;
mod undo;
mod work;

use alloc::vec::Vec;

pub use self::quarantine::quarantine;
use crate::log::{By, Decided, Fact, Recorded};
use crate::org::Directory;
use crate::sla::{self, Calendar};
use crate::ticket::{ByHand, Caller, Command, Event, Rejection, Ticket, apply};
use crate::time::Timestamp;

/// What a decision may look at besides the ticket.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub now: Timestamp,
    pub directory: &'a Directory,
    pub calendar: Calendar,
}

/// What a step answers: the events of one entry, in order.
type Events = Result<Vec<Event>, Rejection>;

/// Decides one command. `ticket` is `None` for `Open` alone. Refused commands change nothing. Event time is
/// `now`, or the last event's where that is later: a clock set back moves no order.
///
/// # Errors
/// `Rejection` names the present state.
pub fn decide(
    ticket: Option<&Ticket>,
    command: &Command,
    caller: Caller,
    context: &Context<'_>,
) -> Result<Decided, Rejection> {
    rights::check(ticket, command, caller)?;
    let Some(present) = ticket else {
        let Command::Open(open) = command else { return Err(Rejection::Unknown { field: "ticket" }) };
        let events = open::open(open, context)?;
        return record(Start::New(open.id), events, command, caller.by, context);
    };
    let context = &Context { now: context.now.max(present.last_at), ..*context };
    if present.by_hand == Some(ByHand::Quarantined) && *command != Command::Unquarantine {
        return Err(Rejection::Quarantined);
    }
    let events = step(present, command, caller, context)?;
    record(Start::From(present), events, command, caller.by, context)
}

fn step(ticket: &Ticket, command: &Command, caller: Caller, context: &Context<'_>) -> Events {
    match command {
        // T2: it is there already; a repeated request is answered by its key.
        Command::Open(_) => Err(Rejection::NothingChanges),
        Command::Offer(proposal) => offer::offer(ticket, proposal, caller, context),
        Command::Revoke { reason } => offer::revoke(ticket, *reason, caller),
        Command::Strand { decision } => offer::strand(ticket, decision, context),
        Command::OpenRound => offer::open_round(ticket),
        Command::Accept(accept) => answer::accept(ticket, accept, caller),
        Command::Decline(decline) => answer::decline(ticket, decline, caller),
        Command::Return { reason, note } => answer::give_back(ticket, *reason, *note),
        Command::Release => answer::release(ticket),
        Command::Arrive { mode, occurred_at } => work::arrive(ticket, *mode, *occurred_at, context),
        Command::Hold(wish) => hold::hold(ticket, wish, context),
        Command::Resume { occurred_at } => hold::resume(ticket, *occurred_at, context),
        Command::Complete { cause, note, occurred_at } => {
            work::complete(ticket, *cause, *note, *occurred_at, context)
        }
        Command::Unresolved { reason, note, occurred_at } => {
            work::unresolved(ticket, *reason, *note, *occurred_at, context)
        }
        Command::Withdraw { reason } => close::withdraw(ticket, *reason),
        Command::Reopen { note } => close::reopen(ticket, *note, context),
        Command::Rate { stars, words } => close::rate(ticket, *stars, *words),
        Command::Merge { into } => close::merge(ticket, *into),
        Command::Split => close::split(ticket),
        Command::Dispatch => desk_calls::hand_back(ticket),
        Command::Reclassify { category, zone, system } => {
            desk_calls::reclassify(ticket, *category, *zone, *system, context)
        }
        Command::Reprioritise { priority } => desk_calls::reprioritise(ticket, *priority, context),
        Command::Acknowledge { level } => desk_calls::acknowledge(ticket, *level),
        Command::Unquarantine => quarantine::unquarantine(ticket),
        Command::Join { reporter } => talk::join(ticket, *reporter, context),
        Command::Adopt { child, reporters } => talk::adopt(ticket, *child, reporters),
        Command::Disown { child } => talk::disown(ticket, *child),
        Command::Urge { note } => talk::urge(ticket, *note, context),
        Command::Comment { text } => talk::comment(*text),
        Command::Attach { files } => talk::attach(files),
        Command::Undo { version, history } => undo::undo(ticket, *version, history, caller, context),
        Command::Expire { kind, set_by } => expire::expire(ticket, *kind, *set_by, context),
    }
}

/// Where an entry's events begin.
enum Start<'a> {
    New(crate::ids::TicketId),
    From(&'a Ticket),
}

/// Gives the events their versions, times and names, and folds them: the state after is `apply`'s alone.
fn record(
    start: Start<'_>,
    events: Vec<Event>,
    command: &Command,
    by: By,
    context: &Context<'_>,
) -> Result<Decided, Rejection> {
    let (id, mut ticket) = match start {
        Start::New(id) => (id, None),
        Start::From(ticket) => (ticket.id, Some(ticket.clone())),
    };
    let mut recorded = Vec::with_capacity(events.len());
    for event in events {
        let version = ticket.as_ref().map_or(0, |ticket: &Ticket| ticket.version) + 1;
        let record = Recorded {
            at: context.now,
            by: whose(by, command, &event),
            occurred_at: occurred_at(command, &event),
            fact: Fact::Ticket { ticket: id, version, event },
        };
        ticket = apply(ticket, &record);
        recorded.push(record);
    }
    // Every new ticket begins with Opened, and nothing takes a ticket away: `None` does not occur.
    let after = ticket.ok_or(Rejection::Unknown { field: "ticket" })?;
    let deadlines = sla::deadlines(&after, context.calendar, context.directory.policy.warn_at);
    Ok(Decided::ticket(recorded, after, deadlines))
}

/// The ring that comes with a report is the dispatcher actor's act, the report is the caller's.
fn whose(by: By, command: &Command, event: &Event) -> By {
    match (command, event) {
        (Command::Open(_), Event::Offered { .. }) => By::Dispatch,
        _ => by,
    }
}

/// Only the act itself may have happened earlier; what comes with it in the same entry happens now.
fn occurred_at(command: &Command, event: &Event) -> Option<Timestamp> {
    match (command, event) {
        (Command::Open(open), Event::Opened { .. }) => open.occurred_at,
        (Command::Arrive { occurred_at, .. }, Event::Arrived { .. })
        | (Command::Resume { occurred_at }, Event::Resumed)
        | (Command::Complete { occurred_at, .. }, Event::Completed { .. })
        | (Command::Unresolved { occurred_at, .. }, Event::MarkedUnresolved { .. }) => *occurred_at,
        (Command::Hold(hold), Event::Held { .. }) => hold.occurred_at,
        _ => None,
    }
}
