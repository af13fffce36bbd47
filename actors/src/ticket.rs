//! One actor a live ticket: the only one that changes it. Decides a command purely, hands the events to the
//! journal, answers after the commit. Serves the dispatcher. Never chooses an engineer, never looks at a
//! clock to end a ring, never waits with its mailbox closed: while a commit is in flight it serves reads
//! and keeps a few commands.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use lamplight_domain::ids::TicketId;
use lamplight_domain::log::Position;
use lamplight_domain::ticket::{Caller, Command};
use lamplight_store::{Lane, RequestKey, TextRow};
use tokio::sync::oneshot;

use crate::inbox::{Budget, Carried, Inbox, Line, Permit};
use crate::journal_link::Ports;
use crate::step::Held;
use crate::{Answer, Refusal};

mod commit;
mod decision;
mod fault;

pub type Reply = oneshot::Sender<Result<Answer, Refusal>>;

/// What the dispatcher hands a ticket.
#[derive(Debug)]
pub struct Order {
    pub command: Command,
    pub caller: Caller,
    /// With the keyed hash of the request.
    pub key: Option<(RequestKey, String)>,
    /// The assignment version that the asker has seen.
    pub if_match: Option<u32>,
    pub texts: Vec<TextRow>,
    pub lane: Lane,
    pub reply: Reply,
}

impl Order {
    pub fn weight(&self) -> usize {
        512 + self.texts.iter().map(|row| row.text.len()).sum::<usize>()
    }
}

/// The ticket as last committed.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Look(pub Reply);

/// An order being worked on, with its share of the budget.
struct Work {
    order: Order,
    /// Given back when the work is dropped.
    _permit: Permit,
    /// Times that the stored version was another than ours.
    stale: u8,
}

/// Where a ticket's orders go.
#[derive(Clone)]
pub struct TicketWay {
    pub orders: Inbox<Order>,
    pub looks: Line<Look>,
}

pub struct TicketActor {
    id: TicketId,
    ports: Arc<Ports>,
    held: Option<Held>,
    position: Position,
    /// A commit, a reload or a search for a lost outcome is under way.
    occupied: bool,
    queue: VecDeque<Work>,
    /// Moments of recent panics (life time).
    panics: VecDeque<Duration>,
}

impl Actor for TicketActor {
    type Context = Context<Self>;
}

impl TicketActor {
    /// Starts the actor on the present thread. `held`: `None` for a ticket that is about to be opened.
    pub fn begin(id: TicketId, held: Option<Held>, position: Position, ports: &Arc<Ports>) -> TicketWay {
        let actor = Self {
            id,
            ports: Arc::clone(ports),
            held,
            position,
            occupied: false,
            queue: VecDeque::new(),
            panics: VecDeque::new(),
        };
        let budget = Budget::new(ports.options.ticket_asks_max, ports.options.ticket_asks_max * 64 * 1024);
        let address = actor.start();
        TicketWay { orders: Inbox::new(address.clone(), budget), looks: Line::new(address) }
    }

    fn answer(&self, created: bool) -> Option<Answer> {
        let held = self.held.as_ref()?;
        Some(Answer {
            ticket: self.ports.as_shown(&held.ticket),
            summary: Arc::clone(&held.summary),
            directory: self.ports.feeds.directory(),
            position: self.position,
            created,
        })
    }

    /// Takes the next order, if nothing is under way.
    fn go_on(&mut self, ctx: &mut Context<Self>) {
        while !self.occupied {
            let Some(work) = self.queue.pop_front() else { return };
            self.work_on(work, ctx);
        }
    }

    /// Reads the row behind whatever the journal has in hand, then goes on (with `again` first).
    fn reload(&mut self, again: Option<Work>, ctx: &mut Context<Self>) {
        self.occupied = true;
        self.held = None;
        let (ports, id) = (Arc::clone(&self.ports), self.id);
        let read = async move {
            loop {
                if let Ok(read) = ports.held_behind(id).await {
                    return read;
                }
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
        };
        ctx.spawn(read.into_actor(self).map(|read, actor, ctx| {
            if let Some((held, position)) = read {
                actor.held = Some(held);
                actor.position = position;
            }
            actor.occupied = false;
            if let Some(work) = again {
                actor.queue.push_front(work);
            }
            actor.quarantine_if_due(ctx);
            actor.go_on(ctx);
        }));
    }
}

impl Handler<Carried<Order>> for TicketActor {
    type Result = ();

    fn handle(&mut self, carried: Carried<Order>, ctx: &mut Context<Self>) {
        self.queue.push_back(Work { order: carried.message, _permit: carried.permit, stale: 0 });
        self.go_on(ctx);
    }
}

impl Handler<Look> for TicketActor {
    type Result = ();

    fn handle(&mut self, Look(reply): Look, _: &mut Context<Self>) {
        // During a reload the row in the store is the better answer; the dispatcher reads it then.
        let answer = self.answer(false).ok_or(Refusal::NotFound);
        drop(reply.send(answer));
    }
}
