//! A decision that panicked: the caller gets an incident number, the state is thrown away and read again
//! behind the journal's work. More than three in a minute: the ticket is quarantined.

use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::ticket::{ByHand, quarantine};
use lamplight_store::{Body, Entry, Lane, Outcome};

use super::{TicketActor, Work};
use crate::Refusal;

const PANICS_MAX: usize = 3;
const WITHIN: Duration = Duration::from_secs(60);

impl TicketActor {
    pub(super) fn panicked(&mut self, work: Work, ctx: &mut Context<Self>) {
        let incident = self.ports.incident(work.order.command.name());
        metrics::counter!("lamplight_decision_panics_total").increment(1);
        tracing::error!(
            organisation = %self.ports.organisation,
            ticket = %self.id,
            command = work.order.command.name(),
            incident,
            "decision panicked, ticket reloads"
        );
        let tick = self.ports.clock.tick();
        self.panics.push_back(tick);
        while self.panics.front().is_some_and(|&at| tick.saturating_sub(at) > WITHIN) {
            self.panics.pop_front();
        }
        drop(work.order.reply.send(Err(Refusal::Incident { incident })));
        self.reload(None, ctx);
    }

    /// After a reload: too many panics take the ticket out of automatic hands.
    pub(super) fn quarantine_if_due(&mut self, ctx: &mut Context<Self>) {
        if self.panics.len() <= PANICS_MAX {
            return;
        }
        self.panics.clear();
        let Some(held) = self
            .held
            .clone()
            .filter(|held| held.ticket.is_live() && held.ticket.by_hand != Some(ByHand::Quarantined))
        else {
            return;
        };
        let now = self.ports.clock.now();
        let version = held.ticket.version;
        let decided = quarantine(self.ports.organisation, self.id, version, now);
        let entry = Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: now,
            body: Body::Ticket { ticket: self.id, base: version, decided, decisions: Vec::new() },
            key: None,
            texts: Vec::new(),
            audit: None,
        };
        tracing::error!(organisation = %self.ports.organisation, ticket = %self.id, "ticket quarantined");
        self.occupied = true;
        let outcome = self.ports.commit_patiently(entry, Lane::Desk);
        // The row is folded from the log by the store: read it behind the commit, whatever came of it.
        ctx.spawn(outcome.into_actor(self).map(|outcome, actor, ctx| {
            if !matches!(outcome, Outcome::Committed { .. }) {
                tracing::error!(ticket = %actor.id, ?outcome, "a quarantine was not stored");
            }
            actor.reload(None, ctx);
        }));
    }
}
