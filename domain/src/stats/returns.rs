//! What came back today: declined, returned and transferred, with reasons. Counted from events, one each:
//! a ticket that two engineers decline counts twice. Lapsed rings are no answer and count nowhere here, nor
//! do transfers that were undone.
//! A ticket has *bounced* when it came back twice or more.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, TicketId};
use crate::log::{By, Fact, Recorded};
use crate::ticket::{DeclineReason, Event, OfferKind, ReturnReason, Undoable};
use crate::time::Timestamp;

/// How it came back, with the reason that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBackHow {
    /// He did not take it when it rang.
    Declined(DeclineReason),
    /// He had it and gave it back.
    Returned(ReturnReason),
    /// He, or the desk for him, asked another to take it over; the event knows no reason.
    Transferred,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenBack {
    pub how: GivenBackHow,
    pub ticket: TicketId,
    /// Who gave it back; of a transfer, who asked for it.
    pub person: Option<PersonId>,
    pub at: Timestamp,
}

impl GivenBack {
    /// Whether, and how, an event gives a ticket back.
    pub fn of(recorded: &Recorded) -> Option<Self> {
        let Fact::Ticket { ticket, event, .. } = &recorded.fact else { return None };
        let (how, person) = match event {
            Event::Declined { engineer, reason, .. } => (GivenBackHow::Declined(*reason), Some(*engineer)),
            Event::Returned { engineer, reason, .. } => (GivenBackHow::Returned(*reason), Some(*engineer)),
            Event::Offered { kind: OfferKind::Transfer, attempt: 1, .. } => {
                let person = match recorded.by {
                    By::Person(person) => Some(person),
                    _ => None,
                };
                (GivenBackHow::Transferred, person)
            }
            _ => return None,
        };
        Some(Self { how, ticket: *ticket, person, at: recorded.at })
    }
}

/// The ticket whose transfer this takes back: nobody has answered it, so it is the last that gave it back.
pub(super) fn undone_transfer(recorded: &Recorded) -> Option<TicketId> {
    match &recorded.fact {
        Fact::Ticket { ticket, event: Event::Undone { command: Undoable::Transfer, .. }, .. } => {
            Some(*ticket)
        }
        _ => None,
    }
}

/// A fold of events from a moment on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Returns {
    pub all: Vec<GivenBack>,
}

impl Returns {
    pub fn since<'a>(from: Timestamp, events: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut all: Vec<GivenBack> = Vec::new();
        for recorded in events.into_iter().filter(|recorded| recorded.at >= from) {
            if let Some(ticket) = undone_transfer(recorded) {
                let last = all.iter().rposition(|one| one.ticket == ticket);
                last.map(|place| all.remove(place));
            }
            all.extend(GivenBack::of(recorded));
        }
        Self { all }
    }

    /// The most frequent first; equal ones in the order of `GivenBackHow`.
    pub fn by_reason(&self) -> Vec<(GivenBackHow, Vec<GivenBack>)> {
        let mut reasons: BTreeMap<GivenBackHow, Vec<GivenBack>> = BTreeMap::new();
        for one in &self.all {
            reasons.entry(one.how).or_default().push(*one);
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, all)| core::cmp::Reverse(all.len()));
        reasons
    }

    /// Tickets that came back twice or more, with how often, the most often first.
    pub fn bounced(&self) -> Vec<(TicketId, u32)> {
        let mut times: BTreeMap<TicketId, u32> = BTreeMap::new();
        for one in &self.all {
            *times.entry(one.ticket).or_insert(0) += 1;
        }
        let mut bounced: Vec<_> = times.into_iter().filter(|(_, times)| *times > 1).collect();
        bounced.sort_by_key(|(ticket, times)| (core::cmp::Reverse(*times), *ticket));
        bounced
    }
}

#[cfg(test)]
mod tests;
