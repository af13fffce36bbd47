//! What becomes of an entry: committed, seen before, stale, refused, unknown, unavailable. Each outcome is
//! handled in one place; the ticket changes after the commit alone.

use std::sync::Arc;
use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::ids::EntryId;
use lamplight_domain::log::Decided;
use lamplight_domain::ticket::{Command, Ticket};
use lamplight_store::{KeyRow, Lane, Outcome};

use super::{TicketActor, Work};
use crate::Refusal;
use crate::step::Held;

const RETRY_AFTER_MS: u32 = 1_000;
/// How long an asker waits for a lost outcome to be found before he is told "unknown" (life time).
const ASKER_WAITS: Duration = Duration::from_secs(2);
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// Times that an order is decided anew because the stored version was another than ours.
const STALE_MAX: u8 = 3;

impl TicketActor {
    pub(super) fn commit(&mut self, mut work: Work, decided: Decided, ctx: &mut Context<Self>) {
        let Some(after) = decided.after().cloned() else {
            let incident = self.ports.incident("a ticket's decision without a ticket");
            drop(work.order.reply.send(Err(Refusal::Incident { incident })));
            return;
        };
        let entry = self.entry(&mut work.order, decided);
        let (id, lane) = (entry.id, work.order.lane);
        match self.ports.commit(entry, lane) {
            Err(lamplight_store::Full) => {
                let refusal = Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS };
                drop(work.order.reply.send(Err(refusal)));
            }
            Ok(outcome) => {
                self.occupied = true;
                ctx.spawn(outcome.into_actor(self).map(move |outcome, actor, ctx| {
                    actor.occupied = false;
                    actor.settle(work, id, after, outcome, ctx);
                    actor.go_on(ctx);
                }));
            }
        }
    }

    fn settle(
        &mut self,
        mut work: Work,
        entry: EntryId,
        after: Ticket,
        outcome: Outcome,
        ctx: &mut Context<Self>,
    ) {
        let refusal = match outcome {
            Outcome::Committed { last } => {
                let summary = self.summary(&work.order, &after);
                let created = matches!(work.order.command, Command::Open(_));
                self.held = Some(Held { ticket: Arc::new(after), summary });
                self.position = last;
                if let Some(answer) = self.answer(created) {
                    drop(work.order.reply.send(Ok(answer)));
                }
                return;
            }
            Outcome::KeySeen(row) => return self.answer_again(work, row, ctx),
            Outcome::Stale if work.stale < STALE_MAX => {
                work.stale += 1;
                return self.reload(Some(work), ctx);
            }
            Outcome::Unknown => return self.find_out(work, entry, after, ctx),
            Outcome::Stale | Outcome::Unavailable => Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS },
            Outcome::Refused { incident } => Refusal::Incident { incident },
        };
        drop(work.order.reply.send(Err(refusal)));
    }

    /// The key was used before: the same request gets the same answer.
    fn answer_again(&mut self, work: Work, row: KeyRow, ctx: &mut Context<Self>) {
        let hash = work.order.key.as_ref().map_or("", |(_, hash)| hash.as_str());
        let created = matches!(work.order.command, Command::Open(_));
        let answer = self.ports.answer_of_key(row, hash.to_owned(), created);
        let reply = work.order.reply;
        ctx.spawn(answer.into_actor(self).map(move |answer, _, _| drop(reply.send(answer))));
    }

    /// A commit whose outcome is not known is found by its entry; no other command until then.
    fn find_out(&mut self, work: Work, entry: EntryId, after: Ticket, ctx: &mut Context<Self>) {
        self.occupied = true;
        let ports = Arc::clone(&self.ports);
        let patient = work.order.lane == Lane::Desk;
        let search = async move {
            let asked_at = ports.clock.tick();
            let mut work = Some(work);
            loop {
                if let Some(outcome) = ports.outcome_of(entry).await {
                    return (work, outcome);
                }
                let waited = ports.clock.tick().saturating_sub(asked_at);
                if !patient
                    && waited >= ASKER_WAITS
                    && let Some(Work { order, .. }) = work.take()
                {
                    drop(order.reply.send(Err(Refusal::Unknown { retry_after_ms: RETRY_AFTER_MS })));
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        ctx.spawn(search.into_actor(self).map(move |(work, outcome), actor, ctx| {
            actor.occupied = false;
            match (work, outcome) {
                // The asker was told that nobody knows: the stored row says what has become of it.
                (None, _) => actor.reload(None, ctx),
                (Some(work), outcome) => actor.settle(work, entry, after, outcome, ctx),
            }
            actor.go_on(ctx);
        }));
    }
}
