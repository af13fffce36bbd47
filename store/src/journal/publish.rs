//! Hands each organisation's subscriber what was committed: one `Committed` a group, in order of positions.

use std::collections::BTreeMap;
use std::sync::Arc;

use lamplight_domain::ids::OrganisationId;
use lamplight_domain::log::Position;
use tokio::sync::mpsc;

use super::Subscription;
use crate::{Body, Committed, Entry};

#[derive(Debug, Default)]
pub(crate) struct Subscribers(BTreeMap<OrganisationId, mpsc::UnboundedSender<Arc<Committed>>>);

impl Subscribers {
    /// A second subscriber replaces the first, whose receiver then ends.
    pub(crate) fn subscribe(&mut self, organisation: OrganisationId) -> Subscription {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.0.insert(organisation, sender);
        receiver
    }

    /// Unbounded, but not without bound: what is sent was an entry within the journal's budget, and the
    /// receiver is a fold that keeps nothing back.
    pub(crate) fn publish(&mut self, groups: BTreeMap<OrganisationId, Committed>) {
        for (organisation, committed) in groups {
            if let Some(subscriber) = self.0.get(&organisation)
                && subscriber.send(Arc::new(committed)).is_err()
            {
                self.0.remove(&organisation);
            }
        }
    }
}

/// Entries of one commit, with the position of their first event, as each organisation sees them.
pub(crate) fn gather(
    entries: impl IntoIterator<Item = (Entry, Position)>,
) -> BTreeMap<OrganisationId, Committed> {
    let mut groups: BTreeMap<OrganisationId, Committed> = BTreeMap::new();
    for (entry, first) in entries {
        let (decided, rows) = match entry.body {
            Body::Ticket { decided, .. } => (vec![decided], Vec::new()),
            Body::Import { decided, .. } => (decided, Vec::new()),
            Body::Organisation { decided, rows } => (vec![decided], rows),
            Body::Account(_) | Body::Delivery(_) | Body::Memory(_) | Body::Nothing => continue,
        };
        let committed = groups.entry(entry.organisation).or_insert_with(|| Committed {
            organisation: entry.organisation,
            first,
            events: Vec::new(),
            texts: Vec::new(),
            rows: Vec::new(),
        });
        committed.events.extend(decided.into_iter().flat_map(|decided| decided.into_parts().0));
        committed.texts.extend(entry.texts.into_iter().map(|row| (row.id, row.text.into())));
        committed.rows.extend(rows);
    }
    groups
}
