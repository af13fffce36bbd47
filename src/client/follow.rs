//! A live feed that outlives its sockets: resumes from the last position, waits with full jitter between
//! attempts, and notices holes. Never interprets a row.

use std::collections::BTreeMap;
use std::time::Duration;

use lamplight_protocol::Id;
use lamplight_protocol::live::{Audience, ClientFrame, ServerFrame};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Cursor, Live, LiveError, Patience, Session};

/// A server that is up answers every ping; two unanswered ones are a dead socket.
const PING_EVERY: Duration = Duration::from_secs(20);
const SILENT_PINGS_MAX: u32 = 2;
const RECONNECT: Patience = Patience {
    attempts_max: 30,
    wait_first: Duration::from_millis(50),
    wait_max: Duration::from_secs(5),
    answer_within: Duration::from_secs(20),
};

/// What a feed has seen: enough to resume it and to notice a hole (W1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    cursor: Option<Cursor>,
    audiences: BTreeMap<Audience, i64>,
}

/// What to do with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Deliver,
    /// Frames are missing before this one: say `hello` again from the last good position.
    Hole,
}

impl Seen {
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }

    /// Takes a frame into account. A `whole` counts when its last part has come; a `welcome` of another
    /// log starts from nothing.
    pub fn take(&mut self, frame: &ServerFrame) -> Step {
        match frame {
            ServerFrame::Welcome { log, .. } => {
                if self.cursor.as_ref().is_none_or(|cursor| cursor.log != *log) {
                    self.cursor = Some(Cursor { log: log.clone(), position: 0 });
                    self.audiences.clear();
                }
                Step::Deliver
            }
            ServerFrame::Rows { audience, prev, position, .. } => {
                if self.audiences.get(audience).is_some_and(|known| prev > known) {
                    return Step::Hole;
                }
                self.advance(*audience, *position);
                Step::Deliver
            }
            ServerFrame::Whole { audience, position, last: true, .. } => {
                self.advance(*audience, *position);
                Step::Deliver
            }
            _ => Step::Deliver,
        }
    }

    fn advance(&mut self, audience: Audience, position: i64) {
        self.audiences.insert(audience, position);
        if let Some(cursor) = &mut self.cursor {
            cursor.position = cursor.position.max(position);
        }
    }
}

/// A feed of one session on one device.
pub struct Follower {
    session: Session,
    device: Id,
    live: Option<Live>,
    seen: Seen,
    ping: Interval,
    /// Pings since the last frame.
    silent_pings: u32,
    /// Connections made after the first.
    reconnects: u32,
}

impl Follower {
    pub(super) async fn start(session: Session, device: Id) -> Result<Self, LiveError> {
        let live = session.live(device, None).await?;
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        Ok(Self {
            session,
            device,
            live: Some(live),
            seen: Seen::default(),
            ping,
            silent_pings: 0,
            reconnects: 0,
        })
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    pub fn reconnects(&self) -> u32 {
        self.reconnects
    }

    /// The next frame; connects again by itself where that can help. Safe to drop while waiting for a
    /// frame: nothing read is lost.
    ///
    /// # Errors
    /// When the server sent us away for good, or could not be reached for as long as patience lasts.
    pub async fn next(&mut self) -> Result<ServerFrame, LiveError> {
        loop {
            let error = match &mut self.live {
                None => LiveError::Cut { why: "no socket".to_owned() },
                Some(live) => tokio::select! {
                    frame = live.next() => match frame {
                        Ok(frame) => {
                            self.silent_pings = 0;
                            if self.seen.take(&frame) == Step::Deliver {
                                return Ok(frame);
                            }
                            LiveError::Cut { why: "frames are missing".to_owned() }
                        }
                        Err(error) => error,
                    },
                    _ = self.ping.tick() => {
                        self.silent_pings += 1;
                        if self.silent_pings <= SILENT_PINGS_MAX && live.ping().await.is_ok() {
                            continue;
                        }
                        LiveError::Cut { why: "the server is silent".to_owned() }
                    }
                },
            };
            self.reconnect(error).await?;
        }
    }

    /// This device has shown the ring. A broken socket is no error: the ring comes again with the next.
    pub async fn got(&mut self, offer: Id) {
        if let Some(live) = &mut self.live
            && live.got(offer).await.is_err()
        {
            self.live = None;
        }
    }

    /// This ticket is open on this screen.
    pub async fn watch(&mut self, ticket: Option<Id>) {
        if let Some(live) = &mut self.live
            && live.say(&ClientFrame::Watch { ticket }).await.is_err()
        {
            self.live = None;
        }
    }

    pub async fn close(self) {
        if let Some(live) = self.live {
            live.close().await;
        }
    }

    async fn reconnect(&mut self, mut error: LiveError) -> Result<(), LiveError> {
        self.live = None;
        let mut attempt = 1;
        loop {
            if !error.may_reconnect() {
                return Err(error);
            }
            let asked = match &error {
                LiveError::Bye { retry_after_ms: Some(millis), .. } => {
                    Some(Duration::from_millis(u64::from(*millis)))
                }
                _ => None,
            };
            let chance = self.session.client().chance();
            let Some(wait) = RECONNECT.wait(attempt, asked, chance) else { return Err(error) };
            tokio::time::sleep(wait).await;
            match self.session.live(self.device, self.seen.cursor()).await {
                Ok(live) => {
                    self.live = Some(live);
                    self.silent_pings = 0;
                    self.reconnects += 1;
                    return Ok(());
                }
                Err(next) => error = next,
            }
            attempt += 1;
        }
    }
}
