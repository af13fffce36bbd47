//! One live session as a plain state machine: what it says to what it hears, from which position it reads.
//! It owns no queue: a cursor over the frame logs, and the rings as they stand. Whoever owns the socket asks
//! it only while the socket takes bytes. Never touches a socket, an actor or the database.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytestring::ByteString;
use lamplight_domain::access::{Action, allows};
use lamplight_domain::ids::{DeviceId, OfferId, PersonId, TicketId};
use lamplight_domain::org::{Directory, Roles};
use lamplight_protocol::Object;
use lamplight_protocol::live::{Audience, ByeReason, ClientFrame, ServerFrame};
use lamplight_protocol::ticket::Named;
use lamplight_protocol::view::{Reader, person_named};

use crate::feeds::Feeds;
use crate::frame_log::{FrameLog, Newer};
use crate::news::News;
use crate::{Clock, encode};

/// A fresh start is served an older whole if at most this many frames follow it.
pub(crate) const FRAMES_AFTER_WHOLE_MAX: usize = 64;
/// A ring is said again to a device that has not said `got`, no closer than this (life time).
const RING_AGAIN: Duration = Duration::from_secs(5);
const FRAMES_A_SECOND_MAX: u32 = 20;

/// What comes of hearing something or being woken.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// To be written at once, in this order.
    pub texts: Vec<ByteString>,
    /// Audiences for which the board should make a whole.
    pub wants: Vec<Reader>,
    /// Rings that this device has shown.
    pub got: Vec<OfferId>,
    /// The session is over: `bye` is the last of `texts`.
    pub ended: bool,
}

/// Who the session is; fixed for its life.
#[derive(Debug, Clone)]
pub struct Identity {
    pub no: u64,
    pub person: PersonId,
    pub build: String,
}

struct Watched {
    reader: Reader,
    log: Option<Arc<FrameLog>>,
    cursor: i64,
}

pub struct Session {
    identity: Identity,
    me: Named,
    feeds: Arc<Feeds>,
    news: News,
    clock: Arc<dyn Clock>,
    /// The directory version that the audiences were found from.
    rights: u32,
    audiences: Vec<Watched>,
    /// Nothing but rings is written while a start waits for its wholes.
    starting: bool,
    device: Option<DeviceId>,
    rung: BTreeMap<OfferId, Duration>,
    watching: Option<TicketId>,
    viewers: Vec<Named>,
    /// Number of the charts said last.
    charts: u64,
    second: (u64, u32),
}

/// The audiences of a person, by his rights of this moment.
pub fn readers(directory: &Directory, person: PersonId) -> Vec<Reader> {
    let roles = directory.person(person).filter(|row| row.enabled).map_or(Roles::NONE, |row| row.roles);
    let all = [
        (Action::WatchBoard, Reader::Board),
        (Action::WatchWall, Reader::Wall),
        (Action::WatchOwnRings, Reader::Engineer(person)),
        (Action::WatchOwnReports, Reader::Reporter(person)),
    ];
    let relations = [lamplight_domain::access::Relation::Any];
    let allowed = all.into_iter().filter(|(action, _)| allows(roles, *action, &relations));
    let readers: Vec<Reader> = allowed.map(|(_, reader)| reader).collect();
    // Whoever sees the board sees more than the wall shows.
    let board = readers.contains(&Reader::Board);
    readers.into_iter().filter(|reader| !(board && *reader == Reader::Wall)).collect()
}

pub fn audience(reader: Reader) -> Audience {
    match reader {
        Reader::Board => Audience::Board,
        Reader::Wall => Audience::Wall,
        Reader::Engineer(_) => Audience::Engineer,
        Reader::Reporter(_) => Audience::Reporter,
    }
}

impl Session {
    pub fn new(identity: Identity, feeds: Arc<Feeds>, clock: Arc<dyn Clock>) -> Self {
        let directory = feeds.directory();
        let me = person_named(&directory, identity.person);
        let audiences = readers(&directory, identity.person);
        let news = feeds.news.of(audiences.iter().copied());
        let audiences = audiences.into_iter().map(|reader| Watched { reader, log: None, cursor: -1 });
        Self {
            identity,
            me,
            rights: directory.version,
            audiences: audiences.collect(),
            news,
            feeds,
            clock,
            starting: true,
            device: None,
            rung: BTreeMap::new(),
            watching: None,
            viewers: Vec::new(),
            charts: 0,
            second: (0, 0),
        }
    }

    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    pub fn news(&self) -> &News {
        &self.news
    }

    pub fn device(&self) -> Option<DeviceId> {
        self.device
    }

    /// One text frame from the client.
    pub fn hear(&mut self, text: &str) -> Turn {
        let second = self.clock.tick().as_secs();
        self.second = if self.second.0 == second { (second, self.second.1 + 1) } else { (second, 1) };
        if self.second.1 > FRAMES_A_SECOND_MAX {
            return self.bye(ByeReason::TooMany, Some(1_000));
        }
        let Ok(Object(frame)) = serde_json::from_str::<Object<ClientFrame>>(text) else {
            return self.bye(ByeReason::BadFrame, None);
        };
        match (frame, self.device) {
            (ClientFrame::Hello { device, log, position }, _) => {
                self.hello(device.to(), log.as_deref(), position)
            }
            (_, None) => self.bye(ByeReason::BadFrame, None),
            (ClientFrame::Ping {}, _) => {
                let mut turn = self.wake();
                let now = self.clock.now().into();
                turn.texts.push(encode(&ServerFrame::Pong { now }));
                turn
            }
            (ClientFrame::Got { offer }, _) => Turn { got: vec![offer.to()], ..Turn::default() },
            (ClientFrame::Watch { ticket }, _) => {
                self.watch(ticket.map(lamplight_protocol::Id::to));
                self.wake()
            }
        }
    }

    /// Everything newer than the cursor, and the rings as they stand now.
    pub fn wake(&mut self) -> Turn {
        let Some(device) = self.device else { return Turn::default() };
        self.news.take();
        if self.rights_changed() {
            return self.bye(ByeReason::RightsChanged, Some(0));
        }
        let mut turn = Turn::default();
        self.say_rings(device, &mut turn.texts);
        self.say_rows(&mut turn);
        self.say_charts(&mut turn.texts);
        self.say_viewers(&mut turn.texts);
        turn
    }

    /// The last word of a session.
    pub fn bye(&mut self, reason: ByeReason, retry_after_ms: Option<u32>) -> Turn {
        let texts = vec![encode(&ServerFrame::Bye { reason, retry_after_ms })];
        Turn { texts, ended: true, ..Turn::default() }
    }

    fn hello(&mut self, device: DeviceId, log: Option<&str>, position: Option<i64>) -> Turn {
        if self.rights_changed() {
            return self.bye(ByeReason::RightsChanged, Some(0));
        }
        self.device = Some(device);
        self.rung.clear();
        self.viewers.clear();
        self.charts = 0;
        let shown = self.feeds.shown();
        let known = position.filter(|p| log == Some(&*self.feeds.log) && (0..=shown).contains(p));
        for watched in &mut self.audiences {
            watched.cursor = known.unwrap_or(-1);
            watched.log = self.feeds.frame_log(watched.reader);
        }
        self.starting = known.is_none();
        let welcome = ServerFrame::Welcome {
            log: self.feeds.log.to_string(),
            position: shown,
            now: self.clock.now().into(),
            rate: self.clock.rate(),
            build: self.identity.build.clone(),
            audiences: self.audiences.iter().map(|watched| audience(watched.reader)).collect(),
        };
        let mut turn = self.wake();
        turn.texts.insert(0, encode(&welcome));
        turn
    }

    fn watch(&mut self, ticket: Option<TicketId>) {
        // Others may be seen only by those who may see every ticket.
        let ticket = ticket.filter(|_| self.audiences.iter().any(|watched| watched.reader == Reader::Board));
        if ticket == self.watching {
            // Everybody is woken by a change: nothing changes here.
            return;
        }
        self.watching = ticket;
        self.viewers.clear();
        self.feeds.watch(self.identity.no, ticket, &self.me);
    }

    /// W4: the audiences are those of the rights of now.
    fn rights_changed(&mut self) -> bool {
        let directory = self.feeds.directory();
        if directory.version == self.rights {
            return false;
        }
        self.rights = directory.version;
        let held = self.audiences.iter().map(|watched| watched.reader);
        !held.eq(readers(&directory, self.identity.person))
    }

    fn say_rings(&mut self, device: DeviceId, texts: &mut Vec<ByteString>) {
        let person = self.identity.person;
        if !self.audiences.iter().any(|watched| watched.reader == Reader::Engineer(person)) {
            return;
        }
        let tick = self.clock.tick();
        let standing = self.feeds.rings.standing(person, device);
        for ring in standing.iter().filter(|ring| !ring.got) {
            let due = self.rung.get(&ring.offer).is_none_or(|&said| tick.saturating_sub(said) >= RING_AGAIN);
            if due {
                self.rung.insert(ring.offer, tick);
                texts.push(ring.frame.clone());
            }
        }
        let over = |offer: &OfferId| !standing.iter().any(|ring| ring.offer == *offer);
        let ended: Vec<OfferId> = self.rung.keys().copied().filter(over).collect();
        for offer in ended {
            self.rung.remove(&offer);
            let why = self.feeds.rings.why_over(person, offer);
            texts.push(encode(&ServerFrame::Hush { offer: offer.into(), why }));
        }
    }

    fn say_rows(&mut self, turn: &mut Turn) {
        let shown = self.feeds.shown();
        let mut newer = Vec::new();
        if !self.starting {
            for watched in &self.audiences {
                match watched.log.as_ref().map(|log| log.newer(watched.cursor, shown)) {
                    Some(Newer::Frames(frames)) => newer.extend(frames),
                    // One audience without connection: all start afresh, so that no position lies.
                    Some(Newer::Lost) | None => self.starting = true,
                }
            }
        }
        if self.starting {
            newer.clear();
            if !self.say_wholes(turn) {
                return;
            }
            for watched in &self.audiences {
                match watched.log.as_ref().map(|log| log.newer(watched.cursor, shown)) {
                    Some(Newer::Frames(frames)) => newer.extend(frames),
                    Some(Newer::Lost) | None => self.starting = true,
                }
            }
        }
        newer.sort_by_key(|(position, _)| *position);
        turn.texts.extend(newer.into_iter().map(|(_, text)| text));
        for watched in &mut self.audiences {
            watched.cursor = watched.cursor.max(shown);
        }
    }

    /// All wholes, or none yet and what the board should make.
    fn say_wholes(&mut self, turn: &mut Turn) -> bool {
        let mut wholes = Vec::new();
        for watched in &mut self.audiences {
            watched.log = self.feeds.frame_log(watched.reader);
            match watched.log.as_ref().and_then(|log| log.whole(FRAMES_AFTER_WHOLE_MAX)) {
                Some(whole) => wholes.push(whole),
                None => turn.wants.push(watched.reader),
            }
        }
        if !turn.wants.is_empty() {
            return false;
        }
        for (watched, whole) in self.audiences.iter_mut().zip(wholes) {
            watched.cursor = whole.position;
            turn.texts.extend(whole.parts.iter().cloned());
        }
        self.starting = false;
        true
    }

    /// Beside the frame logs: of these only the latest matters, whatever was missed.
    fn say_charts(&mut self, texts: &mut Vec<ByteString>) {
        let mut watchers = self.audiences.iter();
        let watched = watchers.find(|watched| matches!(watched.reader, Reader::Board | Reader::Wall));
        let Some(watched) = watched.filter(|_| !self.starting) else { return };
        let reader = audience(watched.reader);
        let newer = self.feeds.scored.newer(self.charts, reader, watched.cursor, &*self.clock);
        if let Some((no, frame)) = newer {
            self.charts = no;
            texts.push(frame);
        }
    }

    fn say_viewers(&mut self, texts: &mut Vec<ByteString>) {
        let Some(ticket) = self.watching else { return };
        let people = self.feeds.viewers(ticket, &self.me);
        if people != self.viewers {
            self.viewers.clone_from(&people);
            texts.push(encode(&ServerFrame::Viewers { ticket: ticket.into(), people }));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.watching.is_some() {
            self.feeds.watch(self.identity.no, None, &self.me);
        }
    }
}
