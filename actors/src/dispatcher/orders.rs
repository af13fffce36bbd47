//! Orders to tickets: found or started from its row, put into its inbox, and what the outcome means for
//! whoever wanted it.

use std::sync::Arc;
use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::dispatch::Input;
use lamplight_domain::ids::{OfferId, TicketId};
use lamplight_domain::log::By;
use lamplight_domain::org::Roles;
use lamplight_domain::ticket::{Caller, Command};
use lamplight_store::{Lane, TextRow};
use tokio::sync::oneshot;

use super::drive::Fed;
use super::merge::{Adoption, Merge};
use super::{Asking, Dispatcher, Expire};
use crate::journal_link::TRY_AGAIN;
use crate::ticket::{Order, Reply, TicketActor, TicketWay};
use crate::{Answer, Refusal};

const RETRY_AFTER_MS: u32 = 1_000;

/// For whom an order is.
pub(super) enum Purpose {
    Person(Asking),
    /// A person's, with a reservation of the floor behind it.
    Reserved {
        asking: Asking,
        offer: Option<OfferId>,
    },
    /// The floor's own.
    Own,
    Merge(Merge),
    Adopt(Adoption),
    Disown(TicketId),
    /// The wheel's: it judges the outcome itself.
    Wheel(Reply),
}

pub(super) struct Sending {
    pub command: Command,
    pub caller: Caller,
    pub texts: Vec<TextRow>,
    pub purpose: Purpose,
}

impl Purpose {
    fn asking(&self) -> Option<&Asking> {
        match self {
            Self::Person(asking) | Self::Reserved { asking, .. } => Some(asking),
            Self::Merge(merge) => Some(&merge.asking),
            Self::Own | Self::Adopt(_) | Self::Disown(_) | Self::Wheel(_) => None,
        }
    }
}

impl Dispatcher {
    pub(super) fn send(&mut self, ticket: TicketId, sending: Sending, ctx: &mut Context<Self>) {
        let tick = self.ports.clock.tick();
        if let Some(way) = self.table.find(ticket, tick) {
            return self.put(&way, ticket, sending, ctx);
        }
        if matches!(sending.command, Command::Open(_)) {
            let way = TicketActor::begin(ticket, None, self.position, &self.ports);
            self.table.put(ticket, way.clone(), true, tick);
            return self.put(&way, ticket, sending, ctx);
        }
        let ports = Arc::clone(&self.ports);
        let read = async move { ports.held_behind(ticket).await };
        ctx.spawn(read.into_actor(self).map(move |read, dispatcher, ctx| {
            let tick = dispatcher.ports.clock.tick();
            let way = match (dispatcher.table.find(ticket, tick), read) {
                // Somebody else has started it meanwhile: two actors of one ticket must not be.
                (Some(way), _) => Ok(way),
                (None, Ok(Some((held, position)))) => {
                    let live = held.ticket.is_live();
                    let way = TicketActor::begin(ticket, Some(held), position, &dispatcher.ports);
                    dispatcher.table.put(ticket, way.clone(), live, tick);
                    Ok(way)
                }
                (None, Ok(None)) => Err(Refusal::NotFound),
                (None, Err(failed)) => Err(failed.into()),
            };
            match way {
                Ok(way) => dispatcher.put(&way, ticket, sending, ctx),
                Err(refusal) => dispatcher.done(ticket, sending.purpose, Err(refusal), ctx),
            }
        }));
    }

    fn put(&mut self, way: &TicketWay, ticket: TicketId, sending: Sending, ctx: &mut Context<Self>) {
        let Sending { command, caller, texts, purpose } = sending;
        let asker = purpose.asking().map(|asking| &asking.asker);
        let (reply, outcome) = oneshot::channel();
        let order = Order {
            command,
            caller,
            key: asker.and_then(|asker| asker.key.clone()),
            if_match: asker.and_then(|asker| asker.if_match),
            texts,
            lane: if asker.is_some() { Lane::Person } else { Lane::Desk },
            reply,
        };
        let (bytes, lane) = (order.weight(), order.lane);
        if way.orders.put(order, bytes, lane).is_err() {
            let refusal = Refusal::Busy { retry_after_ms: RETRY_AFTER_MS };
            return self.done(ticket, purpose, Err(refusal), ctx);
        }
        ctx.spawn(outcome.into_actor(self).map(move |outcome, dispatcher, ctx| {
            let lost = Err(Refusal::Unknown { retry_after_ms: RETRY_AFTER_MS });
            dispatcher.done(ticket, purpose, outcome.unwrap_or(lost), ctx);
        }));
    }

    fn done(
        &mut self,
        ticket: TicketId,
        purpose: Purpose,
        result: Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        match purpose {
            Purpose::Person(asking) => self.finish(asking, result, ctx),
            Purpose::Reserved { asking, offer } => {
                self.settle_reservation(ticket, offer, &result, ctx);
                self.finish(asking, result, ctx);
            }
            Purpose::Own => self.settle_own(ticket, &result, ctx),
            Purpose::Merge(merge) => self.merge_done(merge, result, ctx),
            Purpose::Adopt(adoption) => self.adoption_done(adoption, &result, ctx),
            Purpose::Disown(child) => self.disowning_done(child, &result, ctx),
            Purpose::Wheel(reply) => drop(reply.send(result)),
        }
    }

    /// The reservation ends by its event in the stream, or here.
    fn settle_reservation(
        &mut self,
        ticket: TicketId,
        offer: Option<OfferId>,
        result: &Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        match result {
            Ok(answer) => {
                // An old key's answer: nothing of this ask was written.
                let ours = answer.ticket.id == ticket
                    && offer.is_none_or(|id| answer.ticket.offer.is_some_and(|standing| standing.id == id));
                if !ours {
                    self.forget_unopened(ticket);
                    self.feed(Fed::Input(Input::Refused { ticket }), ctx);
                }
            }
            Err(Refusal::Unknown { .. }) => self.refuse_behind(ticket, ctx),
            Err(_) => {
                self.forget_unopened(ticket);
                self.feed(Fed::Input(Input::Refused { ticket }), ctx);
            }
        }
    }

    fn settle_own(&mut self, ticket: TicketId, result: &Result<Answer, Refusal>, ctx: &mut Context<Self>) {
        match result {
            Ok(_) => {}
            Err(Refusal::Busy { .. } | Refusal::Unavailable { .. }) => {
                self.feed(Fed::Input(Input::Busy { ticket }), ctx);
            }
            Err(Refusal::Unknown { .. }) => self.refuse_behind(ticket, ctx),
            Err(_) => self.feed(Fed::Input(Input::Refused { ticket }), ctx),
        }
    }

    /// Nobody knows: after a read behind the journal's work, either the stream has it or it never was.
    fn refuse_behind(&mut self, ticket: TicketId, ctx: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        let read = async move {
            while ports.held_behind(ticket).await.is_err() {
                tokio::time::sleep(TRY_AGAIN).await;
            }
        };
        ctx.spawn(read.into_actor(self).map(move |(), dispatcher, ctx| {
            dispatcher.forget_unopened(ticket);
            dispatcher.feed(Fed::Input(Input::Refused { ticket }), ctx);
        }));
    }

    /// An open that was refused leaves no actor behind.
    fn forget_unopened(&mut self, ticket: TicketId) {
        if !self.live.contains_key(&ticket) {
            self.table.mark(ticket, false, Duration::ZERO);
        }
    }

    pub(super) fn expire(&mut self, expire: Expire, ctx: &mut Context<Self>) {
        let Expire { ticket, deadline, reply } = expire;
        let sending = Sending {
            command: Command::Expire { kind: deadline.kind, set_by: deadline.set_by },
            caller: Caller { by: By::Wheel, roles: Roles::NONE },
            texts: Vec::new(),
            purpose: Purpose::Wheel(reply),
        };
        self.send(ticket, sending, ctx);
    }
}
