//! Drives the floor: one input after the other, its intents carried out, what comes back fed in again. A
//! panic of the floor costs the asks it had in hand: it is rebuilt from the live tickets, and the tickets in
//! hand go by hand.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::dispatch::{Floor, Input, Intent};
use lamplight_domain::ids::TicketId;
use lamplight_domain::log::Fact;
use lamplight_domain::ticket::Command;

use super::Dispatcher;
use super::orders::{Purpose, Sending};
use crate::Refusal;
use crate::journal_link::TRY_AGAIN;
use crate::step::Step;

/// What the floor is given.
#[expect(clippy::large_enum_variant, reason = "a handful wait at a time, and not for long")]
pub(super) enum Fed {
    Step(Arc<Step>),
    Input(Input<'static>),
}

impl Dispatcher {
    /// Gives the floor an input. What it leads to may feed more: that waits its turn.
    pub(super) fn feed(&mut self, fed: Fed, ctx: &mut Context<Self>) {
        self.fed.push_back(fed);
        if self.driving {
            return;
        }
        self.driving = true;
        while let Some(fed) = self.fed.pop_front() {
            for intent in self.step(fed) {
                self.act(intent, ctx);
            }
        }
        self.driving = false;
        if self.floor.wants_tick() && !self.ticking {
            self.ticking = true;
            ctx.run_later(TRY_AGAIN, |dispatcher, ctx| {
                dispatcher.ticking = false;
                dispatcher.feed(Fed::Input(Input::Tick), ctx);
            });
        }
    }

    fn step(&mut self, fed: Fed) -> Vec<Intent> {
        let now = self.ports.clock.now();
        let in_hand = tickets_of(&fed);
        let floor = &mut self.floor;
        let stepped = catch_unwind(AssertUnwindSafe(|| match fed {
            Fed::Step(step) => floor.step(Input::Committed { first: step.first, events: &step.events }, now),
            Fed::Input(input) => {
                #[cfg(any(test, feature = "sim"))]
                crate::faults::floor(&input);
                floor.step(input, now)
            }
        }));
        stepped.unwrap_or_else(|_| {
            self.rebuild(in_hand);
            Vec::new()
        })
    }

    /// The ticket that the floor was looking at is to blame, else those that its input was about. Where
    /// nobody new can be blamed nothing is tried again at once: a panic must not go round in a circle.
    fn rebuild(&mut self, in_hand: Vec<TicketId>) {
        let incident = self.ports.incident("the floor panicked and is rebuilt");
        metrics::counter!("lamplight_floor_panics_total").increment(1);
        let memory = self.floor.memory().clone();
        let mut poisoned = self.floor.poisoned().clone();
        let blamed = self.floor.looking_at().map_or(in_hand, |ticket| vec![ticket]);
        let known = poisoned.len();
        poisoned.extend(blamed);
        let floor = Floor::restore(
            Arc::clone(&self.directory),
            self.duty.clone(),
            self.live.values().map(|held| (*held.ticket).clone()),
            memory,
            self.ports.seed(),
        );
        self.floor = floor.minting_with(self.ports.minter());
        // Before the first step, which would look at them.
        poisoned.iter().for_each(|ticket| self.floor.poison(*ticket));
        if poisoned.len() > known {
            self.fed.push_front(Fed::Input(Input::Tick));
        }
        for (_, lost) in std::mem::take(&mut self.at_floor) {
            let asking = lost.asking;
            if let Some((key, _)) = &asking.asker.key {
                for waiter in self.keys.leave(key) {
                    drop(waiter.reply.send(Err(Refusal::Incident { incident: incident.clone() })));
                }
            }
            drop(asking.reply.send(Err(Refusal::Incident { incident: incident.clone() })));
        }
    }

    fn act(&mut self, intent: Intent, ctx: &mut Context<Self>) {
        match intent {
            Intent::Send { ticket, command, caller, ask: None } => {
                let sending = Sending { command, caller, texts: Vec::new(), purpose: Purpose::Own };
                self.send(ticket, sending, ctx);
            }
            Intent::Send { ticket, command, caller, ask: Some(ask) } => {
                let Some(at_floor) = self.at_floor.remove(&ask) else {
                    self.fed.push_back(Fed::Input(Input::Refused { ticket }));
                    return;
                };
                let offer = match &command {
                    Command::Open(open) => open.offer.as_ref().map(|offer| offer.offer),
                    Command::Offer(offer) => Some(offer.offer),
                    _ => None,
                };
                let purpose = Purpose::Reserved { asking: at_floor.asking, offer };
                self.send(ticket, Sending { command, caller, texts: at_floor.texts, purpose }, ctx);
            }
            Intent::Refuse { ask, rejection } => {
                if let Some(at_floor) = self.at_floor.remove(&ask) {
                    let refusal = self.rejected(at_floor.ticket, rejection);
                    self.finish(at_floor.asking, Err(refusal), ctx);
                }
            }
            Intent::Load { ticket } => self.load_row(ticket, ctx),
        }
    }

    fn load_row(&mut self, ticket: TicketId, ctx: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        let read = async move {
            loop {
                match ports.held_behind(ticket).await {
                    Ok(read) => return read.map(|(held, _)| Box::new((*held.ticket).clone())),
                    Err(_) => tokio::time::sleep(TRY_AGAIN).await,
                }
            }
        };
        ctx.spawn(read.into_actor(self).map(move |row, dispatcher, ctx| {
            dispatcher.feed(Fed::Input(Input::Loaded { ticket, row }), ctx);
        }));
    }
}

/// The tickets that an input is about.
fn tickets_of(fed: &Fed) -> Vec<TicketId> {
    match fed {
        Fed::Step(step) => {
            let mut tickets: Vec<TicketId> = step
                .events
                .iter()
                .filter_map(|event| match event.fact {
                    Fact::Ticket { ticket, .. } => Some(ticket),
                    Fact::Organisation(_) => None,
                })
                .collect();
            tickets.dedup();
            tickets
        }
        Fed::Input(Input::Open { open, .. }) => vec![open.id],
        Fed::Input(
            Input::OfferByHand { ticket, .. }
            | Input::Transfer { ticket, .. }
            | Input::Refused { ticket }
            | Input::Busy { ticket }
            | Input::Loaded { ticket, .. },
        ) => vec![*ticket],
        // A ticket that was poisoned already must not be poisoned in a loop.
        Fed::Input(Input::Poisoned { .. } | Input::Tick | Input::Directory(_) | Input::Committed { .. }) => {
            Vec::new()
        }
    }
}
