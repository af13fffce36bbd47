//! Rings: an offer stands at an engineer's devices until it ends; each device gets it until that device says
//! `got`; only an answer stops it. A fold of the organisation's events. Never chooses anybody, never ends a
//! ring by the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use lamplight_domain::ids::{DeviceId, OfferId, PersonId, TicketId};
use lamplight_domain::log::{Fact, Recorded};
use lamplight_domain::ticket::Event;
use lamplight_protocol::live::{HushReason, ServerFrame, ring};
use lamplight_protocol::view::Reader;
use lamplight_store::{Body, Delivery, DeliveryChange, Entry, Lane, Outcome};

use crate::encode;
use crate::follower::Standing;
use crate::journal_link::Ports;
use crate::step::{Folded, Held, guarded};

/// A device has shown a ring.
#[derive(Debug, Clone, Copy, Message)]
#[rtype(result = "()")]
pub struct Got {
    pub person: PersonId,
    pub device: DeviceId,
    pub offer: OfferId,
}

pub struct Engineers {
    ports: Arc<Ports>,
    /// What rings, by ticket: at most one offer a ticket (T3).
    standing: BTreeMap<TicketId, (OfferId, PersonId)>,
}

impl Engineers {
    /// Rings that stood when the process ended ring on; who had acknowledged them need not again.
    pub fn new(ports: Arc<Ports>, standing: &Standing, deliveries: &[Delivery]) -> Self {
        let mut engineers = Self { ports, standing: BTreeMap::new() };
        for held in &standing.tickets {
            let known = deliveries.iter().filter(|row| Some(row.offer) == held.ticket.offer.map(|o| o.id));
            let got = known.flat_map(|row| row.got.iter().copied()).collect();
            engineers.ring(held, got);
        }
        engineers
    }

    fn ring(&mut self, held: &Held, got: BTreeSet<DeviceId>) {
        let Some(offer) = held.ticket.offer else { return };
        let directory = self.ports.feeds.directory();
        let Some(ring) = ring(&self.ports.as_shown(&held.ticket), &directory, &held.summary) else { return };
        self.standing.insert(held.ticket.id, (offer.id, offer.to));
        self.ports.feeds.rings.ring(offer.to, offer.id, encode(&ServerFrame::Ring { ring }), got);
        self.ports.feeds.news.tell(Reader::Engineer(offer.to));
    }

    fn fold(&mut self, held: &Held, events: &[Recorded]) {
        let now = held.ticket.offer.map(|offer| offer.id);
        if let Some(&(offer, person)) = self.standing.get(&held.ticket.id) {
            if now == Some(offer) {
                return;
            }
            self.standing.remove(&held.ticket.id);
            self.ports.feeds.rings.hush(person, offer, why_over(offer, events));
            self.ports.feeds.news.tell(Reader::Engineer(person));
        }
        self.ring(held, BTreeSet::new());
    }
}

/// The event that ended the ring says why.
fn why_over(offer: OfferId, events: &[Recorded]) -> HushReason {
    let reason = events.iter().rev().find_map(|event| match &event.fact {
        Fact::Ticket { event: Event::Accepted { offer: id, .. }, .. } if *id == offer => {
            Some(HushReason::Accepted)
        }
        Fact::Ticket { event: Event::Declined { offer: id, .. }, .. } if *id == offer => {
            Some(HushReason::Declined)
        }
        Fact::Ticket { event: Event::Lapsed { offer: id, .. }, .. } if *id == offer => {
            Some(HushReason::Lapsed)
        }
        _ => None,
    });
    reason.unwrap_or(HushReason::Revoked)
}

impl Actor for Engineers {
    type Context = Context<Self>;
}

impl Handler<Folded> for Engineers {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, _: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        for held in &step.changed {
            guarded(&ports, "engineers", || self.fold(held, &step.events));
        }
        if !step.changed.is_empty() {
            self.ports.feeds.ring_bell();
        }
    }
}

impl Handler<Got> for Engineers {
    type Result = ();

    fn handle(&mut self, got: Got, ctx: &mut Context<Self>) {
        let Got { person, device, offer } = got;
        if !self.ports.feeds.rings.awaits(person, offer, device) {
            return;
        }
        let entry = Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: self.ports.clock.now(),
            body: Body::Delivery(DeliveryChange { offer, person, device, got_at: self.ports.clock.life() }),
            key: None,
            texts: Vec::new(),
            audit: None,
        };
        // Lost when the journal is full: the device is rung once more and says it again.
        let outcome = self.ports.commit_patiently(entry, Lane::Person);
        ctx.spawn(outcome.into_actor(self).map(move |outcome, engineers, _| {
            if matches!(outcome, Outcome::Committed { .. }) {
                engineers.ports.feeds.rings.got(person, offer, device);
            }
        }));
    }
}
