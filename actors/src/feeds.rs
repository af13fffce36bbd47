//! What an organisation's sessions read, shared between its desk thread and the threads that serve sockets:
//! frame logs, standing rings, viewers, the directory. Written by the desk's actors, read by sessions.
//! Never waits and never decides.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use lamplight_domain::ids::{OrganisationId, TicketId};
use lamplight_domain::org::Directory;
use lamplight_protocol::ticket::Named;
use lamplight_protocol::view::Reader;
use tokio::sync::watch;

use crate::frame_log::FrameLog;
use crate::news::Sources;
use crate::rings::Rings;
use crate::scored::Scored;

pub struct Feeds {
    pub organisation: OrganisationId,
    /// Changes only when the database was restored or replaced.
    pub log: Arc<str>,
    /// Every frame up to this position is in its log.
    shown: AtomicI64,
    /// Rung when there is anything new for anybody.
    bell: watch::Sender<u64>,
    /// Whom the bell concerns.
    pub news: Sources,
    directory: RwLock<Arc<Directory>>,
    logs: Mutex<BTreeMap<Reader, Arc<FrameLog>>>,
    pub rings: Rings,
    pub scored: Scored,
    viewers: Mutex<BTreeMap<TicketId, BTreeMap<u64, Named>>>,
}

impl Feeds {
    pub fn new(organisation: OrganisationId, log: Arc<str>, directory: Arc<Directory>, shown: i64) -> Self {
        Self {
            organisation,
            log,
            shown: AtomicI64::new(shown),
            bell: watch::Sender::new(0),
            news: Sources::default(),
            directory: RwLock::new(directory),
            logs: Mutex::default(),
            rings: Rings::default(),
            scored: Scored::default(),
            viewers: Mutex::default(),
        }
    }

    pub fn shown(&self) -> i64 {
        self.shown.load(Ordering::Acquire)
    }

    /// After every log has its frames up to `position`; `told`: the audiences that got one.
    pub fn show(&self, position: i64, told: impl IntoIterator<Item = Reader>) {
        self.shown.store(position, Ordering::Release);
        for reader in told {
            self.news.tell(reader);
        }
        self.ring_bell();
    }

    /// New charts, for whoever watches them.
    pub fn show_charts(&self) {
        self.news.tell(Reader::Board);
        self.news.tell(Reader::Wall);
        self.ring_bell();
    }

    /// Something that may concern every session.
    pub fn tell_everybody(&self) {
        self.news.tell_everybody();
        self.ring_bell();
    }

    pub fn ring_bell(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }

    /// Told of everything new; one a socket thread is enough.
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn put_directory(&self, directory: Arc<Directory>) {
        *self.directory.write().unwrap_or_else(PoisonError::into_inner) = directory;
        self.tell_everybody();
    }

    /// The log of an audience; made by the board when it is first wanted.
    pub fn frame_log(&self, reader: Reader) -> Option<Arc<FrameLog>> {
        locked(&self.logs).get(&reader).cloned()
    }

    pub fn put_frame_log(&self, reader: Reader, log: Arc<FrameLog>) {
        locked(&self.logs).insert(reader, log);
    }

    /// Whoever reads any of the logs starts from a whole, at `position` at least.
    pub fn restart_logs(&self, position: i64) {
        locked(&self.logs).values().for_each(|log| log.restart_at(position));
        self.shown.store(position, Ordering::Release);
        self.tell_everybody();
    }

    /// Takes a log back that no session holds any more.
    pub fn drop_unused_log(&self, reader: Reader, own: &Arc<FrameLog>) -> bool {
        let mut logs = locked(&self.logs);
        // Two holders: this map and the board. Under the lock nobody can become a third.
        let unused = Arc::strong_count(own) <= 2;
        if unused {
            logs.remove(&reader);
        }
        unused
    }

    /// Session `no` has this ticket open now, and none besides.
    pub fn watch(&self, no: u64, ticket: Option<TicketId>, viewer: &Named) {
        let mut viewers = locked(&self.viewers);
        viewers.retain(|_, people| {
            people.remove(&no);
            !people.is_empty()
        });
        if let Some(ticket) = ticket {
            viewers.entry(ticket).or_default().insert(no, viewer.clone());
        }
        drop(viewers);
        // Only the board shows viewers.
        self.news.tell(Reader::Board);
        self.ring_bell();
    }

    /// Who else has the ticket open, each once.
    pub fn viewers(&self, ticket: TicketId, but: &Named) -> Vec<Named> {
        let viewers = locked(&self.viewers);
        let mut others: Vec<Named> = Vec::new();
        for person in viewers.get(&ticket).into_iter().flat_map(BTreeMap::values) {
            if person.id != but.id && !others.contains(person) {
                others.push(person.clone());
            }
        }
        others
    }
}

/// A panic elsewhere leaves these maps usable: each change is one insert or remove.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
