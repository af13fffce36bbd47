//! What tests pass in: a clock that is moved by hand, chance that counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lamplight_actors::Clock;
use lamplight_domain::time::{Span, Timestamp};

use crate::Chance;

/// 2026-11-24T02:21:00Z.
const START: Timestamp = Timestamp::from_micros(1_795_486_860_000_000);

/// Every fill differs from the one before.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = count.to_le_bytes()[place % 8] ^ u8::try_from(place % 251).unwrap_or(0);
        }
    }
}

/// All three times move together, and only by `advance`.
#[derive(Default)]
pub(crate) struct ManualClock(AtomicU64);

impl ManualClock {
    pub fn shared() -> Arc<Self> {
        Arc::new(Self::default())
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(u64::try_from(by.as_micros()).unwrap(), Ordering::Relaxed);
    }

    fn since_start(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        START + Span::from_micros(i64::try_from(self.since_start()).unwrap())
    }

    fn tick(&self) -> Duration {
        Duration::from_micros(self.since_start())
    }

    fn life(&self) -> Timestamp {
        self.now()
    }

    fn rate(&self) -> f64 {
        1.0
    }
}
