//! The live sessions of this process: who has one, how it is ended from outside, and the session as a
//! socket's owner uses it. Never touches a socket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytestring::ByteString;
use lamplight_domain::ids::{LoginId, OrganisationId, PersonId};
use lamplight_protocol::live::ByeReason;
use tokio::sync::watch;

use crate::Clock;
use crate::board::WantWhole;
use crate::desk::Desk;
use crate::engineer::Got;
use crate::feeds::Feeds;
use crate::news::News;
use crate::session::{Identity, Session, Turn};

const LOGIN_ENDED: u8 = 1;
const RESTARTING: u8 = 2;
/// After a restart sessions come back spread over this time.
const RETRY_WITHIN_MS: u64 = 20_000;

struct Seat {
    login: LoginId,
    person: PersonId,
    end: Arc<AtomicU8>,
    feeds: Arc<Feeds>,
}

#[derive(Default)]
pub struct Sessions {
    next: AtomicU64,
    seats: Mutex<BTreeMap<u64, Seat>>,
}

impl Sessions {
    pub fn len(&self) -> usize {
        self.seats().len()
    }

    pub fn end_login(&self, login: LoginId) {
        self.end(LOGIN_ENDED, |seat| seat.login == login);
    }

    /// Everybody of an organisation who is connected.
    pub fn watching(&self, organisation: OrganisationId) -> BTreeSet<PersonId> {
        let seats = self.seats();
        let own = seats.values().filter(|seat| seat.feeds.organisation == organisation);
        own.map(|seat| seat.person).collect()
    }

    pub fn end_all(&self) {
        self.end(RESTARTING, |_| true);
    }

    fn end(&self, why: u8, which: impl Fn(&Seat) -> bool) {
        let seats = self.seats();
        for seat in seats.values().filter(|seat| which(seat)) {
            seat.end.store(why, Ordering::Release);
            seat.feeds.tell_everybody();
        }
    }

    fn seats(&self) -> MutexGuard<'_, BTreeMap<u64, Seat>> {
        // Each change is one insert or remove.
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the socket's owner writes, and whether that was the last.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub texts: Vec<ByteString>,
    pub ended: bool,
}

/// A session with its effects: what it wants of the desk is told to the desk.
pub struct LiveSession {
    session: Session,
    desk: Arc<Desk>,
    sessions: Arc<Sessions>,
    end: Arc<AtomicU8>,
}

impl LiveSession {
    pub(crate) fn begin(
        sessions: &Arc<Sessions>,
        desk: Arc<Desk>,
        clock: Arc<dyn Clock>,
        login: LoginId,
        identity: Identity,
    ) -> Self {
        let no = sessions.next.fetch_add(1, Ordering::Relaxed);
        let end = Arc::new(AtomicU8::new(0));
        let feeds = Arc::clone(&desk.feeds);
        let seat = Seat { login, person: identity.person, end: Arc::clone(&end), feeds: Arc::clone(&feeds) };
        sessions.seats().insert(no, seat);
        let session = Session::new(Identity { no, ..identity }, feeds, clock);
        Self { session, desk, sessions: Arc::clone(sessions), end }
    }

    pub fn organisation(&self) -> OrganisationId {
        self.desk.feeds.organisation
    }

    /// Rings when there is anything new for any session of this organisation.
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.desk.feeds.bell()
    }

    /// Whether the bell concerned this session, known without waking it.
    pub fn news(&self) -> News {
        self.session.news().clone()
    }

    /// One text frame from the client.
    pub fn hear(&mut self, text: &str) -> Words {
        match self.ended() {
            Some(words) => words,
            None => {
                let turn = self.session.hear(text);
                self.carry_out(turn)
            }
        }
    }

    /// Everything that is new since the last word.
    pub fn wake(&mut self) -> Words {
        match self.ended() {
            Some(words) => words,
            None => {
                let turn = self.session.wake();
                self.carry_out(turn)
            }
        }
    }

    /// A frame that the transport does not take: fragments, binary, too long.
    pub fn bad_frame(&mut self) -> Words {
        let turn = self.session.bye(ByeReason::BadFrame, None);
        self.carry_out(turn)
    }

    fn ended(&mut self) -> Option<Words> {
        let turn = match self.end.load(Ordering::Acquire) {
            LOGIN_ENDED => self.session.bye(ByeReason::LoginEnded, None),
            RESTARTING => {
                let within = self.desk.ports.seed() % RETRY_WITHIN_MS;
                self.session.bye(ByeReason::Restarting, u32::try_from(within).ok())
            }
            _ => return None,
        };
        Some(self.carry_out(turn))
    }

    fn carry_out(&mut self, turn: Turn) -> Words {
        for reader in turn.wants {
            self.desk.wholes.tell(WantWhole(reader));
        }
        if let Some(device) = self.session.device() {
            let person = self.session.identity().person;
            for offer in turn.got {
                self.desk.got.tell(Got { person, device, offer });
            }
        }
        Words { texts: turn.texts, ended: turn.ended }
    }
}

impl Drop for LiveSession {
    fn drop(&mut self) {
        self.sessions.seats().remove(&self.session.identity().no);
    }
}

/// How long a stop waits for sessions to say goodbye (life time).
pub(crate) const GOODBYE: Duration = Duration::from_secs(5);
