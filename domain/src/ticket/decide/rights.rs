//! Whether the caller may ask this at all. The access table decides for people; dispatcher actor, wheel,
//! program and alarms are trusted with their own commands only.

use alloc::vec;
use alloc::vec::Vec;

use crate::access::{Action, Relation, allows, relations};
use crate::ids::PersonId;
use crate::log::By;
use crate::org::Roles;
use crate::ticket::{ByHand, Caller, Command, Dispatch, OfferKind, Open, Rejection, Ticket};

/// A person who could do this if it were his ticket hears how it stands: he may just have been overtaken.
/// Everybody else hears Forbidden.
pub fn check(ticket: Option<&Ticket>, command: &Command, caller: Caller) -> Result<(), Rejection> {
    let By::Person(person) = caller.by else {
        return if trusted(caller.by, command) { Ok(()) } else { Err(Rejection::Forbidden) };
    };
    let relations = ticket.map(|ticket| relations(ticket, person)).unwrap_or_default();
    let needed = needed(command, person);
    if needed.is_empty() {
        return Err(Rejection::Forbidden);
    }
    for action in needed {
        if !allows(caller.roles, action, &relations) {
            return Err(ticket.map_or(Rejection::Forbidden, |ticket| overtaken(ticket, action, caller.roles)));
        }
    }
    Ok(())
}

fn trusted(by: By, command: &Command) -> bool {
    match by {
        By::Dispatch => match command {
            Command::Offer(proposal) => proposal.kind == OfferKind::Dispatch,
            // Release: a hold that ended while its owner was off duty rings anew.
            Command::Revoke { .. } | Command::Strand { .. } | Command::OpenRound | Command::Release => true,
            Command::Adopt { .. } | Command::Disown { .. } => true,
            _ => false,
        },
        By::Wheel => matches!(command, Command::Expire { .. }),
        By::System => {
            let ours = matches!(command, Command::Adopt { .. } | Command::Disown { .. });
            ours || matches!(command, Command::Open(_) | Command::Unquarantine)
        }
        By::Alarm => matches!(command, Command::Open(_)),
        By::Person(_) => false,
    }
}

/// All of these are needed; none: never a person's.
fn needed(command: &Command, person: PersonId) -> Vec<Action> {
    match command {
        Command::Open(open) => to_open(open, person),
        Command::Join { reporter } if *reporter != person => vec![Action::Join, Action::OpenForOthers],
        Command::Strand { .. } | Command::OpenRound | Command::Expire { .. } => Vec::new(),
        Command::Offer(proposal) => match proposal.kind {
            OfferKind::Dispatch => vec![Action::OfferByHand],
            OfferKind::Transfer => vec![Action::Transfer],
        },
        Command::Accept(_) => vec![Action::Accept],
        Command::Decline(_) => vec![Action::Decline],
        Command::Revoke { .. } => vec![Action::Revoke],
        Command::Dispatch => vec![Action::HandBack],
        Command::Join { .. } => vec![Action::Join],
        Command::Split => vec![Action::Split],
        Command::Return { .. } => vec![Action::Return],
        Command::Release => vec![Action::Release],
        Command::Arrive { .. } => vec![Action::Arrive],
        Command::Hold(_) => vec![Action::Hold],
        Command::Resume { .. } => vec![Action::Resume],
        Command::Complete { .. } => vec![Action::Complete],
        Command::Unresolved { .. } => vec![Action::MarkUnresolved],
        Command::Urge { .. } => vec![Action::Urge],
        Command::Withdraw { .. } => vec![Action::Withdraw],
        Command::Reopen { .. } => vec![Action::Reopen],
        Command::Rate { .. } => vec![Action::Rate],
        Command::Comment { .. } => vec![Action::Comment],
        Command::Attach { .. } => vec![Action::Attach],
        Command::Reclassify { .. } => vec![Action::Reclassify],
        Command::Reprioritise { .. } => vec![Action::Reprioritise],
        Command::Merge { .. } | Command::Adopt { .. } => vec![Action::Merge],
        Command::Disown { .. } => vec![Action::Split],
        Command::Acknowledge { .. } => vec![Action::Acknowledge],
        Command::Unquarantine => vec![Action::Unquarantine],
        Command::Undo { .. } => vec![Action::Undo],
    }
}

fn to_open(open: &Open, person: PersonId) -> Vec<Action> {
    let mut needed = vec![Action::OpenTicket];
    if open.reporter != person || open.priority.is_some() || open.dispatch == Dispatch::Later {
        needed.push(Action::OpenForOthers);
    }
    if open.solved.is_some() {
        needed.push(Action::OpenSolved);
    }
    needed
}

/// The state's own answer where only the relation is missing: the ring has gone on, another owns it.
fn overtaken(ticket: &Ticket, action: Action, roles: Roles) -> Rejection {
    if !allows(roles, action, &[Relation::RingsAt, Relation::Owner]) {
        return Rejection::Forbidden;
    }
    if ticket.by_hand == Some(ByHand::Quarantined) {
        return Rejection::Quarantined;
    }
    let stage = ticket.stage();
    match action {
        Action::Accept
        | Action::Decline
        | Action::Transfer
        | Action::Return
        | Action::Arrive
        | Action::Hold
        | Action::Resume
        | Action::Complete
        | Action::MarkUnresolved
            if !ticket.is_live() =>
        {
            Rejection::Ended { stage }
        }
        Action::Accept | Action::Decline => ticket.offer.map_or(Rejection::NotRinging { stage }, |offer| {
            Rejection::RingsAtAnother { engineer: offer.to }
        }),
        Action::Transfer
        | Action::Return
        | Action::Arrive
        | Action::Hold
        | Action::Resume
        | Action::Complete
        | Action::MarkUnresolved => ticket.owner.as_ref().map_or(Rejection::NotOwned { stage }, |owner| {
            Rejection::OwnedByAnother { engineer: owner.engineer }
        }),
        _ => Rejection::Forbidden,
    }
}
