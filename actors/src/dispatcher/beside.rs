//! What people are told of several live tickets at once: a reporter, which are probably what he is about to
//! report and how many come before his; an engineer, in which order to walk his own. Reads what the dispatcher
//! holds in memory; never asks the store, never judges: `domain` does.

use std::sync::Arc;

use lamplight_domain::dispatch::ahead;
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::round::{Round, round};
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

    /// One pass over the live tickets.
    pub(super) fn round(&self, engineer: PersonId) -> Round {
        let from = self.floor.memory().place_of(engineer, &self.directory);
        round(engineer, from, self.live.values().map(|held| &*held.ticket), &self.directory)
    }

    /// One pass over the live tickets: some microseconds for a hospital, and asked by a person alone.
    pub(super) fn ahead(&self, ticket: TicketId) -> Option<usize> {
        let held = self.live.get(&ticket)?;
        ahead(&held.ticket, self.live.values().map(|held| &*held.ticket))
    }
}
