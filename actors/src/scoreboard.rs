//! Keeps what the wall's charts and the statistics of the present day are made from, and shows it: at most
//! once a second, when it differs, and once a minute of the hospital for what changes with the time alone. A
//! fold of the organisation's events that begins from its snapshot and reads the log after it; without one,
//! or in another time zone, it reads all of the log, page by page, while the desk works. Never counts: that
//! is `domain::stats`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use lamplight_domain::log::Position;
use lamplight_domain::org::Directory;
use lamplight_domain::stats::Scores;
use lamplight_protocol::wall::{buildings, charts};
use lamplight_store::{Body, Entry, FoldMemory, Lane};
use tokio::sync::oneshot;

use self::folding::{Folding, Missing};
use crate::follower::Standing;
use crate::journal_link::{Ports, ReadFailed, TRY_AGAIN};
use crate::step::{Folded, Step, guarded};

mod folding;

/// The name under which its snapshot is stored.
pub const CHARTS: &str = "charts";
/// Charts follow one another no closer than this (life time).
const SHOW_EVERY: Duration = Duration::from_secs(1);
/// How often charts are made anew because time has passed (the hospital's seconds).
const LOOK_EVERY_S: f64 = 60.0;
const SAVE_EVERY: i64 = 1_000;
/// Events folded in one go while the log is read: a few milliseconds, then the desk has its turn.
const AT_ONCE: usize = 250;

pub struct Scoreboard {
    ports: Arc<Ports>,
    directory: Arc<Directory>,
    /// Away while the log is read.
    folding: Option<Folding>,
    /// Of the last event there is.
    last: Position,
    saved_at: Position,
    shown_at: Option<Duration>,
    show_is_due: bool,
    /// The log is being read: since when (life time), and from which position.
    reading: Option<(Duration, Position)>,
    /// A panic while the log was read: it would come again.
    broken: bool,
}

/// Save the snapshot, then say so.
#[derive(Message)]
#[rtype(result = "()")]
pub struct SaveScores(pub oneshot::Sender<()>);

impl Scoreboard {
    pub fn new(ports: Arc<Ports>, standing: &Standing, memory: Option<&(Position, String)>) -> Self {
        let zone = standing.directory.time_zone;
        let stored = memory.and_then(|(position, body)| match serde_json::from_str::<Scores>(body) {
            Ok(scores) if scores.time_zone() == zone && *position <= standing.position => {
                Some((scores, *position))
            }
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the charts' snapshot cannot be read: the log is");
                None
            }
        });
        let (scores, position) = stored.unwrap_or_else(|| (Scores::empty(zone), Position(0)));
        let at_hand = standing.tickets.iter().map(|held| Arc::clone(&held.ticket));
        Self {
            ports,
            directory: Arc::clone(&standing.directory),
            folding: Some(Folding::new(scores, position, at_hand)),
            last: standing.position,
            saved_at: position,
            shown_at: None,
            show_is_due: false,
            reading: None,
            broken: false,
        }
    }

    fn fold(&mut self, step: &Step, ctx: &mut Context<Self>) {
        self.last = step.last;
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
            self.follow_zone();
        }
        // Away: the reader comes to these events by itself.
        let Some(folding) = &mut self.folding else { return };
        folding.forget(&step.gone);
        if folding.position.next() != step.first || folding.take(&step.events).is_err() {
            return self.read_on(ctx);
        }
        self.caught_up(ctx);
    }

    /// Days are the zone's: in another zone everything is counted anew.
    fn follow_zone(&mut self) {
        let zone = self.directory.time_zone;
        if self.folding.as_ref().is_some_and(|folding| folding.scores.time_zone() != zone) {
            self.folding = Some(Folding::new(Scores::empty(zone), Position(0), []));
        }
    }

    /// Reads the log from where the scores are to its end, a page at a time.
    fn read_on(&mut self, ctx: &mut Context<Self>) {
        let Some(folding) = self.folding.take().filter(|_| !self.broken) else { return };
        self.reading.get_or_insert((self.ports.clock.tick(), folding.position));
        let page = read_page(Arc::clone(&self.ports), folding);
        ctx.spawn(page.into_actor(self).map(|read, scoreboard, ctx| scoreboard.page_read(read, ctx)));
    }

    fn page_read(&mut self, read: Option<Folding>, ctx: &mut Context<Self>) {
        match read {
            Some(folding) => self.folding = Some(folding),
            None => return self.give_up(),
        }
        self.follow_zone();
        match &self.folding {
            Some(folding) if folding.position < self.last => self.read_on(ctx),
            _ => self.caught_up(ctx),
        }
    }

    fn caught_up(&mut self, ctx: &mut Context<Self>) {
        let Some(folding) = &self.folding else { return };
        if let Some((began, from)) = self.reading.take() {
            let elapsed_ms = self.ports.clock.tick().saturating_sub(began).as_millis();
            let (organisation, events) = (self.ports.organisation, folding.position.0 - from.0);
            tracing::info!(%organisation, events, elapsed_ms, "charts read from the log");
        }
        if folding.position.0 - self.saved_at.0 >= SAVE_EVERY {
            self.save(None, ctx);
        }
        self.show_soon(ctx);
    }

    /// Charts stand still until the next start rather than go wrong.
    fn give_up(&mut self) {
        self.broken = true;
        self.ports.incident("the charts cannot be counted and stand still");
    }

    fn show_soon(&mut self, ctx: &mut Context<Self>) {
        if self.show_is_due {
            return;
        }
        let tick = self.ports.clock.tick();
        let left =
            self.shown_at.map_or(Duration::ZERO, |at| SHOW_EVERY.saturating_sub(tick.saturating_sub(at)));
        if left.is_zero() {
            self.show();
            return;
        }
        self.show_is_due = true;
        ctx.run_later(left, |scoreboard, _| {
            scoreboard.show_is_due = false;
            let ports = Arc::clone(&scoreboard.ports);
            guarded(&ports, "scoreboard", || scoreboard.show());
        });
    }

    fn show(&mut self) {
        let Some(folding) = self.folding.as_ref().filter(|folding| folding.position > Position(0)) else {
            return;
        };
        self.shown_at = Some(self.ports.clock.tick());
        let now = self.ports.clock.now();
        let mut charts = charts(&folding.scores, &self.directory, now);
        charts.buildings = buildings(folding.live(), &self.directory);
        let feeds = &self.ports.feeds;
        let scores = &folding.scores;
        feeds.scored.put_today(scores.today_against_usual(now), scores.people_today());
        if feeds.scored.put_charts(charts) {
            feeds.show_charts();
        }
    }

    fn save(&mut self, done: Option<oneshot::Sender<()>>, ctx: &mut Context<Self>) {
        let Some(folding) = &self.folding else { return };
        let Ok(body) = serde_json::to_string(&folding.scores) else {
            self.ports.incident("the scores cannot be written down");
            return;
        };
        self.saved_at = folding.position;
        let entry = Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: self.ports.clock.now(),
            body: Body::Memory(FoldMemory { fold: CHARTS, position: folding.position, body }),
            key: None,
            texts: Vec::new(),
            audit: None,
        };
        // Lost when the journal is full: the next thousand positions bring another.
        let saved = self.ports.commit_patiently(entry, Lane::Desk);
        ctx.spawn(saved.into_actor(self).map(move |_, _, _| {
            if let Some(done) = done {
                let _ = done.send(());
            }
        }));
    }
}

/// One page of the log folded, with every ticket read that it needs from before. None: it panicked.
async fn read_page(ports: Arc<Ports>, mut folding: Folding) -> Option<Folding> {
    let read = patiently(|| ports.events_from(folding.position.next())).await;
    let Some(read) = read else { return Some(folding) };
    let from = read.first;
    loop {
        let known = usize::try_from(folding.position.next().0 - from.0).unwrap_or(0);
        let left = read.events.get(known..).unwrap_or_default();
        let next = left.get(..AT_ONCE).unwrap_or(left);
        if next.is_empty() {
            return Some(folding);
        }
        let Missing { ticket, version } = match catch_unwind(AssertUnwindSafe(|| folding.take(next))) {
            Ok(Ok(())) => {
                tokio::task::yield_now().await;
                continue;
            }
            Ok(Err(missing)) => missing,
            Err(_) => return None,
        };
        let before = patiently(|| ports.ticket_at(ticket, version)).await;
        folding.put(Missing { ticket, version }, before.filter(|before| before.version == version));
    }
}

/// It cannot go on without what it reads: it waits until the store answers again.
async fn patiently<T, F>(read: impl Fn() -> F) -> T
where
    F: Future<Output = Result<T, ReadFailed>>,
{
    loop {
        match read().await {
            Ok(found) => return found,
            Err(ReadFailed) => tokio::time::sleep(TRY_AGAIN).await,
        }
    }
}

impl Actor for Scoreboard {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        let look = Duration::from_secs_f64((LOOK_EVERY_S / self.ports.clock.rate()).clamp(1.0, LOOK_EVERY_S));
        ctx.run_interval(look, |scoreboard, ctx| scoreboard.show_soon(ctx));
        self.read_on(ctx);
    }
}

impl Handler<Folded> for Scoreboard {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, ctx: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        if !guarded(&ports, "scoreboard", || self.fold(&step, ctx)) {
            self.last = step.last;
            if self.folding.is_none() {
                return;
            }
            // Half a step may be in the scores: from the log, all of it.
            let zone = self.directory.time_zone;
            self.folding = Some(Folding::new(Scores::empty(zone), Position(0), []));
            self.read_on(ctx);
        }
    }
}

impl Handler<SaveScores> for Scoreboard {
    type Result = ();

    fn handle(&mut self, SaveScores(done): SaveScores, ctx: &mut Context<Self>) {
        // While the log is read there is nothing that the next start would not read again.
        if self.folding.is_some() {
            self.save(Some(done), ctx);
        }
    }
}
