//! What can be known about a session from outside: when it was last heard, since when a wake waits for it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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

#[derive(Debug)]
pub(crate) struct Pulse {
    socket: Option<Handle>,
    pub login: LoginId,
    /// Life time at which the login ends by itself.
    pub expires_at: Timestamp,
    /// Milliseconds of `tick`.
    heard_ms: AtomicU64,
    /// Since when a wake waits, plus one; 0: none waits.
    woken_ms: AtomicU64,
    ended: AtomicBool,
}

impl Pulse {
    pub fn new(socket: Option<Handle>, tick: Duration, login: LoginId, expires_at: Timestamp) -> Self {
        Self {
            socket,
            login,
            expires_at,
            heard_ms: AtomicU64::new(millis(tick)),
            woken_ms: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        }
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
