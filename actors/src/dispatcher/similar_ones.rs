//! Live tickets that are probably what somebody is about to report. Reads what the dispatcher holds in
//! memory; never asks the store, never judges: `domain::similar` does.

use std::sync::Arc;

use lamplight_domain::similar::{Asker, Draft, similar};

use super::Dispatcher;
use crate::Alike;

impl Dispatcher {
    pub(super) fn alike(&self, draft: &Draft, asker: Asker) -> Vec<Alike> {
        // Ids sort by time: the newest first.
        let live = self.live.values().rev().map(|held| (&*held.ticket, &*held.summary));
        let found = similar(draft, asker, &self.directory, live).into_iter();
        let found = found.filter_map(|one| {
            let held = self.live.get(&one.ticket)?;
            let (ticket, summary) = (Arc::clone(&held.ticket), Arc::clone(&held.summary));
            Some(Alike { ticket, summary, why: one.why })
        });
        found.collect()
    }
}
