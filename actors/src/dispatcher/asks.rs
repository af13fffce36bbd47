//! A person's ask from its coming to its answer: its key, its draft, its way to the floor, to a merge or
//! straight to the ticket.

use std::sync::Arc;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::dispatch::{AskId, Input, Preview};
use lamplight_domain::ids::TicketId;
use lamplight_domain::log::By;
use lamplight_domain::ticket::{Caller, Channel, Dispatch, Number, Open, Rejection};
use lamplight_store::TextRow;
use tokio::sync::oneshot;

use super::draft::{self, Drafted, Texts};
use super::drive::Fed;
use super::merge::Merge;
use super::orders::{Purpose, Sending};
use super::{Asking, AtFloor, Dispatcher};
use crate::inbox::Permit;
use crate::ticket::{Look, Reply};
use crate::{Answer, Ask, CandidatesFor, CommandRequest, OpenRequest, Refusal};

impl Dispatcher {
    /// A key seen before answers at once; one in flight waits for the first.
    pub(super) fn take(&mut self, asking: Asking, ctx: &mut Context<Self>) {
        if self.ports.is_stopping() {
            drop(asking.reply.send(Err(Refusal::Unavailable { retry_after_ms: 2_000 })));
            return;
        }
        let Some((key, hash)) = asking.asker.key.clone() else { return self.route(asking, ctx) };
        let Ok(asking) = self.keys.enter(&key, asking) else { return };
        let ports = Arc::clone(&self.ports);
        let created = matches!(asking.ask, Ask::Open(_));
        let look_up = async move {
            match ports.key(&key).await {
                Ok(None) => None,
                Ok(Some(row)) => Some(ports.answer_of_key(row, hash, created).await),
                Err(failed) => Some(Err(failed.into())),
            }
        };
        ctx.spawn(look_up.into_actor(self).map(|seen, dispatcher, ctx| match seen {
            None => dispatcher.route(asking, ctx),
            Some(answer) => dispatcher.finish(asking, answer, ctx),
        }));
    }

    pub(super) fn finish(
        &mut self,
        asking: Asking,
        result: Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        let mut again = Vec::new();
        if let Some((key, hash)) = &asking.asker.key {
            for waiter in self.keys.leave(key) {
                let same = waiter.asker.key.as_ref().is_some_and(|(_, other)| other == hash);
                match (&result, same) {
                    (_, true) => drop(waiter.reply.send(result.clone())),
                    (Ok(_), false) => drop(waiter.reply.send(Err(Refusal::KeyReused))),
                    (Err(_), false) => again.push(waiter),
                }
            }
        }
        drop(asking.reply.send(result));
        for waiter in again {
            self.take(waiter, ctx);
        }
    }

    fn route(&mut self, asking: Asking, ctx: &mut Context<Self>) {
        match asking.ask.clone() {
            Ask::Open(request) => self.route_open(asking, request, ctx),
            Ask::Command { ticket, request } => self.route_command(asking, ticket, request, ctx),
        }
    }

    fn route_open(&mut self, asking: Asking, request: OpenRequest, ctx: &mut Context<Self>) {
        let id: TicketId = self.ports.mint();
        let number = self.next_number();
        let ports = Arc::clone(&self.ports);
        let mut mint = || ports.mint();
        let mut texts = Texts::of(id, &mut mint);
        let open = draft::open(request, id, number, asking.asker.person, &mut texts);
        let (texts, caller) = (texts.rows, caller(&asking));
        let ask = self.at_floor(asking, id, texts);
        self.feed(Fed::Input(Input::Open { ask, open, caller }), ctx);
    }

    fn route_command(
        &mut self,
        asking: Asking,
        ticket: TicketId,
        request: CommandRequest,
        ctx: &mut Context<Self>,
    ) {
        let ports = Arc::clone(&self.ports);
        let mut mint = || ports.mint();
        let mut texts = Texts::of(ticket, &mut mint);
        let drafted = draft::command(request, asking.asker.person, &mut texts);
        let (texts, caller) = (texts.rows, caller(&asking));
        match drafted {
            Drafted::Direct(command) => {
                let sending = Sending { command: *command, caller, texts, purpose: Purpose::Person(asking) };
                self.send(ticket, sending, ctx);
            }
            Drafted::ByHand(offer) => {
                let ask = self.at_floor(asking, ticket, texts);
                let (to, group) = (offer.engineer, offer.group);
                self.feed(Fed::Input(Input::OfferByHand { ask, ticket, to, group, caller }), ctx);
            }
            Drafted::Transfer { to, note } => {
                let ask = self.at_floor(asking, ticket, texts);
                self.feed(Fed::Input(Input::Transfer { ask, ticket, to, note, caller }), ctx);
            }
            Drafted::Merge { into } => self.take_merge(Merge { asking, child: ticket, into }, ctx),
        }
    }

    fn at_floor(&mut self, asking: Asking, ticket: TicketId, texts: Vec<TextRow>) -> AskId {
        self.next_ask += 1;
        let ask = AskId(self.next_ask);
        self.at_floor.insert(ask, AtFloor { asking, ticket, texts });
        ask
    }

    /// Numbers are given before the commit, so a refused report leaves a gap; never a number twice.
    fn next_number(&mut self) -> Number {
        let day = self.directory.time_zone.local_day(self.ports.clock.now());
        let serial = self.serials.entry(day).or_insert(0);
        *serial += 1;
        let number = Number { day, serial: *serial };
        while self.serials.len() > 3 {
            self.serials.pop_first();
        }
        number
    }

    /// A live ticket from its actor, an ended one from the store. `permit`: given back with the answer.
    pub(super) fn read(
        &mut self,
        ticket: TicketId,
        reply: Reply,
        permit: Option<Permit>,
        ctx: &mut Context<Self>,
    ) {
        let way = self.table.find(ticket, self.ports.clock.tick());
        let (ports, position) = (Arc::clone(&self.ports), self.position);
        let read = async move {
            if let Some(way) = way {
                let (reply, answer) = oneshot::channel();
                way.looks.tell(Look(reply));
                if let Ok(Ok(answer)) = answer.await {
                    return Ok(answer);
                }
            }
            let held = ports.held(ticket).await?.ok_or(Refusal::NotFound)?;
            let directory = ports.feeds.directory();
            Ok(Answer {
                ticket: ports.as_shown(&held.ticket),
                summary: held.summary,
                directory,
                position,
                created: false,
            })
        };
        ctx.spawn(read.into_actor(self).map(move |answer, _, _| {
            drop(permit);
            drop(reply.send(answer));
        }));
    }

    pub(super) fn consider(
        &self,
        of: CandidatesFor,
    ) -> Result<(lamplight_domain::dispatch::DecisionRecord, Arc<lamplight_domain::org::Directory>), Refusal>
    {
        let now = self.ports.clock.now();
        let record = match of {
            CandidatesFor::Ticket(ticket) => self.floor.preview(Preview::Ticket(ticket), now),
            CandidatesFor::Draft { category, zone, department, system, patient_waiting } => {
                let open = Open {
                    id: TicketId::from_raw(0),
                    number: Number { day: self.directory.time_zone.local_day(now), serial: 0 },
                    channel: Channel::Page,
                    reporter: lamplight_domain::ids::PersonId::from_raw(0),
                    department,
                    zone,
                    category,
                    system,
                    patient_waiting,
                    priority: None,
                    summary: lamplight_domain::ids::TextId::from_raw(0),
                    dispatch: Dispatch::Now,
                    occurred_at: None,
                    solved: None,
                    offer: None,
                };
                self.floor.preview(Preview::Open(&open), now)
            }
        };
        let record = record.ok_or(Refusal::NotFound)?;
        Ok((record, Arc::clone(&self.directory)))
    }

    /// A rule's refusal, with the live ticket as it is now.
    pub(super) fn rejected(&self, ticket: TicketId, rejection: Rejection) -> Refusal {
        let known = self.live.get(&ticket).filter(|_| rejection != Rejection::Forbidden);
        let now = known.map(|held| {
            Box::new(Answer {
                ticket: self.ports.as_shown(&held.ticket),
                summary: Arc::clone(&held.summary),
                directory: Arc::clone(&self.directory),
                position: self.position,
                created: false,
            })
        });
        if rejection == (Rejection::Unknown { field: "ticket" }) {
            return Refusal::NotFound;
        }
        Refusal::Rejected { rejection, now }
    }
}

pub(super) fn caller(asking: &Asking) -> Caller {
    Caller { by: By::Person(asking.asker.person), roles: asking.asker.roles }
}
