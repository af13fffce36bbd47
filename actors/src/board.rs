//! Turns changed tickets and people into rows, encoded once an audience, into that audience's frame log; and
//! all of an audience's rows, when somebody starts afresh. A fold of the organisation's events. Never knows
//! a session, never decides what somebody may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use actix::{Actor, AsyncContext, Context, Handler, Message};
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::org::Directory;
use lamplight_domain::stats::Figures;
use lamplight_domain::ticket::{ArriveMode, Phase, Ticket};
use lamplight_protocol::live::{self as protocol, Row, RowKind, ServerFrame};
use lamplight_protocol::person::{GroupLoads, PersonRow, Presence};
use lamplight_protocol::view::Reader;
use tokio::sync::oneshot;

use crate::encode;
use crate::feeds::Feeds;
use crate::follower::Standing;
use crate::frame_log::{FrameLog, Whole};
use crate::journal_link::Ports;
use crate::session::{FRAMES_AFTER_WHOLE_MAX, audience};
use crate::step::{Folded, Held, Step, guarded};

mod rows;

use rows::Totals;

/// Frames follow one another no closer than this while much happens (life time): 20 a second.
const GATHER: Duration = Duration::from_millis(50);
const ROWS_A_PART: usize = 100;
/// A log that no session holds is forgotten after this (life time).
const SWEEP: Duration = Duration::from_secs(60);
/// Bytes of frames kept an audience.
const LOG_BYTES_MAX: usize = 16 << 20;

struct Log {
    frames: Arc<FrameLog>,
    /// Tickets that this audience has, where it does not have all.
    members: BTreeSet<TicketId>,
    unused: bool,
}

pub struct Board {
    ports: Arc<Ports>,
    feeds: Arc<Feeds>,
    directory: Arc<Directory>,
    tickets: BTreeMap<TicketId, Held>,
    /// Live tickets that an engineer owns or that ring at him.
    hands: BTreeMap<PersonId, BTreeSet<TicketId>>,
    presence: BTreeMap<PersonId, Presence>,
    alerts: BTreeSet<TicketId>,
    counts: Figures,
    /// As last shown.
    shown_figures: protocol::Figures,
    shown_groups: GroupLoads,
    logs: BTreeMap<Reader, Log>,
    changed: BTreeSet<TicketId>,
    changed_people: BTreeSet<PersonId>,
    position: Position,
    flushed_at: Duration,
    flush_is_due: bool,
}

/// A session wants to start afresh in this audience.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct WantWhole(pub Reader);

/// Engineers with duty and load, by id.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct WantPeople(pub oneshot::Sender<Vec<PersonRow>>);

impl Board {
    pub fn new(
        ports: Arc<Ports>,
        standing: &Standing,
        last_zones: impl IntoIterator<Item = (PersonId, lamplight_domain::ids::ZoneId)>,
    ) -> Self {
        let now = ports.clock.now();
        let mut presence: BTreeMap<PersonId, Presence> = BTreeMap::new();
        for (&person, &duty) in &standing.duty {
            presence.entry(person).or_default().duty = duty;
        }
        for (person, zone) in last_zones {
            presence.entry(person).or_default().last_zone = Some(zone);
        }
        let mut board = Self {
            feeds: Arc::clone(&ports.feeds),
            ports,
            directory: Arc::clone(&standing.directory),
            tickets: BTreeMap::new(),
            hands: BTreeMap::new(),
            presence,
            alerts: BTreeSet::new(),
            counts: Figures::empty(standing.directory.time_zone.local_day(now)),
            shown_figures: protocol::Figures::default(),
            shown_groups: GroupLoads::default(),
            logs: BTreeMap::new(),
            changed: BTreeSet::new(),
            changed_people: BTreeSet::new(),
            position: standing.position,
            flushed_at: Duration::ZERO,
            flush_is_due: false,
        };
        for held in &standing.tickets {
            board.take(held);
        }
        board.changed.clear();
        board.changed_people.clear();
        board.alerts = board.tickets.keys().copied().filter(|id| board.alert(*id).is_some()).collect();
        board.shown_figures = board.figures();
        board.shown_groups = board.groups();
        board
    }

    fn fold(&mut self, step: &Step) {
        self.position = step.last;
        for held in &step.changed {
            self.take(held);
        }
        for (person, duty, at) in &step.duty {
            let presence = self.presence.entry(*person).or_default();
            presence.duty = *duty;
            presence.duty_since = Some(*at);
            self.changed_people.insert(*person);
        }
        for id in &step.gone {
            self.tickets.remove(id);
            self.changed.insert(*id);
        }
        if let Some(day) = step.day {
            // Counted anew: events of both days may stand in one step.
            self.count(day);
        }
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
            self.start_over();
        }
    }

    /// Names, places and limits may have changed in any row: every audience starts from a whole.
    fn start_over(&mut self) {
        self.changed.clear();
        self.changed_people.clear();
        self.alerts = self.tickets.keys().copied().filter(|id| self.alert(*id).is_some()).collect();
        self.count(self.counts.day);
        self.shown_figures = self.figures();
        self.shown_groups = self.groups();
        for log in self.logs.values() {
            log.frames.restart_at(self.position.0);
        }
    }

    /// A step that panicked: what it changed is taken as it is.
    fn mend(&mut self, step: &Step) {
        self.position = step.last;
        for held in &step.changed {
            self.tickets.insert(held.ticket.id, held.clone());
        }
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
        }
        self.recover();
    }

    /// After a panic, which may have lost logs and changes: everybody starts from a whole.
    fn recover(&mut self) {
        self.hands.clear();
        for held in self.tickets.values() {
            for person in engineers_of(&held.ticket) {
                self.hands.entry(person).or_default().insert(held.ticket.id);
            }
        }
        let ports = Arc::clone(&self.ports);
        guarded(&ports, "board mended", || {
            self.start_over();
            self.feeds.restart_logs(self.position.0);
        });
    }

    fn take(&mut self, held: &Held) {
        let id = held.ticket.id;
        let before = self.tickets.get(&id).map(|held| Arc::clone(&held.ticket));
        self.counts.changed(before.as_deref(), &held.ticket, self.directory.time_zone);
        if let Some(before) = before {
            for person in engineers_of(&before) {
                if let Some(hands) = self.hands.get_mut(&person) {
                    hands.remove(&id);
                }
                self.changed_people.insert(person);
            }
        }
        for person in engineers_of(&held.ticket) {
            self.hands.entry(person).or_default().insert(id);
            self.changed_people.insert(person);
        }
        if let Some(owner) = &held.ticket.owner
            && matches!(owner.phase, Phase::Arrived { mode: ArriveMode::OnSite })
        {
            self.presence.entry(owner.engineer).or_default().last_zone = Some(held.ticket.zone);
        }
        self.tickets.insert(id, held.clone());
        self.changed.insert(id);
    }

    /// At once when nothing was sent for a while, else gathered.
    fn flush_soon(&mut self, ctx: &mut Context<Self>) {
        if self.flush_is_due {
            return;
        }
        let since = self.ports.clock.tick().saturating_sub(self.flushed_at);
        if since >= GATHER {
            self.flush();
            return;
        }
        self.flush_is_due = true;
        ctx.run_later(GATHER.saturating_sub(since), |board, _| {
            board.flush_is_due = false;
            let ports = Arc::clone(&board.ports);
            if !guarded(&ports, "board", || board.flush()) {
                board.recover();
            }
        });
    }

    fn flush(&mut self) {
        self.flushed_at = self.ports.clock.tick();
        let changed = std::mem::take(&mut self.changed);
        let people = std::mem::take(&mut self.changed_people);
        let totals = self.count_totals(!people.is_empty());
        let mut told = Vec::new();
        let mut logs = std::mem::take(&mut self.logs);
        for (reader, log) in &mut logs {
            let rows = self.rows(*reader, &mut log.members, &changed, &people, totals);
            if rows.is_empty() {
                continue;
            }
            let frame = ServerFrame::Rows {
                audience: audience(*reader),
                prev: log.frames.last(),
                position: self.position.0,
                now: self.ports.clock.now().into(),
                rows,
            };
            log.frames.push(self.position.0, encode(&frame));
            told.push(*reader);
        }
        self.logs = logs;
        for id in &changed {
            if self.alert(*id).is_some() {
                self.alerts.insert(*id);
            } else {
                self.alerts.remove(id);
            }
        }
        self.feeds.show(self.position.0, told);
    }

    /// Who has what in hand changes with people alone.
    fn count_totals(&mut self, people_changed: bool) -> Totals {
        let figures = self.figures();
        let groups = if people_changed { self.groups() } else { self.shown_groups.clone() };
        let totals = Totals { figures: figures != self.shown_figures, groups: groups != self.shown_groups };
        self.shown_figures = figures;
        self.shown_groups = groups;
        totals
    }

    fn make_whole(&mut self, reader: Reader) {
        self.flush();
        let (max, position) = (self.ports.options.frame_log_frames_max, self.position.0);
        let mut log = self.logs.remove(&reader).unwrap_or_else(|| Log {
            frames: Arc::new(FrameLog::beginning_at(position, max, LOG_BYTES_MAX)),
            members: BTreeSet::new(),
            unused: false,
        });
        let rows = self.all_rows(reader, &mut log.members);
        let parts = rows.chunks(ROWS_A_PART).count().max(1);
        let mut texts = Vec::with_capacity(parts);
        for part in 0..parts {
            let rows: Vec<Row> = rows.iter().skip(part * ROWS_A_PART).take(ROWS_A_PART).cloned().collect();
            texts.push(encode(&ServerFrame::Whole {
                audience: audience(reader),
                position,
                part: u32::try_from(part).unwrap_or(u32::MAX),
                last: part + 1 == parts,
                now: self.ports.clock.now().into(),
                rows,
            }));
        }
        log.frames.keep_whole(Whole { position, parts: texts });
        self.feeds.put_frame_log(reader, Arc::clone(&log.frames));
        self.logs.insert(reader, log);
        self.feeds.news.tell(reader);
        self.feeds.ring_bell();
    }

    /// Audiences that nobody has watched for a whole turn of the sweep cost nothing more.
    fn sweep(&mut self) {
        let feeds = Arc::clone(&self.feeds);
        self.logs.retain(|reader, log| {
            let idle = Arc::strong_count(&log.frames) <= 2;
            if idle && log.unused {
                return !feeds.drop_unused_log(*reader, &log.frames);
            }
            log.unused = idle;
            true
        });
    }
}

fn engineers_of(ticket: &Ticket) -> impl Iterator<Item = PersonId> {
    let owner = ticket.owner.as_ref().map(|owner| owner.engineer);
    owner.into_iter().chain(ticket.offer.map(|offer| offer.to))
}

fn gone(kind: RowKind, id: TicketId) -> Row {
    Row::Gone { kind, id: id.into() }
}

impl Actor for Board {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        ctx.run_interval(SWEEP, |board, _| board.sweep());
    }
}

impl Handler<Folded> for Board {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, ctx: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        let folded = guarded(&ports, "board", || {
            self.fold(&step);
            self.flush_soon(ctx);
        });
        if !folded {
            self.mend(&step);
        }
    }
}

impl Handler<WantWhole> for Board {
    type Result = ();

    fn handle(&mut self, WantWhole(reader): WantWhole, _: &mut Context<Self>) {
        // Every session that starts asks again at each bell until it is served: when many come at once, a
        // whole that was made meanwhile serves them all.
        let at_hand = |log: &Log| log.frames.whole(FRAMES_AFTER_WHOLE_MAX).is_some();
        if !self.logs.get(&reader).is_some_and(at_hand) {
            self.make_whole(reader);
        }
    }
}

impl Handler<WantPeople> for Board {
    type Result = ();

    fn handle(&mut self, WantPeople(reply): WantPeople, _: &mut Context<Self>) {
        let rows = self.directory.engineers().filter_map(|person| self.person(person.id)).collect();
        drop(reply.send(rows));
    }
}
