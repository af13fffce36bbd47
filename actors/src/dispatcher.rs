//! The dispatcher of one organisation: every ask comes through it, every offer is made by it alone. Drives
//! the pure `Floor`, gives numbers, starts ticket actors, makes a key have one effect. Serves `Desks` and
//! the wheel. Never changes a ticket, never chooses: `Floor` does.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use actix::{Actor, AsyncContext, Context, Handler, Message};
use lamplight_domain::dispatch::{AskId, DecisionRecord, Floor, FloorMemory};
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::log::{Fact, Position, Recorded};
use lamplight_domain::org::{Directory, Duty};
use lamplight_domain::round::Round;
use lamplight_domain::similar::{self, Draft};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::Event;
use lamplight_domain::time::LocalDay;
use tokio::sync::oneshot;

use self::drive::Fed;
use self::keys::Keys;
use self::memory::Memories;
use self::merge::Merge;
use self::table::Table;
use crate::follower::Standing;
use crate::inbox::{Carried, Permit};
use crate::journal_link::Ports;
use crate::step::{Folded, Held, Step};
use crate::ticket::{Reply, TicketActor};
use crate::{Alike, Ask, Asker, CandidatesFor, Refusal};

pub use self::memory::FLOOR;
pub use self::merge::LeftOver;

mod asks;
mod beside;
mod draft;
mod drive;
mod keys;
mod memory;
mod merge;
mod orders;
mod table;

/// How often ended tickets are let go of, and what was held back is tried again (life time).
const SWEEP: std::time::Duration = std::time::Duration::from_secs(20);

/// What the web layer wants of an organisation's tickets; all within one budget.
pub enum Demand {
    Ask {
        asker: Asker,
        ask: Ask,
        reply: Reply,
    },
    Read {
        ticket: TicketId,
        reply: Reply,
    },
    Consider {
        of: CandidatesFor,
        reply: ConsiderReply,
    },
    /// How many waiting tickets come before it; `None` when it does not wait.
    Ahead {
        ticket: TicketId,
        reply: oneshot::Sender<Option<usize>>,
    },
    /// An engineer's tickets in the order of walking.
    Round {
        engineer: PersonId,
        reply: oneshot::Sender<Round>,
    },
    Similar {
        draft: Draft,
        asker: similar::Asker,
        reply: oneshot::Sender<Vec<Alike>>,
    },
}

pub type ConsiderReply = oneshot::Sender<Result<(DecisionRecord, Arc<Directory>), Refusal>>;

/// A deadline has fallen due: to its ticket. The wheel bounds how many it has under way.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Expire {
    pub ticket: TicketId,
    pub deadline: Deadline,
    pub reply: Reply,
}

/// Finish what is under way, save the floor's memory, then say so.
#[derive(Message)]
#[rtype(result = "()")]
pub struct WindUp(pub oneshot::Sender<()>);

/// A person's ask under way; its share of the budget is given back with the answer.
struct Asking {
    asker: Asker,
    ask: Ask,
    reply: Reply,
    _permit: Permit,
}

/// An ask that the floor has in hand.
struct AtFloor {
    asking: Asking,
    ticket: TicketId,
    texts: Vec<lamplight_store::TextRow>,
}

pub struct Dispatcher {
    ports: Arc<Ports>,
    floor: Floor,
    directory: Arc<Directory>,
    duty: BTreeMap<PersonId, Duty>,
    /// Live tickets as committed: what the floor is rebuilt from, and the present state for refusals.
    live: BTreeMap<TicketId, Held>,
    table: Table,
    keys: Keys<Asking>,
    at_floor: BTreeMap<AskId, AtFloor>,
    next_ask: u64,
    serials: BTreeMap<LocalDay, u32>,
    merges: VecDeque<Merge>,
    merging: bool,
    fed: VecDeque<Fed>,
    driving: bool,
    ticking: bool,
    memories: Memories,
    position: Position,
}

impl Dispatcher {
    pub fn new(
        ports: Arc<Ports>,
        standing: &Standing,
        memory: FloorMemory,
        missed: Vec<Arc<Step>>,
        serials: BTreeMap<LocalDay, u32>,
    ) -> Self {
        let live = standing.tickets.iter().filter(|held| held.ticket.is_live());
        let live: BTreeMap<TicketId, Held> = live.map(|held| (held.ticket.id, held.clone())).collect();
        let floor = Floor::restore(
            Arc::clone(&standing.directory),
            standing.duty.clone(),
            live.values().map(|held| (*held.ticket).clone()),
            memory,
            ports.seed(),
        );
        let floor = floor.minting_with(ports.minter());
        let memories = Memories::saved_at(floor.memory().position);
        Self {
            ports,
            floor,
            directory: Arc::clone(&standing.directory),
            duty: standing.duty.clone(),
            live,
            table: Table::default(),
            keys: Keys::default(),
            at_floor: BTreeMap::new(),
            next_ask: 0,
            serials,
            merges: VecDeque::new(),
            merging: false,
            fed: missed.into_iter().map(Fed::Step).collect(),
            driving: false,
            ticking: false,
            memories,
            position: standing.position,
        }
    }
}

impl Actor for Dispatcher {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        self.ports.live_tickets.store(self.live.len(), std::sync::atomic::Ordering::Relaxed);
        let tick = self.ports.clock.tick();
        for (id, held) in &self.live {
            let way = TicketActor::begin(*id, Some(held.clone()), self.position, &self.ports);
            self.table.put(*id, way, true, tick);
        }
        ctx.run_interval(SWEEP, |dispatcher, ctx| {
            dispatcher.table.sweep(dispatcher.ports.clock.tick());
            // What was refused by an accident of ours must not wait for somebody to touch the ticket.
            if dispatcher.floor.holds_back() {
                dispatcher.feed(Fed::Input(lamplight_domain::dispatch::Input::Tick), ctx);
            }
        });
        // What has no ring and no owner since before is offered now.
        self.feed(Fed::Input(lamplight_domain::dispatch::Input::Tick), ctx);
    }
}

impl Handler<Carried<Demand>> for Dispatcher {
    type Result = ();

    fn handle(&mut self, carried: Carried<Demand>, ctx: &mut Context<Self>) {
        match carried.message {
            Demand::Ask { asker, ask, reply } => {
                self.take(Asking { asker, ask, reply, _permit: carried.permit }, ctx);
            }
            Demand::Read { ticket, reply } => self.read(ticket, reply, Some(carried.permit), ctx),
            Demand::Consider { of, reply } => drop(reply.send(self.consider(of))),
            Demand::Ahead { ticket, reply } => drop(reply.send(self.ahead(ticket))),
            Demand::Round { engineer, reply } => drop(reply.send(self.round(engineer))),
            Demand::Similar { draft, asker, reply } => drop(reply.send(self.alike(&draft, asker))),
        }
    }
}

impl Handler<Expire> for Dispatcher {
    type Result = ();

    fn handle(&mut self, expire: Expire, ctx: &mut Context<Self>) {
        self.expire(expire, ctx);
    }
}

/// Tickets that were merged, perhaps, and are not any more.
fn living_again(step: &Step) -> Vec<TicketId> {
    let again = |recorded: &Recorded| match &recorded.fact {
        Fact::Ticket { ticket, event: Event::Split | Event::Revived { .. }, .. } => Some(*ticket),
        _ => None,
    };
    step.events.iter().filter_map(again).collect()
}

impl Handler<Folded> for Dispatcher {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, ctx: &mut Context<Self>) {
        let tick = self.ports.clock.tick();
        for held in &step.changed {
            let (id, live) = (held.ticket.id, held.ticket.is_live());
            self.table.mark(id, live, tick);
            if live {
                self.live.insert(id, held.clone());
            } else {
                self.live.remove(&id);
            }
        }
        self.duty.extend(step.duty.iter().map(|(person, duty, _)| (*person, *duty)));
        self.ports.live_tickets.store(self.live.len(), std::sync::atomic::Ordering::Relaxed);
        self.position = step.last;
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
            self.feed(Fed::Input(lamplight_domain::dispatch::Input::Directory(Arc::clone(directory))), ctx);
        }
        let alive = living_again(&step);
        self.feed(Fed::Step(step), ctx);
        alive.into_iter().for_each(|child| self.let_go(child, ctx));
        self.save_memory_if_due(ctx);
    }
}

impl Handler<WindUp> for Dispatcher {
    type Result = ();

    fn handle(&mut self, WindUp(done): WindUp, ctx: &mut Context<Self>) {
        self.wind_up(done, ctx);
    }
}
