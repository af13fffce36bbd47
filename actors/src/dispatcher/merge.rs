//! Merges, one at a time an organisation, so that no two can make a cycle (T7): the target is looked at, the
//! child is merged, the target adopts. And the way back: a child that lives again is let go by its target.

use std::sync::Arc;
use std::time::Duration;

use actix::{ActorFutureExt, AsyncContext, Context, WrapFuture};
use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::log::By;
use lamplight_domain::org::Roles;
use lamplight_domain::ticket::{Caller, Command, End, Rejection};
use tokio::sync::oneshot;

use super::asks::caller;
use super::orders::{Purpose, Sending};
use super::{Asking, Dispatcher};
use crate::journal_link::TRY_AGAIN;
use crate::step::Held;
use crate::{Answer, Refusal};

/// Between two tries of an adoption that met an accident of ours (life time).
const AFTER_INCIDENT: Duration = Duration::from_secs(20);

pub(super) struct Merge {
    pub asking: Asking,
    pub child: TicketId,
    pub into: TicketId,
}

#[derive(Clone)]
pub(super) struct Adoption {
    pub into: TicketId,
    pub child: TicketId,
    pub reporters: Vec<PersonId>,
}

impl Dispatcher {
    pub(super) fn take_merge(&mut self, merge: Merge, ctx: &mut Context<Self>) {
        self.merges.push_back(merge);
        self.next_merge(ctx);
    }

    fn next_merge(&mut self, ctx: &mut Context<Self>) {
        if self.merging {
            return;
        }
        let Some(merge) = self.merges.pop_front() else { return };
        self.merging = true;
        let (reply, target) = oneshot::channel();
        self.read(merge.into, reply, None, ctx);
        ctx.spawn(target.into_actor(self).map(move |target, dispatcher, ctx| {
            let target = target.unwrap_or(Err(Refusal::Unavailable { retry_after_ms: 1_000 }));
            match target {
                Ok(target) if target.ticket.is_live() && merge.into != merge.child => {
                    let sending = Sending {
                        command: Command::Merge { into: merge.into },
                        caller: caller(&merge.asking),
                        texts: Vec::new(),
                        purpose: Purpose::Merge(merge),
                    };
                    let child = match &sending.purpose {
                        Purpose::Merge(merge) => merge.child,
                        _ => return,
                    };
                    dispatcher.send(child, sending, ctx);
                }
                Ok(_) => {
                    let refusal = dispatcher.rejected(merge.child, Rejection::BadMergeTarget);
                    dispatcher.merge_done(merge, Err(refusal), ctx);
                }
                Err(Refusal::NotFound) => {
                    let unknown = Rejection::Unknown { field: "into" };
                    let refusal = Refusal::Rejected { rejection: unknown, now: None };
                    dispatcher.merge_done(merge, Err(refusal), ctx);
                }
                Err(refusal) => dispatcher.merge_done(merge, Err(refusal), ctx),
            }
        }));
    }

    pub(super) fn merge_done(
        &mut self,
        merge: Merge,
        result: Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        self.merging = false;
        if let Ok(answer) = &result
            && answer.ticket.id == merge.child
        {
            let reporters = answer.ticket.reporters.clone();
            self.adopt(Adoption { into: merge.into, child: merge.child, reporters }, ctx);
        }
        self.finish(merge.asking, result, ctx);
        self.next_merge(ctx);
    }

    fn adopt(&mut self, adoption: Adoption, ctx: &mut Context<Self>) {
        // Split off again while the target was still to hear of it.
        if self.live.contains_key(&adoption.child) {
            return;
        }
        let (child, reporters) = (adoption.child, adoption.reporters.clone());
        let sending = Sending {
            command: Command::Adopt { child, reporters },
            caller: Caller { by: By::System, roles: Roles::NONE },
            texts: Vec::new(),
            purpose: Purpose::Adopt(adoption.clone()),
        };
        self.send(adoption.into, sending, ctx);
    }

    /// Busy is no refusal: the child is merged, so the target has to hear of it.
    pub(super) fn adoption_done(
        &mut self,
        adoption: Adoption,
        result: &Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        let again = match result {
            Err(Refusal::Busy { .. } | Refusal::Unavailable { .. } | Refusal::Unknown { .. }) => TRY_AGAIN,
            // An accident of ours is logged each time.
            Err(Refusal::Incident { .. }) => AFTER_INCIDENT,
            // The target was merged itself meanwhile: the child goes where it went.
            Err(Refusal::Rejected { now: Some(target), .. }) => {
                if let Some(End::Merged { into }) = target.ticket.end {
                    self.adopt(Adoption { into, ..adoption }, ctx);
                }
                return;
            }
            Ok(_) => return self.let_go(adoption.child, ctx),
            Err(_) => return,
        };
        ctx.run_later(again, move |dispatcher, ctx| dispatcher.adopt(adoption, ctx));
    }

    /// A child that lives again is its own: whoever has it still counted among its merged ones hears so.
    pub(super) fn let_go(&mut self, child: TicketId, ctx: &mut Context<Self>) {
        if !self.live.contains_key(&child) {
            return;
        }
        let counts = |held: &&Held| held.ticket.merged.contains_key(&child);
        for target in self.live.values().filter(counts).map(|held| held.ticket.id).collect::<Vec<_>>() {
            let sending = Sending {
                command: Command::Disown { child },
                caller: Caller { by: By::System, roles: Roles::NONE },
                texts: Vec::new(),
                purpose: Purpose::Disown(child),
            };
            self.send(target, sending, ctx);
        }
    }

    pub(super) fn disowning_done(
        &mut self,
        child: TicketId,
        result: &Result<Answer, Refusal>,
        ctx: &mut Context<Self>,
    ) {
        let again = match result {
            Err(Refusal::Busy { .. } | Refusal::Unavailable { .. } | Refusal::Unknown { .. }) => TRY_AGAIN,
            Err(Refusal::Incident { .. }) => AFTER_INCIDENT,
            _ => return,
        };
        ctx.run_later(again, move |dispatcher, ctx| dispatcher.let_go(child, ctx));
    }

    /// At start: a process may have died between a split and what follows from it.
    fn let_go_left_over(&mut self, ctx: &mut Context<Self>) {
        let counted = self.live.values().flat_map(|held| held.ticket.merged.keys());
        let alive: Vec<TicketId> = counted.filter(|child| self.live.contains_key(child)).copied().collect();
        alive.into_iter().for_each(|child| self.let_go(child, ctx));
    }

    /// At start: a process may have died between a merge and its adoption.
    pub fn adopt_left_over(&mut self, tickets: &[Held], ctx: &mut Context<Self>) {
        for child in tickets {
            let Some(End::Merged { into }) = child.ticket.end else { continue };
            let known = tickets.iter().find(|held| held.ticket.id == into);
            let missing = known.is_some_and(|target| !target.ticket.merged.contains_key(&child.ticket.id));
            if missing {
                let reporters = child.ticket.reporters.clone();
                self.adopt(Adoption { into, child: child.ticket.id, reporters }, ctx);
            }
        }
        // Those that ended too long ago to be at hand.
        let at_hand = |id: &TicketId| tickets.iter().any(|held| held.ticket.id == *id);
        let old = self.floor.memory().unadopted.iter().filter(|(child, _)| !at_hand(child));
        for (child, into) in old.map(|(&child, &into)| (child, into)).collect::<Vec<_>>() {
            self.adopt_from_row(child, into, ctx);
        }
    }

    fn adopt_from_row(&mut self, child: TicketId, into: TicketId, ctx: &mut Context<Self>) {
        let ports = Arc::clone(&self.ports);
        let read = async move {
            loop {
                match ports.held(child).await {
                    Ok(read) => return read,
                    Err(_) => tokio::time::sleep(TRY_AGAIN).await,
                }
            }
        };
        ctx.spawn(read.into_actor(self).map(move |read, dispatcher, ctx| {
            if let Some(held) = read.filter(|held| held.ticket.end == Some(End::Merged { into })) {
                let reporters = held.ticket.reporters.clone();
                dispatcher.adopt(Adoption { into, child, reporters }, ctx);
            }
        }));
    }
}

/// What has to be adopted again after a start; told once by the desk.
#[derive(actix::Message)]
#[rtype(result = "()")]
pub struct LeftOver(pub Arc<Vec<Held>>);

impl actix::Handler<LeftOver> for Dispatcher {
    type Result = ();

    fn handle(&mut self, LeftOver(tickets): LeftOver, ctx: &mut Context<Self>) {
        self.adopt_left_over(&tickets, ctx);
        self.let_go_left_over(ctx);
    }
}
