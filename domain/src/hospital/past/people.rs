//! What people mean to do in the past, and when: from what they hear they plan errands, each looked at again
//! when its time has come. The doing stands in `errands`. Never changes a ticket by itself.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::hospital::Hospital;
use crate::hospital::past::chance::Chance;
use crate::hospital::past::crew::Shift;
use crate::hospital::past::desk::Desk;
use crate::ids::{OfferId, PersonId, TicketId};
use crate::log::{Fact, Recorded};
use crate::org::Duty;
use crate::ticket::{ArriveMode, Event, Phase, Priority, Ticket};
use crate::time::{Span, Timestamp};

/// How much of the usual time a visit takes, by priority, in thousandths.
const HASTE: [i64; 4] = [450, 650, 1_000, 1_000];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    Switch(PersonId, Duty),
    /// Home, unless there is something to finish: so many quarters of an hour he has stayed already.
    GoHome(PersonId, u8),
    Accept(TicketId, OfferId, PersonId),
    Decline(TicketId, OfferId, PersonId),
    Arrive(TicketId, PersonId),
    Finish(TicketId, PersonId),
    /// Before the end of the hold.
    Resume(TicketId, PersonId),
    Urge(TicketId),
    Withdraw(TicketId),
    Comment(TicketId),
    Join(TicketId),
    Rate(TicketId),
    Reopen(TicketId),
    OfferByHand(TicketId),
    /// From an owner who has gone home.
    Release(TicketId),
    Acknowledge(TicketId, u8),
}

pub struct People {
    pub chance: Chance,
    pub dispatchers: Vec<PersonId>,
    pub supervisors: Vec<PersonId>,
    pub reporters: Vec<PersonId>,
    agenda: BTreeMap<(Timestamp, u64), Errand>,
    planned: u64,
    /// Until when each engineer has work that he went to already.
    free_at: BTreeMap<PersonId, Timestamp>,
    /// Tickets for which the desk will choose by hand.
    by_hand: BTreeSet<TicketId>,
}

impl People {
    pub fn of(hospital: &Hospital, chance: Chance) -> Self {
        let mut reporters = hospital.reporters.clone();
        reporters.retain(|person| *person != hospital.visitor.nurse);
        Self {
            chance,
            dispatchers: hospital.dispatchers.clone(),
            supervisors: hospital.supervisors.clone(),
            reporters,
            agenda: BTreeMap::new(),
            planned: 0,
            free_at: BTreeMap::new(),
            by_hand: BTreeSet::new(),
        }
    }

    pub fn next_at(&self) -> Option<Timestamp> {
        self.agenda.first_key_value().map(|((at, _), _)| *at)
    }

    /// The next errand, which is done or let be now.
    pub fn take_next(&mut self) -> Option<(Timestamp, Errand)> {
        let ((at, _), errand) = self.agenda.pop_first()?;
        if let Errand::OfferByHand(ticket) = errand {
            self.by_hand.remove(&ticket);
        }
        Some((at, errand))
    }

    pub fn plan(&mut self, at: Timestamp, errand: Errand) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), errand);
    }

    pub fn plan_shift(&mut self, shift: Shift) {
        self.plan(shift.from, Errand::Switch(shift.engineer, Duty::On));
        self.plan(shift.to, Errand::GoHome(shift.engineer, 0));
        // Now and then somebody says "busy" for a while.
        if self.chance.happens(100) {
            let from = shift.from + self.chance.minutes(60, 400);
            let to = from + self.chance.minutes(20, 60);
            self.plan(from, Errand::Switch(shift.engineer, Duty::Busy));
            self.plan(to, Errand::Switch(shift.engineer, Duty::On));
        }
    }

    /// Whoever it concerns hears of an event and makes up his mind.
    pub fn hear(&mut self, recorded: &Recorded, desk: &Desk) {
        let Fact::Ticket { ticket: id, event, .. } = &recorded.fact else { return };
        let Some(ticket) = desk.ticket(*id) else { return };
        let (id, now) = (*id, recorded.at);
        match event {
            Event::Opened { .. } => self.hears_opened(id, now),
            Event::Offered { offer, to, attempt, accept_by, .. } => {
                self.hears_ring(ticket, (*offer, *to), *attempt, *accept_by - now, now);
            }
            Event::Accepted { engineer, .. } => self.plan_arrival(ticket, *engineer, now, desk),
            Event::Arrived { mode } => self.plan_finish(ticket, *mode, now),
            Event::Held { until, .. } => self.hears_held(ticket, *until, now),
            Event::Resumed => self.hears_resumed(ticket, now, desk),
            Event::Declined { .. } | Event::Lapsed { .. } | Event::Revoked { .. } => {
                // A transfer that nobody took: its owner goes on.
                if let Some(owner) = &ticket.owner {
                    let at = now + self.chance.minutes(5, 20);
                    self.plan(at, Errand::Finish(id, owner.engineer));
                }
            }
            Event::Completed { engineer, .. } => self.hears_completed(id, engineer.is_some(), now),
            Event::Escalated { level, .. } => {
                let at = now + self.chance.minutes(1, 9);
                self.plan(at, Errand::Acknowledge(id, *level));
            }
            _ => {}
        }
        let stuck = ticket.by_hand.is_some() || ticket.round.stranded.is_some();
        if stuck && ticket.is_unassigned() && self.by_hand.insert(id) {
            let at = now + self.chance.minutes(1, 5);
            self.plan(at, Errand::OfferByHand(id));
        }
    }

    fn hears_opened(&mut self, id: TicketId, now: Timestamp) {
        let chance = &mut self.chance;
        let plan = match chance.below(1_000) {
            0..40 => Some((chance.minutes(1, 20), Errand::Withdraw(id))),
            40..105 => Some((chance.minutes(4, 18), Errand::Urge(id))),
            105..135 => Some((chance.minutes(2, 20), Errand::Comment(id))),
            135..155 => Some((chance.minutes(2, 30), Errand::Join(id))),
            _ => None,
        };
        if let Some((after, errand)) = plan {
            self.plan(now + after, errand);
        }
    }

    /// Mostly he answers within a minute; now and then he does not hear the first ring, or says no.
    fn hears_ring(
        &mut self,
        ticket: &Ticket,
        (offer, to): (OfferId, PersonId),
        attempt: u8,
        window: Span,
        now: Timestamp,
    ) {
        if attempt == 1 && self.chance.happens(28) {
            return;
        }
        let usual = if self.chance.happens(80) { Span::from_seconds(110) } else { Span::from_seconds(24) };
        let after = self.chance.about(usual).min(window.thousandths(800)).max(Span::from_seconds(3));
        let errand = match self.chance.happens(30) {
            true => Errand::Decline(ticket.id, offer, to),
            false => Errand::Accept(ticket.id, offer, to),
        };
        self.plan(now + after, errand);
    }

    /// First he ends most of what he is at.
    fn plan_arrival(&mut self, ticket: &Ticket, engineer: PersonId, now: Timestamp, desk: &Desk) {
        let remote = desk.directory.categories.get(&ticket.category).is_some_and(|node| node.remote);
        let usual = if remote { Span::from_seconds(150) } else { Span::from_minutes(6) };
        let busy = self.free_at.get(&engineer).map_or(Span::ZERO, |free| (*free - now).max(Span::ZERO));
        let share = match ticket.priority {
            Priority::Critical => 0,
            Priority::High => 120,
            Priority::Normal => 300,
            Priority::Low => 700,
        };
        let at = now + busy.thousandths(share) + self.chance.about(usual);
        self.plan(at, Errand::Arrive(ticket.id, engineer));
    }

    fn plan_finish(&mut self, ticket: &Ticket, mode: ArriveMode, now: Timestamp) {
        let Some(owner) = &ticket.owner else { return };
        let share = if mode == ArriveMode::Remote { 600 } else { 800 };
        // What is urgent is got to run first and mended properly later.
        let haste = HASTE[ticket.priority.rank()];
        let usual = Span::from_minutes(i64::from(owner.effort)).thousandths(share).thousandths(haste);
        let at = now + self.chance.about(usual).max(Span::from_seconds(90));
        let free = self.free_at.entry(owner.engineer).or_insert(at);
        *free = at.max(*free);
        self.plan(at, Errand::Finish(ticket.id, owner.engineer));
    }

    fn hears_held(&mut self, ticket: &Ticket, until: Timestamp, now: Timestamp) {
        let Some(owner) = &ticket.owner else { return };
        if self.chance.happens(400) {
            let early = (until - now).thousandths(700);
            self.plan(now + early, Errand::Resume(ticket.id, owner.engineer));
        }
    }

    fn hears_resumed(&mut self, ticket: &Ticket, now: Timestamp, desk: &Desk) {
        let Some(owner) = &ticket.owner else { return };
        if !desk.is_on(owner.engineer) {
            let at = now + self.chance.minutes(2, 15);
            return self.plan(at, Errand::Release(ticket.id));
        }
        match owner.phase {
            Phase::Arrived { mode } => self.plan_finish(ticket, mode, now),
            _ => self.plan_arrival(ticket, owner.engineer, now, desk),
        }
    }

    /// Nearly half of them rate what was mended for them; a few come back.
    fn hears_completed(&mut self, id: TicketId, by_engineer: bool, now: Timestamp) {
        if self.chance.happens(460) {
            let after = self.chance.about(Span::from_minutes(45));
            self.plan(now + after, Errand::Rate(id));
        } else if by_engineer && self.chance.happens(32) {
            let after = self.chance.about(Span::from_hours(7));
            self.plan(now + after, Errand::Reopen(id));
        }
    }
}
