//! Once a minute what has had its day is forgotten: expired keys and logins, ids of entries that nobody can
//! ask about any more. One task a process, because those tables are no organisation's. Never touches a log.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use lamplight_domain::time::Span;

use crate::desk::Common;
use crate::desks::Inner;

/// Between two sweeps (life time).
const EVERY: Duration = Duration::from_secs(60);
/// What one turn of the journal forgets of a kind at most; as much again waits when it did.
const PART: u64 = 1_000;
/// Turns of one sweep: 1,000 keys a second are kept up with.
const PARTS_MAX: u32 = 90;
/// How long an entry can be asked about (life time): far longer than any outcome stays unknown.
const ENTRIES_LIVE_SECONDS: f64 = 3_600.0;

pub(crate) fn start(inner: &Arc<Inner>) {
    let inner = Arc::downgrade(inner);
    actix::spawn(async move {
        let mut every = tokio::time::interval(EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            let Some(inner) = inner.upgrade() else { return };
            let common = Arc::clone(&inner.common);
            drop(inner);
            sweep(&common).await;
            if common.stopping.load(Ordering::Acquire) {
                return;
            }
        }
    });
}

async fn sweep(common: &Common) {
    let clock = &common.clock;
    #[expect(clippy::cast_possible_truncation, reason = "an hour times any rate is far below i64")]
    let entries_live = Span::from_micros((ENTRIES_LIVE_SECONDS * clock.rate() * 1e6) as i64);
    for _ in 0..PARTS_MAX {
        if common.stopping.load(Ordering::Acquire) {
            return;
        }
        match common.store.journal().sweep(clock.life(), clock.now() - entries_live).await {
            Ok(swept) if swept >= PART => {}
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "expired rows cannot be forgotten now");
                return;
            }
        }
    }
    tracing::warn!("more rows expire than are forgotten");
}
