//! What the floor does by itself: revokes rings of who has left, opens rounds for stranded tickets, offers
//! the backlog by urgency. After it nobody free is left beside a ticket that he could take (D5).

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::mem;

use crate::dispatch::books::Part;
use crate::dispatch::choose::{Choice, Chosen};
use crate::dispatch::floor::pending::Until;
use crate::dispatch::floor::{Floor, Intent};
use crate::dispatch::need::Need;
use crate::dispatch::record::{DecisionKind, DecisionRecord, RungRecord};
use crate::ids::{DecisionId, PersonId, TicketId};
use crate::org::Duty;
use crate::ticket::{Command, OfferKind, Proposal, RevokeReason};
use crate::time::Timestamp;

impl Floor {
    /// Who has left is not rung any more, if he has not come back meanwhile.
    pub(super) fn revoke_rings(&mut self, intents: &mut Vec<Intent>) {
        for (ticket, offer) in mem::take(&mut self.revoke_due) {
            if self.pending.contains_key(&ticket) {
                self.revoke_due.insert(ticket, offer);
                continue;
            }
            let standing = self.tickets.get(&ticket).and_then(|ticket| ticket.offer);
            if standing.is_some_and(|standing| standing.id == offer && self.is_away(standing.to)) {
                let command = Command::Revoke { reason: RevokeReason::OffDuty };
                intents.push(self.send(ticket, command, Until::Revoked(offer), None));
            }
        }
    }

    /// A stranded ticket is tried again before its time when somebody is there for it: because he came on
    /// duty (his silence of before is forgotten), or because the directory says so.
    pub(super) fn open_rounds(&mut self, now: Timestamp, intents: &mut Vec<Intent>) {
        let recheck = mem::take(&mut self.recheck);
        let woken = mem::take(&mut self.woken);
        let looked_at = if woken.is_empty() { &recheck } else { &self.stranded };
        let mut due: BTreeSet<TicketId> = looked_at
            .iter()
            .filter(|ticket| self.stranded.contains(ticket) && self.somebody_for(**ticket, &woken, now))
            .copied()
            .collect();
        due.append(&mut self.round_due);
        for ticket in due {
            if self.pending.contains_key(&ticket) {
                self.round_due.insert(ticket);
            } else if self.stranded.contains(&ticket) {
                intents.push(self.send(ticket, Command::OpenRound, Until::RoundOpened, None));
            }
        }
    }

    fn somebody_for(&self, ticket: TicketId, woken: &BTreeSet<PersonId>, now: Timestamp) -> bool {
        self.tickets.get(&ticket).is_some_and(|ticket| self.view(now).anybody(&Need::of(ticket), woken))
    }

    /// Most urgent first. Only tickets that are new here, have changed, or wait for somebody who has become
    /// freer are looked at: in a storm the others cost a look-up each.
    pub(super) fn drain_backlog(&mut self, now: Timestamp, intents: &mut Vec<Intent>) {
        let unsettled = self.queue.len() > self.waiting.len();
        if !unsettled && self.freed.is_empty() {
            return;
        }
        let queue: Vec<TicketId> = self.backlog().collect();
        for ticket in queue {
            if !self.pending.contains_key(&ticket) && self.worth_a_look(ticket, now) {
                self.dispatch(ticket, now, intents);
            }
        }
        self.freed.clear();
    }

    fn worth_a_look(&self, id: TicketId, now: Timestamp) -> bool {
        let Some(ticket) = self.tickets.get(&id) else { return false };
        if self.refused_at.get(&id) == Some(&ticket.version) {
            return false;
        }
        let Some(watch) = self.waiting.get(&id) else { return true };
        let mut changed = self.freed.iter().filter(|engineer| watch.contains(engineer)).peekable();
        if changed.peek().is_none() {
            return false;
        }
        let (view, need) = (self.view(now), Need::of(ticket));
        changed.any(|&engineer| view.duty_of(engineer) == Duty::Off || view.busy(engineer, &need).is_none())
    }

    fn dispatch(&mut self, id: TicketId, now: Timestamp, intents: &mut Vec<Intent>) {
        self.looking_at = Some(id);
        let Some(ticket) = self.tickets.get(&id) else { return };
        let need = Need::of(ticket);
        self.refused_at.remove(&id);
        match self.view(now).choose(&need) {
            Choice::Offer(chosen) => {
                let proposal = self.proposal(&need, chosen, OfferKind::Dispatch, now);
                let (until, part) = (Until::Offered(proposal.offer), reservation(&proposal));
                intents.push(self.send(id, Command::Offer(proposal), until, Some(part)));
            }
            Choice::Wait { watch } => drop(self.waiting.insert(id, watch)),
            Choice::Strand { rungs } => {
                let decision = self.record(&need, DecisionKind::Stranded, rungs, None, now);
                let until = Until::Stranded(decision.id);
                intents.push(self.send(id, Command::Strand { decision }, until, None));
            }
        }
    }

    pub(super) fn proposal(
        &mut self,
        need: &Need,
        chosen: Chosen,
        kind: OfferKind,
        now: Timestamp,
    ) -> Proposal {
        let engineer = chosen.seat.engineer;
        let window = self.directory().policy.ring[need.priority.rank()];
        Proposal {
            offer: self.minter.mint(now),
            to: engineer,
            group: chosen.seat.group,
            kind,
            rung: chosen.rung,
            attempt: chosen.attempt,
            accept_by: now + window,
            effort: need.effort,
            decision: self.record(need, chosen.kind, chosen.rungs, Some(engineer), now),
            note: None,
        }
    }

    fn record(
        &mut self,
        need: &Need,
        kind: DecisionKind,
        rungs: Vec<RungRecord>,
        winner: Option<PersonId>,
        now: Timestamp,
    ) -> DecisionRecord {
        let id: DecisionId = self.minter.mint(now);
        DecisionRecord {
            id,
            ticket: need.ticket,
            at: now,
            kind,
            directory: self.directory().version,
            effort: need.effort,
            critical: need.critical(),
            rungs,
            winner,
        }
    }
}

/// What a proposed offer holds until its outcome is known.
pub(super) fn reservation(proposal: &Proposal) -> Part {
    let rings = u32::from(proposal.kind == OfferKind::Dispatch);
    Part { engineer: proposal.to, load: proposal.effort, rings }
}
