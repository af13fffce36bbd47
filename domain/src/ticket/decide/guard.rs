//! What several steps refuse alike. Each function is one refusal; none makes an event but `revoked`.

use crate::ids::{CauseId, GroupId, PersonId};
use crate::org::{Directory, Role};
use crate::ticket::decide::Context;
use crate::ticket::{Event, Owner, Rejection, RevokeReason, Ticket};
use crate::time::Timestamp;

/// It has not ended.
pub fn live(ticket: &Ticket) -> Result<(), Rejection> {
    if ticket.is_live() { Ok(()) } else { Err(Rejection::Ended { stage: ticket.stage() }) }
}

/// Somebody owns it, and it has not ended.
pub fn owned(ticket: &Ticket) -> Result<&Owner, Rejection> {
    live(ticket)?;
    ticket.owner.as_ref().ok_or(Rejection::NotOwned { stage: ticket.stage() })
}

/// Neither owner nor ring nor end.
pub fn unassigned(ticket: &Ticket) -> Result<(), Rejection> {
    live(ticket)?;
    if ticket.is_unassigned() { Ok(()) } else { Err(Rejection::NotUnassigned { stage: ticket.stage() }) }
}

/// A phone that was offline may date its act back, but neither into the future nor before the phase began.
pub fn occurred(
    ticket: &Ticket,
    occurred_at: Option<Timestamp>,
    context: &Context<'_>,
) -> Result<(), Rejection> {
    let Some(moment) = occurred_at else { return Ok(()) };
    let began = ticket.owner.as_ref().map_or(ticket.opened_at, |owner| owner.phase_since);
    let earliest = began.max(context.now - context.directory.policy.occurred_within);
    let latest = context.now;
    if moment < earliest || moment > latest {
        return Err(Rejection::OccurredAtOutOfRange { earliest, latest });
    }
    Ok(())
}

/// The organisation knows the cause, and the category offers it. A category without any takes all.
pub fn cause_fits(
    directory: &Directory,
    category: crate::ids::CategoryId,
    cause: CauseId,
) -> Result<(), Rejection> {
    if !directory.causes.contains_key(&cause) {
        return Err(Rejection::Unknown { field: "cause" });
    }
    let offered = directory.causes_of(category);
    if offered.is_empty() || offered.contains(&cause) { Ok(()) } else { Err(Rejection::CauseNotOfCategory) }
}

/// What binds even by hand: an enabled engineer, a member of the group that the offer names.
pub fn eligible(directory: &Directory, engineer: PersonId, group: GroupId) -> Result<(), Rejection> {
    let person = directory.person(engineer).ok_or(Rejection::UnknownPerson)?;
    let fits = person.enabled && person.roles.has(Role::Engineer) && person.groups.contains(&group);
    if fits { Ok(()) } else { Err(Rejection::NotEligible { engineer }) }
}

/// Whatever ends the work or changes the owner revokes a standing ring in the same entry.
pub fn revoked(ticket: &Ticket, reason: RevokeReason) -> Option<Event> {
    ticket.offer.map(|offer| Event::Revoked { engineer: offer.to, offer: offer.id, reason })
}
