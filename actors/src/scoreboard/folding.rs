//! Folds the log into the scores, one event after the other, with the tickets that it needs to know from
//! before. Reads nothing: what is missing is named.

use std::collections::BTreeMap;
use std::sync::Arc;

use lamplight_domain::ids::TicketId;
use lamplight_domain::log::{Fact, Position, Recorded};
use lamplight_domain::stats::Scores;
use lamplight_domain::ticket::{Ticket, apply};

/// Ended tickets are let go of when so many are at hand; they are read again when something happens to them.
const AT_HAND_MAX: usize = 5_000;

pub struct Folding {
    pub scores: Scores,
    /// Of the last event folded.
    pub position: Position,
    /// Some may be as they are after later events: the version tells.
    tickets: BTreeMap<TicketId, Arc<Ticket>>,
    tidy_at: usize,
}

/// A ticket as it was at this version is needed to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    pub ticket: TicketId,
    pub version: u32,
}

impl Folding {
    pub fn new(scores: Scores, position: Position, at_hand: impl IntoIterator<Item = Arc<Ticket>>) -> Self {
        let tickets = at_hand.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        Self { scores, position, tickets, tidy_at: AT_HAND_MAX }
    }

    /// The events that follow the last one folded.
    ///
    /// # Errors
    /// `Missing`; those before it are folded.
    pub fn take(&mut self, events: &[Recorded]) -> Result<(), Missing> {
        events.iter().try_for_each(|recorded| self.event(recorded))?;
        self.let_go_of_ended();
        Ok(())
    }

    /// `None`: nobody knows it. Its next event is passed over.
    pub fn put(&mut self, missing: Missing, ticket: Option<Ticket>) {
        match ticket {
            Some(ticket) => drop(self.tickets.insert(missing.ticket, Arc::new(ticket))),
            None => self.position = self.position.next(),
        }
    }

    /// What the windows are lit by.
    pub fn live(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values().map(|ticket| &**ticket).filter(|ticket| ticket.is_live())
    }

    pub fn forget(&mut self, tickets: &[TicketId]) {
        for id in tickets {
            self.tickets.remove(id);
        }
    }

    fn event(&mut self, recorded: &Recorded) -> Result<(), Missing> {
        match &recorded.fact {
            Fact::Organisation(event) => self.scores.organisation_event(event, recorded.at),
            Fact::Ticket { ticket, version, .. } => {
                let before = self.before(*ticket, *version)?;
                if let Some(after) = apply(before.as_deref().cloned(), recorded) {
                    self.scores.take(before.as_deref(), recorded, &after);
                    self.tickets.insert(*ticket, Arc::new(after));
                }
            }
        }
        self.position = self.position.next();
        Ok(())
    }

    fn before(&self, ticket: TicketId, version: u32) -> Result<Option<Arc<Ticket>>, Missing> {
        let Some(before) = version.checked_sub(1).filter(|before| *before > 0) else { return Ok(None) };
        let at_hand = self.tickets.get(&ticket).filter(|ticket| ticket.version == before);
        at_hand.map(|ticket| Some(Arc::clone(ticket))).ok_or(Missing { ticket, version: before })
    }

    fn let_go_of_ended(&mut self) {
        if self.tickets.len() > self.tidy_at {
            self.tickets.retain(|_, ticket| ticket.is_live());
            self.tidy_at = AT_HAND_MAX.max(self.tickets.len() * 2);
        }
    }
}
