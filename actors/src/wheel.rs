//! One organisation's deadlines: a fold of its events that arms one timer for the next, and gives what is
//! due to its ticket. Keeps an item until the ticket has answered; busy is no refusal. Local midnight is a
//! deadline too. Never decides whether a deadline still holds: the ticket does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, SpawnHandle, WrapFuture};
use lamplight_domain::ids::TicketId;
use lamplight_domain::org::Directory;
use lamplight_domain::sla::{Calendar, Deadline, DeadlineKind, deadlines};
use lamplight_domain::ticket::{Rejection, Ticket};
use lamplight_domain::time::Timestamp;
use lamplight_store::DueRow;
use tokio::sync::oneshot;

use crate::Refusal;
use crate::dispatcher::Expire;
use crate::follower::Standing;
use crate::inbox::Line;
use crate::journal_link::{Ports, TRY_AGAIN};
use crate::office::TurnDay;
use crate::step::{Folded, guarded};

/// Deadlines under way to their tickets at once.
const UNDER_WAY_MAX: usize = 256;
/// A timer is looked at again after this at the latest, so that a clock that jumps is noticed (life time).
const LOOK_AGAIN: Duration = Duration::from_secs(30);

type Item = (Timestamp, TicketId, DeadlineKind, u32);

/// Figures of the wheel that other threads read.
#[derive(Debug, Default)]
pub struct WheelFacts {
    /// Microseconds of the hospital's time at which the oldest unanswered due item was due; 0: none.
    oldest_due: AtomicU64,
    pub missed: AtomicU64,
}

impl WheelFacts {
    /// Age in life time of the oldest due item.
    pub fn oldest_due_ms(&self, now: Timestamp, rate: f64) -> u64 {
        let due = self.oldest_due.load(Ordering::Acquire);
        if due == 0 {
            return 0;
        }
        let age = now.micros().saturating_sub_unsigned(due).max(0);
        Duration::from_micros(age.cast_unsigned()).div_f64(rate).as_millis().try_into().unwrap_or(u64::MAX)
    }
}

pub struct Wheel {
    ports: Arc<Ports>,
    to: Line<Expire>,
    midnight: Line<TurnDay>,
    facts: Arc<WheelFacts>,
    items: BTreeSet<Item>,
    of: BTreeMap<TicketId, Vec<Item>>,
    under_way: BTreeSet<Item>,
    /// Refused because the ticket is quarantined: held without being tried.
    parked: BTreeSet<Item>,
    /// Due rows that were not held at the last census.
    suspects: BTreeSet<Item>,
    directory: Arc<Directory>,
    day_end: Timestamp,
    timer: Option<SpawnHandle>,
}

/// What the store says is due or nearly so, of this organisation.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Census(pub Vec<DueRow>);

impl Wheel {
    /// Rings that fell due while nobody could answer get their window again (`Ports::windows`); targets keep
    /// their moment, so they fire at once and in order.
    pub fn new(
        ports: Arc<Ports>,
        standing: &Standing,
        to: Line<Expire>,
        midnight: Line<TurnDay>,
        facts: Arc<WheelFacts>,
    ) -> Self {
        let now = ports.clock.now();
        let directory = Arc::clone(&standing.directory);
        let mut wheel = Self {
            day_end: directory.time_zone.day_end(now),
            ports,
            to,
            midnight,
            facts,
            items: BTreeSet::new(),
            of: BTreeMap::new(),
            under_way: BTreeSet::new(),
            parked: BTreeSet::new(),
            suspects: BTreeSet::new(),
            directory,
            timer: None,
        };
        for held in &standing.tickets {
            wheel.put(&held.ticket);
        }
        wheel
    }

    /// Replaces a ticket's deadlines by those its state calls for (K1).
    fn put(&mut self, ticket: &Ticket) {
        let old = self.of.remove(&ticket.id).unwrap_or_default();
        let window = ticket.offer.and_then(|offer| self.ports.windows.get(&offer.id));
        let mut new = Vec::new();
        for deadline in deadlines(ticket, Calendar::default(), self.directory.policy.warn_at) {
            let due = match window {
                Some(&accept_by) if deadline.kind == DeadlineKind::Ring => accept_by,
                _ => deadline.due,
            };
            let same = |item: &&Item| item.2 == deadline.kind && item.3 == deadline.set_by;
            // What the ticket itself has put off keeps its moment.
            new.push(old.iter().find(same).copied().unwrap_or((
                due,
                ticket.id,
                deadline.kind,
                deadline.set_by,
            )));
        }
        for item in old.iter().filter(|item| !new.contains(item)) {
            self.items.remove(item);
            self.under_way.remove(item);
        }
        self.parked.retain(|item| item.1 != ticket.id);
        self.items.extend(new.iter().copied());
        if !new.is_empty() {
            self.of.insert(ticket.id, new);
        }
    }

    fn turn(&mut self, ctx: &mut Context<Self>) {
        let now = self.ports.clock.now();
        if self.day_end <= now {
            self.day_end = self.directory.time_zone.day_end(now);
            self.midnight.tell(TurnDay);
        }
        let room = UNDER_WAY_MAX.saturating_sub(self.under_way.len());
        let due: Vec<Item> = self
            .items
            .iter()
            .take_while(|item| item.0 <= now)
            .filter(|item| !self.under_way.contains(*item) && !self.parked.contains(*item))
            .take(room)
            .copied()
            .collect();
        for item in due {
            self.fire(item, ctx);
        }
        self.note_oldest(now);
        self.arm(now, ctx);
    }

    fn fire(&mut self, item: Item, ctx: &mut Context<Self>) {
        let (due, ticket, kind, set_by) = item;
        self.under_way.insert(item);
        let (reply, outcome) = oneshot::channel();
        self.to.tell(Expire { ticket, deadline: Deadline { kind, due, set_by }, reply });
        ctx.spawn(outcome.into_actor(self).map(move |outcome, wheel, ctx| {
            let outcome = outcome.unwrap_or(Err(Refusal::Unknown { retry_after_ms: 0 }));
            wheel.answered(item, outcome.map(drop), ctx);
        }));
    }

    fn answered(&mut self, item: Item, outcome: Result<(), Refusal>, ctx: &mut Context<Self>) {
        match outcome {
            Err(Refusal::Rejected { rejection: Rejection::Quarantined, .. }) => {
                self.under_way.remove(&item);
                self.parked.insert(item);
            }
            // The ticket's own reckoning counts: policy has moved it, or the clock was set back.
            Err(Refusal::Rejected { rejection: Rejection::NotDue { due }, .. }) => {
                self.under_way.remove(&item);
                self.forget(item);
                let later = (due, item.1, item.2, item.3);
                self.items.insert(later);
                self.of.entry(item.1).or_default().push(later);
            }
            Ok(()) | Err(Refusal::Rejected { .. } | Refusal::NotFound) => {
                self.under_way.remove(&item);
                self.forget(item);
            }
            Err(_) => {
                ctx.run_later(TRY_AGAIN, move |wheel, ctx| {
                    wheel.under_way.remove(&item);
                    wheel.turn(ctx);
                });
                return;
            }
        }
        self.turn(ctx);
    }

    fn forget(&mut self, item: Item) {
        self.items.remove(&item);
        if let Some(items) = self.of.get_mut(&item.1) {
            items.retain(|other| *other != item);
        }
    }

    fn note_oldest(&self, now: Timestamp) {
        let waiting = self.items.iter().find(|item| !self.parked.contains(*item));
        let due = waiting.filter(|item| item.0 <= now).map_or(0, |item| item.0.micros().max(0));
        self.facts.oldest_due.store(due.cast_unsigned(), Ordering::Release);
    }

    fn arm(&mut self, now: Timestamp, ctx: &mut Context<Self>) {
        if let Some(timer) = self.timer.take() {
            ctx.cancel_future(timer);
        }
        let next = self.items.iter().find(|item| item.0 > now).map_or(self.day_end, |item| item.0);
        let wait = self.ports.clock.until(next.min(self.day_end)).min(LOOK_AGAIN);
        // A timer that rang a hair early would spin.
        let wait = wait.max(Duration::from_millis(1));
        self.timer = Some(ctx.run_later(wait, |wheel, ctx| {
            wheel.timer = None;
            wheel.turn(ctx);
        }));
    }
}

impl Actor for Wheel {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        self.turn(ctx);
    }
}

impl Handler<Folded> for Wheel {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, ctx: &mut Context<Self>) {
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
            self.day_end = directory.time_zone.day_end(self.ports.clock.now());
        }
        let ports = Arc::clone(&self.ports);
        for held in &step.changed {
            // A deadline lost by it is found again by the census.
            guarded(&ports, "wheel", || self.put(&held.ticket));
        }
        self.turn(ctx);
    }
}

impl Handler<Census> for Wheel {
    type Result = ();

    /// A row that is due and not held twice in a row was missed: counted, and held from now on.
    fn handle(&mut self, Census(rows): Census, ctx: &mut Context<Self>) {
        let now = self.ports.clock.now();
        let held = |row: &DueRow| {
            let items = self.of.get(&row.ticket).into_iter().flatten();
            items.clone().any(|item| item.2 == row.deadline.kind && item.3 == row.deadline.set_by)
        };
        let item = |row: &DueRow| (row.deadline.due, row.ticket, row.deadline.kind, row.deadline.set_by);
        let strange: BTreeSet<Item> =
            rows.iter().filter(|row| row.deadline.due <= now && !held(row)).map(item).collect();
        for missed in strange.intersection(&self.suspects) {
            self.facts.missed.fetch_add(1, Ordering::AcqRel);
            tracing::error!(organisation = %self.ports.organisation, ticket = %missed.1, "a due deadline was missed");
            self.items.insert(*missed);
            self.of.entry(missed.1).or_default().push(*missed);
        }
        self.suspects = strange;
        self.turn(ctx);
    }
}
