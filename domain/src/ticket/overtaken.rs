//! Who was faster: what a refused command is told, so that a phone which was in the lift can say "Li has taken
//! it at 10:02". Reads a history; refuses nothing itself: that is `decide`.

use crate::ids::PersonId;
use crate::log::{By, Fact, Recorded};
use crate::ticket::{Event, Rejection, fold};

/// The event that made a ticket what it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overtaking<'a> {
    pub recorded: &'a Recorded,
    /// Whose the ticket has become, else whose act it was; `None`: nobody's (a ring lapsed, dispatch asked on).
    pub by: Option<PersonId>,
}

impl Rejection {
    /// Whether somebody else's act explains it: who has the ticket, at whom it rings, that it has ended.
    pub const fn is_overtaken(&self) -> bool {
        matches!(
            self,
            Self::NotRinging { .. }
                | Self::RingsAtAnother { .. }
                | Self::OfferIsOver
                | Self::NotUnassigned { .. }
                | Self::NotOwned { .. }
                | Self::OwnedByAnother { .. }
                | Self::Ended { .. }
        )
    }
}

/// The last end of an ended ticket, the last acceptance of an owned one, the last ring of one that rings, else
/// what left it without anybody. `log`: the ticket's whole history.
pub fn overtaking(log: &[Recorded]) -> Option<Overtaking<'_>> {
    let ticket = fold(log)?;
    let decisive = |event: &Event| match () {
        () if ticket.end.is_some() => ends(event),
        () if ticket.owner.is_some() => matches!(event, Event::Accepted { .. } | Event::Reinstated { .. }),
        () if ticket.offer.is_some() => matches!(event, Event::Offered { .. }),
        () => frees(event),
    };
    log.iter().rev().find_map(|recorded| {
        let Fact::Ticket { event, .. } = &recorded.fact else { return None };
        decisive(event).then(|| Overtaking { recorded, by: whose(event, recorded.by) })
    })
}

const fn ends(event: &Event) -> bool {
    matches!(
        event,
        Event::Completed { .. }
            | Event::MarkedUnresolved { .. }
            | Event::Withdrawn { .. }
            | Event::Merged { .. }
    )
}

const fn frees(event: &Event) -> bool {
    matches!(
        event,
        Event::Declined { .. }
            | Event::Lapsed { .. }
            | Event::Revoked { .. }
            | Event::Returned { .. }
            | Event::Released { .. }
            | Event::Reopened { .. }
            | Event::Split
            | Event::Revived { .. }
    )
}

fn whose(event: &Event, by: By) -> Option<PersonId> {
    match (event, by) {
        (Event::Accepted { engineer, .. }, _) => Some(*engineer),
        (Event::Reinstated { owner }, _) => Some(owner.engineer),
        (Event::Offered { to, .. }, _) => Some(*to),
        (_, By::Person(person)) => Some(person),
        (_, By::Dispatch | By::Wheel | By::System | By::Alarm) => None,
    }
}

#[cfg(test)]
mod tests;
