//! What can be known about a session from outside: when it was last heard, since when a wake waits for it.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use lamplight_domain::ids::LoginId;
use lamplight_domain::time::Timestamp;

use super::tcp::Handle;

/// A client that says nothing for this long is gone; it pings every 15 s.
const SILENT: Duration = Duration::from_secs(35);
/// A wake that waits this long means that the socket takes no bytes.
const STALLED: Duration = Duration::from_secs(10);

/// Why a session is shut from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stuck {
    Silent,
    Stalled,
}

/// The login that a session began with.
pub(crate) struct Login {
    pub id: LoginId,
    pub token_hash: String,
    pub expires_at: Timestamp,
}

#[derive(Debug)]
pub(crate) struct Pulse {
    socket: Option<Handle>,
    pub login: LoginId,
    /// SHA-256 of the login's token, hex: by it is asked whether the login was renewed.
    pub token_hash: String,
    /// Life time at which the login ends by itself, microseconds.
    expires_at: AtomicI64,
    /// Milliseconds of `tick`.
    heard_ms: AtomicU64,
    /// Since when a wake waits, plus one; 0: none waits.
    woken_ms: AtomicU64,
    ended: AtomicBool,
}

impl Pulse {
    pub fn new(socket: Option<Handle>, tick: Duration, login: &Login) -> Self {
        Self {
            socket,
            login: login.id,
            token_hash: login.token_hash.clone(),
            expires_at: AtomicI64::new(login.expires_at.micros()),
            heard_ms: AtomicU64::new(millis(tick)),
            woken_ms: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        }
    }

    /// Whether the login has ended by itself, as far as is known here.
    pub fn expired(&self, life: Timestamp) -> bool {
        self.expires_at.load(Ordering::Acquire) <= life.micros()
    }

    /// The login lasts longer than was known.
    pub fn lasts_until(&self, expires_at: Timestamp) {
        self.expires_at.store(expires_at.micros(), Ordering::Release);
    }

    pub fn heard(&self, tick: Duration) {
        self.heard_ms.store(millis(tick), Ordering::Release);
    }

    /// Whether a wake should be sent: none waits yet.
    pub fn wake(&self, tick: Duration) -> bool {
        let now = millis(tick) + 1;
        self.woken_ms.compare_exchange(0, now, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    pub fn awake(&self) {
        self.woken_ms.store(0, Ordering::Release);
    }

    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
    }

    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    pub fn stuck(&self, tick: Duration) -> Option<Stuck> {
        let now = millis(tick);
        let since = |at: u64| Duration::from_millis(now.saturating_sub(at));
        let woken = self.woken_ms.load(Ordering::Acquire);
        if woken > 0 && since(woken - 1) > STALLED {
            return Some(Stuck::Stalled);
        }
        (since(self.heard_ms.load(Ordering::Acquire)) > SILENT).then_some(Stuck::Silent)
    }

    pub fn shut(&self) {
        if let Some(socket) = &self.socket {
            socket.shut();
        }
    }
}

fn millis(tick: Duration) -> u64 {
    u64::try_from(tick.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
