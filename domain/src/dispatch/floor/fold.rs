//! The fold of the organisation's log: tickets, loads, duty and what memory keeps. Sends nothing; marks
//! what has to be looked at afterwards.

use alloc::collections::BTreeMap;

use crate::dispatch::books::parts;
use crate::dispatch::floor::Floor;
use crate::dispatch::urgency::Place;
use crate::ids::{PersonId, TicketId};
use crate::log::{Fact, Position, Recorded};
use crate::org::{self, Duty, Role};
use crate::ticket::{ArriveMode, Event, OfferKind, Rung, Ticket, apply};
use crate::time::{Span, Timestamp};

/// Days of finished work that memory keeps, today included.
const DAYS_KEPT: i64 = 7;

impl Floor {
    pub(super) fn fold(&mut self, first: Position, events: &[Recorded], now: Timestamp) {
        let mut position = first;
        for recorded in events {
            // What came twice is folded once.
            if position > self.memory.position {
                self.memory.position = position;
                match &recorded.fact {
                    Fact::Ticket { ticket, version, event } => {
                        self.fold_ticket(*ticket, *version, event, recorded);
                    }
                    Fact::Organisation(event) => self.fold_organisation(event, now),
                }
            }
            position = position.next();
        }
    }

    fn fold_ticket(&mut self, id: TicketId, version: u32, event: &Event, recorded: &Recorded) {
        self.looking_at = Some(id);
        let ends = self.pending.get(&id).is_some_and(|pending| pending.until.ended_by(recorded, event));
        let stale = if ends { self.end_pending(id).is_some_and(|pending| pending.stale) } else { false };
        self.remember(id, event, recorded.at);
        let before = self.tickets.get(&id);
        if before.is_none() && matches!(event, Event::Reopened { .. } | Event::Split | Event::Revived { .. })
        {
            self.loading.entry(id).or_insert(false);
        }
        // Rows may be newer than the log that is caught up on.
        if before.is_none_or(|ticket| ticket.version < version) {
            let before = self.remove(id);
            if let Some(after) = apply(before, recorded) {
                self.insert(after);
            }
        }
        match event {
            Event::Offered { offer, to, kind, rung, .. } => {
                self.poisoned.remove(&id);
                let automatic = *kind == OfferKind::Dispatch && *rung != Rung::ByHand;
                if (automatic || stale) && self.is_away(*to) {
                    self.revoke_due.insert(id, *offer);
                }
            }
            Event::HandedBack | Event::Reclassified { .. } => drop(self.poisoned.remove(&id)),
            Event::Stranded { .. } => drop(self.recheck.insert(id)),
            _ => {}
        }
        self.refresh(id);
    }

    /// Takes a ticket out with everything that follows from it; who held it is freer.
    pub(super) fn remove(&mut self, id: TicketId) -> Option<Ticket> {
        let ticket = self.tickets.remove(&id)?;
        for part in parts(&ticket) {
            self.books.take(part);
            self.freed.insert(part.engineer);
        }
        Some(ticket)
    }

    /// Puts a ticket in, if it is live; an ended one leaves the floor.
    pub(super) fn insert(&mut self, ticket: Ticket) {
        if ticket.is_live() {
            parts(&ticket).for_each(|part| self.books.put(part));
            self.tickets.insert(ticket.id, ticket);
        }
    }

    /// Where the ticket stands now: in the backlog, stranded, or neither. It will be looked at anew.
    pub(super) fn refresh(&mut self, id: TicketId) {
        self.waiting.remove(&id);
        self.stranded.remove(&id);
        if let Some(place) = self.places.remove(&id) {
            self.queue.remove(&place);
        }
        let Some(ticket) = self.tickets.get(&id) else {
            self.refused_at.remove(&id);
            self.poisoned.remove(&id);
            return;
        };
        if !ticket.is_unassigned() || ticket.by_hand.is_some() || self.poisoned.contains(&id) {
            return;
        }
        if ticket.round.stranded.is_some() {
            self.stranded.insert(id);
        } else {
            let place = Place::of(ticket);
            self.queue.insert(place);
            self.places.insert(id, place);
        }
    }

    fn fold_organisation(&mut self, event: &org::Event, now: Timestamp) {
        match event {
            org::Event::DutyChanged { person, duty } => self.fold_duty(*person, *duty),
            org::Event::DayTurned { .. } => self.forget_old_days(now),
            // The directory itself comes as an input of its own.
            org::Event::DirectoryChanged { .. } => {}
        }
    }

    fn fold_duty(&mut self, person: PersonId, duty: Duty) {
        let before = self.duty_of(person);
        self.duty.insert(person, duty);
        self.freed.insert(person);
        if duty == Duty::Off {
            self.woken.remove(&person);
            self.recall(person);
        } else if before == Duty::Off {
            self.woken.insert(person);
        }
    }

    /// His rings end: those that stand, and those still under way as soon as they do.
    pub(super) fn recall(&mut self, person: PersonId) {
        let rings = self.tickets.values().filter_map(|ticket| ticket.offer.map(|offer| (ticket.id, offer)));
        self.revoke_due
            .extend(rings.filter(|(_, offer)| offer.to == person).map(|(id, offer)| (id, offer.id)));
        for pending in self.pending.values_mut() {
            pending.stale |= pending.reserved.is_some_and(|part| part.engineer == person);
        }
    }

    /// Off duty, disabled, or no engineer of this organisation.
    pub(super) fn is_away(&self, engineer: PersonId) -> bool {
        let works = |person: &org::Person| person.enabled && person.roles.has(Role::Engineer);
        self.duty_of(engineer) == Duty::Off || !self.directory().person(engineer).is_some_and(works)
    }

    /// What the tie-break, fairness, travel and context look back at.
    fn remember(&mut self, id: TicketId, event: &Event, at: Timestamp) {
        if let Event::Offered { to, .. } = event {
            self.memory.last_offer_at.insert(*to, at);
        }
        self.remember_merge(id, event);
        let Some(ticket) = self.tickets.get(&id) else { return };
        let Some(owner) = &ticket.owner else { return };
        let (zone, category) = (ticket.zone, ticket.category);
        match event {
            Event::Arrived { mode: ArriveMode::OnSite } => {
                self.memory.last_zone.insert(owner.engineer, zone);
            }
            Event::Completed { .. } => {
                if !self.roster.is_remote(category) {
                    self.memory.last_zone.insert(owner.engineer, zone);
                }
                let day = self.directory().time_zone.local_day(at);
                let days = self.memory.effort_by_day.entry(owner.engineer).or_default();
                let minutes = days.entry(day).or_insert(0);
                *minutes = minutes.saturating_add(owner.effort);
            }
            _ => {}
        }
    }

    fn remember_merge(&mut self, id: TicketId, event: &Event) {
        let unadopted = &mut self.memory.unadopted;
        match event {
            // What this one had not adopted yet goes where it goes itself.
            Event::Merged { into } => {
                unadopted.values_mut().filter(|target| **target == id).for_each(|target| *target = *into);
                unadopted.insert(id, *into);
            }
            Event::Adopted { child, .. } => drop(unadopted.remove(child)),
            Event::Split | Event::Revived { .. } => drop(unadopted.remove(&id)),
            _ => {}
        }
    }

    fn forget_old_days(&mut self, now: Timestamp) {
        let first = self.directory().time_zone.local_day(now - Span::from_hours(24 * (DAYS_KEPT - 1)));
        for days in self.memory.effort_by_day.values_mut() {
            days.retain(|day, _| *day >= first);
        }
        self.memory.effort_by_day.retain(|_, days: &mut BTreeMap<_, _>| !days.is_empty());
    }
}
