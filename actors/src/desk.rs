//! An organisation's desk: loads it from one read of the store behind a subscription, so that no event falls
//! between, and starts its actors on the present thread. Never decides; knows no ticket.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use actix::Actor;
use lamplight_domain::dispatch::FloorMemory;
use lamplight_domain::ids::{Minter, OfferId, OrganisationId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::time::{LocalDay, Timestamp};
use lamplight_store::{DeskStart, ReadError, Store};

use crate::board::{Board, WantPeople, WantWhole};
use crate::dispatcher::{Demand, Dispatcher, FLOOR, LeftOver, WindUp};
use crate::engineer::{Engineers, Got};
use crate::feeds::Feeds;
use crate::follower::{Follower, Standing};
use crate::inbox::{Budget, Inbox, Line};
use crate::journal_link::Ports;
use crate::office::{Change, Office};
use crate::scoreboard::{CHARTS, SaveScores, Scoreboard};
use crate::step::{Folded, Step};
use crate::wheel::{Census, Wheel, WheelFacts};
use crate::{Clock, Options};

/// Changes of directory and duty that may wait.
const CHANGES_MAX: usize = 256;
const BYTES_MAX: usize = 64 << 20;
/// How far back the floor's memory is made whole from the log.
const CATCH_UP_MAX: i64 = 5_000;

/// The ways to a desk's actors.
pub struct Desk {
    pub feeds: Arc<Feeds>,
    pub ports: Arc<Ports>,
    pub demands: Inbox<Demand>,
    pub changes: Inbox<Change>,
    pub wholes: Line<WantWhole>,
    pub people: Line<WantPeople>,
    pub got: Line<Got>,
    pub census: Line<Census>,
    pub wind_up: Line<WindUp>,
    pub scores: Line<SaveScores>,
    pub wheel: Arc<WheelFacts>,
}

/// What every desk of the process has in common.
pub struct Common {
    /// All ids of the process are made beside each other, so that no two of them collide.
    pub ids: Minter,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub options: Arc<Options>,
    pub stopping: Arc<AtomicBool>,
}

/// Loads a desk on the present thread.
///
/// # Errors
/// The store cannot be read now.
pub async fn load(common: &Common, organisation: OrganisationId) -> Result<Desk, ReadError> {
    // First the subscription, then the read: what the read has seen already is passed over.
    let (_, mut committed) = common.store.journal().subscribe(organisation).await?;
    let start = common.store.desk_start(organisation, common.clock.now()).await?;
    let memory = floor_memory(&start);
    let missed = missed_by_memory(&common.store, organisation, &start, &memory).await?;
    let standing = Standing::of(&start);
    let ports = Arc::new(ports(common, organisation, &standing));
    let (desk, folds) = begin(&ports, &standing, &start, memory, missed);
    let mut follower = Follower::new(ports, &standing, folds);
    actix::spawn(async move {
        while let Some(group) = committed.recv().await {
            follower.take(group).await;
        }
    });
    tracing::info!(%organisation, position = start.position.0, live = start.live.len(), "desk loaded");
    Ok(desk)
}

fn ports(common: &Common, organisation: OrganisationId, standing: &Standing) -> Ports {
    // Positions are an organisation's own: one of another organisation must not pass for one of this log.
    let log = format!("{:x}-{organisation}", common.store.log_id());
    let directory = Arc::clone(&standing.directory);
    let feeds = Feeds::new(organisation, log.into(), directory, standing.position.0);
    let seed = common.options.seed ^ organisation.raw().cast_unsigned();
    let chance = common.ids.beside(seed);
    Ports {
        organisation,
        store: common.store.clone(),
        clock: Arc::clone(&common.clock),
        feeds: Arc::new(feeds),
        options: Arc::clone(&common.options),
        chance: std::sync::Mutex::new(chance),
        stopping: Arc::clone(&common.stopping),
        live_tickets: AtomicUsize::new(0),
        windows: windows(standing, common.clock.now()),
    }
}

/// Nobody had a chance to answer a ring whose end fell into the time that the process was down.
fn windows(standing: &Standing, now: Timestamp) -> BTreeMap<OfferId, Timestamp> {
    let ring = &standing.directory.policy.ring;
    let offers = standing.tickets.iter().filter_map(|held| Some((held.ticket.offer?, &held.ticket)));
    let over = offers.filter(|(offer, _)| offer.accept_by < now);
    over.map(|(offer, ticket)| (offer.id, now + ring[ticket.priority.rank()])).collect()
}

fn begin(
    ports: &Arc<Ports>,
    standing: &Standing,
    start: &DeskStart,
    memory: FloorMemory,
    missed: Vec<Arc<Step>>,
) -> (Desk, Vec<Line<Folded>>) {
    let options = &ports.options;
    let serials = start.serials.iter().map(|(day, serial)| (LocalDay(*day), *serial)).collect();
    let board = Board::new(Arc::clone(ports), standing, memory.last_zone.clone()).start();
    let engineers = Engineers::new(Arc::clone(ports), standing, &start.deliveries).start();
    let scoreboard = Scoreboard::new(Arc::clone(ports), standing, start.memories.get(CHARTS)).start();
    let office = Office::new(Arc::clone(ports), standing).start();
    let dispatcher = Dispatcher::new(Arc::clone(ports), standing, memory, missed, serials).start();
    let facts = Arc::new(WheelFacts::default());
    let wheel = Wheel::new(
        Arc::clone(ports),
        standing,
        Line::new(dispatcher.clone()),
        Line::new(office.clone()),
        Arc::clone(&facts),
    );
    let wheel = wheel.start();
    Line::new(dispatcher.clone()).tell(LeftOver(Arc::new(standing.tickets.clone())));
    let desk = Desk {
        feeds: Arc::clone(&ports.feeds),
        ports: Arc::clone(ports),
        demands: Inbox::new(dispatcher.clone(), Budget::new(options.dispatcher_asks_max, BYTES_MAX)),
        changes: Inbox::new(office.clone(), Budget::new(CHANGES_MAX, BYTES_MAX)),
        wholes: Line::new(board.clone()),
        people: Line::new(board.clone()),
        got: Line::new(engineers.clone()),
        census: Line::new(wheel.clone()),
        wind_up: Line::new(dispatcher.clone()),
        scores: Line::new(scoreboard.clone()),
        wheel: facts,
    };
    // Whoever acts on an event comes before whoever shows it.
    let folds = vec![
        Line::new(dispatcher),
        Line::new(wheel),
        Line::new(engineers),
        Line::new(board),
        Line::new(office),
        Line::new(scoreboard),
    ];
    (desk, folds)
}

fn floor_memory(start: &DeskStart) -> FloorMemory {
    let stored = start.memories.get(FLOOR).map(|(_, body)| serde_json::from_str(body));
    match stored {
        Some(Ok(memory)) => memory,
        // What it holds is comfort (fairness, last offers), not truth: without it the floor still works.
        Some(Err(error)) => {
            tracing::error!(%error, "the floor's memory cannot be read and begins anew");
            FloorMemory::default()
        }
        None => FloorMemory::default(),
    }
}

/// Events that the live rows have already and the floor's memory has not.
async fn missed_by_memory(
    store: &Store,
    organisation: OrganisationId,
    start: &DeskStart,
    memory: &FloorMemory,
) -> Result<Vec<Arc<Step>>, ReadError> {
    let mut from = Position(memory.position.0.max(start.position.0 - CATCH_UP_MAX)).next();
    let mut steps = Vec::new();
    while from <= start.position {
        let Some(read) = store.events_from(organisation, from, 1_000).await? else { break };
        if read.events.is_empty() {
            break;
        }
        let known = usize::try_from(start.position.0 - read.first.0 + 1).unwrap_or(0);
        let (first, last) = (read.first, read.last());
        let events: Vec<Recorded> = read.events.into_iter().take(known).collect();
        steps.push(Arc::new(Step::of_events(first, events)));
        from = last.next();
    }
    Ok(steps)
}
