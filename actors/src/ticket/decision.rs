//! From an order to an entry: the version the asker saw, the pure decision, the entry for the journal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use actix::Context;
use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::log::{By, Decided};
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{
    ByHand, Command, Context as Around, OfferKind, Rejection, Rung, Ticket, decide,
};
use lamplight_store::{AuditRow, Body, Entry, KeyRow};

use super::{Order, TicketActor, Work};
use crate::Refusal;

impl TicketActor {
    pub(super) fn work_on(&mut self, work: Work, ctx: &mut Context<Self>) {
        if let Err(refusal) = self.check(&work.order) {
            drop(work.order.reply.send(Err(refusal)));
            return;
        }
        let directory = self.ports.feeds.directory();
        let around =
            Around { now: self.ports.clock.now(), directory: &directory, calendar: Calendar::default() };
        let ticket = self.held.as_ref().map(|held| &*held.ticket);
        let decided = catch_unwind(AssertUnwindSafe(|| {
            #[cfg(any(test, feature = "sim"))]
            crate::faults::decision(&work.order.command);
            decide(ticket, &work.order.command, work.order.caller, &around)
        }));
        match decided {
            Ok(Ok(decided)) => self.commit(work, decided, ctx),
            Ok(Err(rejection)) => self.refuse(work.order, rejection),
            Err(_) => self.panicked(work, ctx),
        }
    }

    fn check(&self, order: &Order) -> Result<(), Refusal> {
        let Some(held) = &self.held else {
            let opens = matches!(order.command, Command::Open(_));
            return if opens { Ok(()) } else { Err(Refusal::NotFound) };
        };
        let freed = matches!(order.command, Command::Unquarantine);
        if held.ticket.by_hand == Some(ByHand::Quarantined) && !freed {
            return Err(self.rejected(Rejection::Quarantined));
        }
        match order.if_match {
            None if wants_if_match(order) => Err(Refusal::IfMatchMissing),
            Some(seen) if seen != held.ticket.assignment_version => {
                let now = self.answer(false).ok_or(Refusal::NotFound)?;
                Err(Refusal::AssignmentChanged { now: Box::new(now) })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn rejected(&self, rejection: Rejection) -> Refusal {
        // Whoever has no right learns nothing of the ticket.
        let silent = rejection == Rejection::Forbidden;
        Refusal::Rejected { now: self.answer(false).filter(|_| !silent).map(Box::new), rejection }
    }

    fn refuse(&self, order: Order, rejection: Rejection) {
        if rejection == Rejection::Forbidden
            && let By::Person(person) = order.caller.by
        {
            self.ports.audit(AuditRow {
                person: Some(person),
                action: "denied",
                ticket: Some(self.id),
                detail: format!("{{\"command\":\"{}\"}}", order.command.name()),
            });
        }
        drop(order.reply.send(Err(self.rejected(rejection))));
    }

    pub(super) fn entry(&self, order: &mut Order, decided: Decided) -> Entry {
        let base = self.held.as_ref().map_or(0, |held| held.ticket.version);
        let version = decided.after().map_or(base, |after| after.version);
        let now = self.ports.clock.now();
        Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: decided.events().last().map_or(now, |event| event.at),
            key: order.key.as_ref().map(|(key, hash)| KeyRow {
                key: key.clone(),
                request_hash: hash.clone(),
                ticket: Some(self.id),
                version,
                expires_at: self.ports.key_expiry(),
            }),
            texts: order.texts.clone(),
            audit: None,
            body: Body::Ticket { ticket: self.id, base, decided, decisions: decisions(&order.command) },
        }
    }

    /// The summary after these events: the text that opened the ticket, or what we had.
    pub(super) fn summary(&self, order: &Order, after: &Ticket) -> Arc<str> {
        let named = order.texts.iter().find(|row| row.id == after.summary);
        match (named, &self.held) {
            (Some(row), _) => row.text.as_str().into(),
            (None, Some(held)) => Arc::clone(&held.summary),
            (None, None) => "".into(),
        }
    }
}

/// Commands that overwrite what another may have changed since it was looked at.
fn wants_if_match(order: &Order) -> bool {
    if !matches!(order.caller.by, By::Person(_)) {
        return false;
    }
    match &order.command {
        Command::Offer(proposal) => proposal.rung == Rung::ByHand && proposal.kind == OfferKind::Dispatch,
        Command::Reclassify { .. } | Command::Reprioritise { .. } | Command::Merge { .. } => true,
        _ => false,
    }
}

fn decisions(command: &Command) -> Vec<DecisionRecord> {
    match command {
        Command::Open(open) => open.offer.iter().map(|offer| offer.decision.clone()).collect(),
        Command::Offer(proposal) => vec![proposal.decision.clone()],
        Command::Strand { decision } => vec![decision.clone()],
        _ => Vec::new(),
    }
}
