//! The desks of this process by organisation, loaded at their first use on the thread that the hash of the
//! organisation names. Never iterated for a decision.

use std::sync::Arc;

use actix::ArbiterHandle;
use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use lamplight_domain::ids::OrganisationId;
use tokio::sync::watch;

use crate::Refusal;
use crate::desk::{self, Common, Desk};

#[derive(Clone)]
enum Slot {
    Loading,
    Ready(Arc<Desk>),
    /// The store could not be read: the next use tries again.
    Failed,
}

pub struct Registry {
    desks: DashMap<OrganisationId, watch::Receiver<Slot>>,
    threads: Vec<ArbiterHandle>,
}

impl Registry {
    /// `threads`: at least one.
    pub fn over(threads: Vec<ArbiterHandle>) -> Self {
        Self { desks: DashMap::new(), threads }
    }

    /// # Errors
    /// `Unavailable` when the desk cannot be loaded now.
    pub async fn desk(
        &self,
        common: &Arc<Common>,
        organisation: OrganisationId,
    ) -> Result<Arc<Desk>, Refusal> {
        let mut slot = self.slot(common, organisation);
        loop {
            match slot.borrow_and_update().clone() {
                Slot::Ready(desk) => return Ok(desk),
                Slot::Failed => break,
                Slot::Loading => {}
            }
            if slot.changed().await.is_err() {
                break;
            }
        }
        Err(Refusal::Unavailable { retry_after_ms: 1_000 })
    }

    /// Desks that are loaded, for figures and for the end.
    pub fn loaded(&self) -> Vec<Arc<Desk>> {
        let ready = self.desks.iter().filter_map(|slot| match &*slot.value().borrow() {
            Slot::Ready(desk) => Some(Arc::clone(desk)),
            Slot::Loading | Slot::Failed => None,
        });
        ready.collect()
    }

    /// One load an organisation: a second desk would be a second writer.
    fn slot(&self, common: &Arc<Common>, organisation: OrganisationId) -> watch::Receiver<Slot> {
        match self.desks.entry(organisation) {
            Entry::Occupied(mut known) => {
                // A load that panicked says nothing any more: its sender is gone.
                let dead = known.get().has_changed().is_err();
                let tried = match &*known.get().borrow() {
                    Slot::Failed => true,
                    Slot::Loading => dead,
                    Slot::Ready(_) => false,
                };
                if tried {
                    known.insert(self.load(common, organisation));
                }
                known.get().clone()
            }
            Entry::Vacant(place) => place.insert(self.load(common, organisation)).clone(),
        }
    }

    fn load(&self, common: &Arc<Common>, organisation: OrganisationId) -> watch::Receiver<Slot> {
        let (tell, slot) = watch::channel(Slot::Loading);
        let common = Arc::clone(common);
        self.thread(organisation).spawn_fn(move || {
            actix::spawn(async move {
                let loaded = match desk::load(&common, organisation).await {
                    Ok(desk) => Slot::Ready(Arc::new(desk)),
                    Err(error) => {
                        tracing::warn!(%organisation, %error, "desk cannot be loaded");
                        Slot::Failed
                    }
                };
                tell.send_replace(loaded);
            });
        });
        slot
    }

    fn thread(&self, organisation: OrganisationId) -> &ArbiterHandle {
        let hash = organisation.raw().cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let place = usize::try_from(hash).unwrap_or(0) % self.threads.len();
        &self.threads[place]
    }
}
