//! Every 30 s one query over all organisations for what is due within two minutes: it loads the desks that
//! sleep, and lets each wheel see that it misses nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use lamplight_domain::ids::OrganisationId;
use lamplight_domain::time::Span;
use lamplight_store::DueRow;

use crate::desks::Inner;
use crate::wheel::Census;

/// Between two queries (life time).
const EVERY: Duration = Duration::from_secs(30);
/// How far ahead is looked (life time; the hospital's is this times the rate).
const AHEAD_SECONDS: f64 = 120.0;
const ROWS_MAX: u32 = 10_000;

pub(crate) fn start(inner: &Arc<Inner>) {
    let inner = Arc::downgrade(inner);
    actix::spawn(async move {
        let mut every = tokio::time::interval(EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            let Some(inner) = inner.upgrade() else { return };
            if inner.common.stopping.load(Ordering::Acquire) {
                return;
            }
            take(&inner).await;
        }
    });
}

async fn take(inner: &Arc<Inner>) {
    let clock = &inner.common.clock;
    #[expect(clippy::cast_possible_truncation, reason = "two minutes times any rate is far below i64")]
    let ahead = Span::from_micros((AHEAD_SECONDS * clock.rate() * 1e6) as i64);
    let due = match inner.common.store.due(clock.now() + ahead, ROWS_MAX).await {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, "due deadlines cannot be read");
            return;
        }
    };
    let mut by_organisation: BTreeMap<OrganisationId, Vec<DueRow>> = BTreeMap::new();
    for row in due {
        by_organisation.entry(row.organisation).or_default().push(row);
    }
    for (organisation, rows) in by_organisation {
        if let Ok(desk) = inner.registry.desk(&inner.common, organisation).await {
            desk.census.tell(Census(rows));
        }
    }
}
