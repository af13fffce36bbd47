//! Keeps what live rows cannot give back: the floor's memory, saved through the journal every 1,000
//! positions and at stop.

use std::sync::Arc;
use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::log::Position;
use lamplight_store::{Body, Entry, FoldMemory, Lane};
use tokio::sync::oneshot;

use super::Dispatcher;

/// The name under which the floor's memory is stored.
pub const FLOOR: &str = "floor";
const EVERY: i64 = 1_000;
/// How often a desk that winds up looks whether all is done, and how long it looks (life time).
const LOOK: Duration = Duration::from_millis(20);
const LOOKS_MAX: u32 = 500;

pub(super) struct Memories {
    saved_at: Position,
}

impl Memories {
    pub fn saved_at(position: Position) -> Self {
        Self { saved_at: position }
    }
}

impl Dispatcher {
    pub(super) fn save_memory_if_due(&mut self, ctx: &mut Context<Self>) {
        if self.position.0 - self.memories.saved_at.0 >= EVERY {
            self.memories.saved_at = self.position;
            self.save_memory(None, ctx);
        }
    }

    fn save_memory(&mut self, done: Option<oneshot::Sender<()>>, ctx: &mut Context<Self>) {
        let memory = self.floor.memory();
        let Ok(body) = serde_json::to_string(memory) else {
            self.ports.incident("the floor's memory cannot be written down");
            return;
        };
        let entry = Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: self.ports.clock.now(),
            body: Body::Memory(FoldMemory { fold: FLOOR, position: memory.position, body }),
            key: None,
            texts: Vec::new(),
            audit: None,
        };
        // Lost when the journal is full: the next thousand positions bring another.
        let saved = self.ports.commit_patiently(entry, Lane::Desk);
        ctx.spawn(saved.into_actor(self).map(move |_, _, _| {
            if let Some(done) = done {
                let _ = done.send(());
            }
        }));
    }

    /// Waits until every ticket has answered, then saves the memory.
    pub(super) fn wind_up(&mut self, done: oneshot::Sender<()>, ctx: &mut Context<Self>) {
        self.look_whether_done(done, LOOKS_MAX, ctx);
    }

    fn look_whether_done(&mut self, done: oneshot::Sender<()>, looks: u32, ctx: &mut Context<Self>) {
        if looks == 0 || (self.table.waiting() == 0 && self.at_floor.is_empty()) {
            let journal = self.ports.store.journal().clone();
            let flushed = async move { journal.flush().await };
            let ports = Arc::clone(&self.ports);
            ctx.spawn(flushed.into_actor(self).map(move |(), dispatcher, ctx| {
                tracing::info!(organisation = %ports.organisation, "desk wound up");
                dispatcher.save_memory(Some(done), ctx);
            }));
            return;
        }
        ctx.run_later(LOOK, move |dispatcher, ctx| dispatcher.look_whether_done(done, looks - 1, ctx));
    }
}
