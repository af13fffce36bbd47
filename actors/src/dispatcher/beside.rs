//! What a reporter is told of the other live tickets: which are probably what he is about to report, and how
//! many come before his. Reads what the dispatcher holds in
//! memory; never asks the store, never judges: `domain::similar` and the backlog's order do.

use std::sync::Arc;

use lamplight_domain::dispatch::ahead;
use lamplight_domain::ids::TicketId;
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

    /// One pass over the live tickets: some microseconds for a hospital, and asked by a person alone.
    pub(super) fn ahead(&self, ticket: TicketId) -> Option<usize> {
        let held = self.live.get(&ticket)?;
        ahead(&held.ticket, self.live.values().map(|held| &*held.ticket))
    }
}
