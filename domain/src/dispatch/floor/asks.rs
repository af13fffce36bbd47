//! Waiting hands: a report that comes in, an offer by hand, a transfer. Served before the backlog, one at a
//! time a ticket: what meets a command under way waits for its outcome (the version the person saw decides
//! then). By hand only "member, enabled" binds; all else is written down as a warning.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use crate::dispatch::choose::{Choice, Chosen, rung_of};
use crate::dispatch::floor::backlog::reservation;
use crate::dispatch::floor::pending::Until;
use crate::dispatch::floor::{AskId, Floor, Intent, TransferTo};
use crate::dispatch::need::Need;
use crate::dispatch::record::{DecisionKind, Standing};
use crate::dispatch::rungs::{Seat, rungs};
use crate::ids::{GroupId, PersonId, TextId, TicketId};
use crate::log::By;
use crate::org::Role;
use crate::ticket::{Caller, Command, Dispatch, OfferKind, Open, Rejection, Rung};
use crate::time::Timestamp;

#[derive(Debug, Clone)]
pub enum Ask {
    Open { ask: AskId, open: Box<Open>, caller: Caller },
    ByHand { ask: AskId, ticket: TicketId, to: PersonId, group: Option<GroupId>, caller: Caller },
    Transfer { ask: AskId, ticket: TicketId, to: TransferTo, note: Option<TextId>, caller: Caller },
}

impl Ask {
    pub fn id(&self) -> AskId {
        match self {
            Self::Open { ask, .. } | Self::ByHand { ask, .. } | Self::Transfer { ask, .. } => *ask,
        }
    }

    fn ticket(&self) -> TicketId {
        match self {
            Self::Open { open, .. } => open.id,
            Self::ByHand { ticket, .. } | Self::Transfer { ticket, .. } => *ticket,
        }
    }

    fn caller(&self) -> Caller {
        match self {
            Self::Open { caller, .. } | Self::ByHand { caller, .. } | Self::Transfer { caller, .. } => {
                *caller
            }
        }
    }
}

impl Floor {
    pub(super) fn take_ask(&mut self, ask: Ask) {
        let opens = matches!(ask, Ask::Open { .. });
        let ticket = ask.ticket();
        if !opens && !self.tickets.contains_key(&ticket) && !self.pending.contains_key(&ticket) {
            self.loading.entry(ticket).or_insert(false);
        }
        self.asks.entry(ticket).or_default().push_back(ask);
    }

    pub(super) fn serve_asks(&mut self, now: Timestamp, intents: &mut Vec<Intent>) {
        let tickets: Vec<TicketId> = self.asks.keys().copied().collect();
        for ticket in tickets {
            while !self.pending.contains_key(&ticket) && !self.loading.contains_key(&ticket) {
                let Some(ask) = self.asks.get_mut(&ticket).and_then(|waiting| waiting.pop_front()) else {
                    self.asks.remove(&ticket);
                    break;
                };
                self.looking_at = Some(ticket);
                let served = self.serve_ask(&ask, now);
                intents.push(served.unwrap_or_else(|rejection| Intent::Refuse { ask: ask.id(), rejection }));
            }
        }
    }

    fn serve_ask(&mut self, ask: &Ask, now: Timestamp) -> Result<Intent, Rejection> {
        match ask {
            Ask::Open { open, .. } => Ok(self.open(Open::clone(open), ask, now)),
            Ask::ByHand { ticket, to, group, caller, .. } => {
                let kind = DecisionKind::ByHand { by: person(*caller)? };
                let need = self.need(*ticket)?;
                let chosen = self.named(&need, *to, *group, kind, now)?;
                Ok(self.offer(ask, &need, chosen, OfferKind::Dispatch, now))
            }
            Ask::Transfer { ticket, to, caller, .. } => {
                let kind = DecisionKind::Transfer { by: person(*caller)? };
                let need = self.need(*ticket)?;
                let chosen = match to {
                    TransferTo::Engineer(engineer) => self.named(&need, *engineer, None, kind, now)?,
                    TransferTo::Group(group) => self.cheapest_of(&need, *group, kind, now)?,
                };
                Ok(self.offer(ask, &need, chosen, OfferKind::Transfer, now))
            }
        }
    }

    /// A report: chosen for and reserved before the ticket exists, so that it opens ringing. Where nobody
    /// is free it opens alone and waits.
    fn open(&mut self, mut open: Open, ask: &Ask, now: Timestamp) -> Intent {
        let ticket = open.id;
        let automatic =
            open.solved.is_none() && open.dispatch == Dispatch::Now && !self.poisoned.contains(&ticket);
        open.offer = None;
        if automatic
            && let Some(need) = Need::of_open(&open, self.directory())
            && let Choice::Offer(chosen) = self.view(now).choose(&need)
        {
            open.offer = Some(self.proposal(&need, chosen, OfferKind::Dispatch, now));
        }
        self.hold(ticket, Until::Opened, open.offer.as_ref().map(reservation), Some(ask.clone()));
        Intent::Send { ticket, command: Command::Open(open), caller: ask.caller(), ask: Some(ask.id()) }
    }

    fn offer(&mut self, ask: &Ask, need: &Need, chosen: Chosen, kind: OfferKind, now: Timestamp) -> Intent {
        let mut proposal = self.proposal(need, chosen, kind, now);
        if let Ask::Transfer { note, .. } = ask {
            proposal.note = *note;
        }
        let (until, part) = (Until::Offered(proposal.offer), reservation(&proposal));
        self.hold(need.ticket, until, Some(part), Some(ask.clone()));
        let command = Command::Offer(proposal);
        Intent::Send { ticket: need.ticket, command, caller: ask.caller(), ask: Some(ask.id()) }
    }

    fn need(&self, ticket: TicketId) -> Result<Need, Rejection> {
        self.tickets.get(&ticket).map(Need::of).ok_or(Rejection::Unknown { field: "ticket" })
    }

    /// Somebody named by a person, for the group named, else for the one he would be asked for, else his
    /// first.
    fn named(
        &self,
        need: &Need,
        engineer: PersonId,
        group: Option<GroupId>,
        kind: DecisionKind,
        now: Timestamp,
    ) -> Result<Chosen, Rejection> {
        let refusal = Rejection::NotEligible { engineer };
        let person = self
            .directory()
            .person(engineer)
            .filter(|person| person.enabled && person.roles.has(Role::Engineer))
            .ok_or_else(|| refusal.clone())?;
        let usual = || {
            let place = rung_of(&rungs(&self.roster, need), engineer);
            place.map(|(_, seat)| seat.group).or_else(|| person.groups.first().copied())
        };
        let group = group.or_else(usual).filter(|group| person.groups.contains(group)).ok_or(refusal)?;
        let seat = Seat { engineer, group };
        let rungs = vec![self.view(now).rung_record(Rung::ByHand, &[seat], need)];
        Ok(Chosen { seat, rung: Rung::ByHand, attempt: 1, kind, rungs })
    }

    /// The group's cheapest free member. That the group was once named wrong does not count: its name was
    /// said again.
    fn cheapest_of(
        &self,
        need: &Need,
        group: GroupId,
        kind: DecisionKind,
        now: Timestamp,
    ) -> Result<Chosen, Rejection> {
        if !self.directory().groups.contains_key(&group) {
            return Err(Rejection::Unknown { field: "group" });
        }
        let mut need = need.clone();
        need.excluded.groups.clear();
        let members = self.roster.members(group).iter();
        let seats: Vec<Seat> = members.map(|&engineer| Seat { engineer, group }).collect();
        let record = self.view(now).rung_record(Rung::ByHand, &seats, &need);
        let best = record.candidates.first().copied();
        let best = best.filter(|best| matches!(best.standing, Standing::Free { .. }));
        let seat = Seat { engineer: best.ok_or(Rejection::NobodyFree)?.engineer, group };
        Ok(Chosen { seat, rung: Rung::ByHand, attempt: 1, kind, rungs: vec![record] })
    }
}

fn person(caller: Caller) -> Result<PersonId, Rejection> {
    match caller.by {
        By::Person(person) => Ok(person),
        By::Dispatch | By::Wheel | By::System | By::Alarm => Err(Rejection::Forbidden),
    }
}
