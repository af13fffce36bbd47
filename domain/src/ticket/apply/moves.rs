//! The moves that several events share: a ring begins, an owner takes it or lets it go, it ends, it lives
//! again. Total like `apply` itself.

use super::Step;
use crate::ids::{OfferId, PersonId};
use crate::ticket::{ArriveMode, End, LastOffer, Offer, OfferKind, Owner, Phase, Ticket};

impl Phase {
    /// Whether, and how, the engineer has arrived; a hold remembers it.
    pub fn arrived(&self) -> Option<ArriveMode> {
        match self {
            Self::Accepted => None,
            Self::Arrived { mode } => Some(*mode),
            Self::OnHold { arrived, .. } => *arrived,
        }
    }
}

impl Ticket {
    pub(super) fn rings(&mut self, offer: Offer) {
        self.offer = Some(offer);
        self.last_offer = None;
        self.round.stranded = None;
    }

    /// By the ring that stands, or by the last one that lapsed. An Accepted that names neither changes
    /// nothing: `decide` never makes one.
    pub(super) fn accepted(&mut self, engineer: PersonId, offer: OfferId, step: Step) {
        let standing = self.offer.filter(|ring| ring.id == offer).map(|ring| (ring.group, ring.effort));
        let lapsed = self.last_offer.filter(|ring| ring.id == offer).map(|ring| (ring.group, ring.effort));
        let Some((group, effort)) = standing.or(lapsed) else { return };
        self.owner = Some(Owner {
            engineer,
            group,
            effort,
            since: step.at,
            phase_since: step.at,
            phase: Phase::Accepted,
        });
        self.offer = None;
        self.former_owner = None;
        self.forget_lapses();
        self.clocks.accepted(step.at);
        self.clocks.run(step.at, step.version);
    }

    /// A transfer that lapses leaves the owner as he is; a dispatch offer may still be accepted.
    pub(super) fn lapsed(&mut self, engineer: PersonId) {
        let Some(offer) = self.offer.take() else { return };
        if offer.kind == OfferKind::Dispatch {
            let times = self.round.lapsed.entry(engineer).or_insert(0);
            *times = times.saturating_add(1);
            self.last_offer =
                Some(LastOffer { id: offer.id, to: offer.to, group: offer.group, effort: offer.effort });
        }
    }

    /// The owner's work ends without an end of the ticket; a hold of his ends with it.
    pub(super) fn let_go(&mut self, step: Step) {
        self.owner = None;
        self.clocks.run(step.at, step.version);
    }

    /// As before, but that a hold is a deadline of this event now.
    pub(super) fn reinstated(&mut self, owner: &Owner, step: Step) {
        let mut owner = owner.clone();
        match &mut owner.phase {
            Phase::OnHold { set_by, .. } => {
                *set_by = step.version;
                self.clocks.hold(step.at);
            }
            Phase::Accepted | Phase::Arrived { .. } => self.clocks.run(step.at, step.version),
        }
        self.owner = Some(owner);
        self.forget_lapses();
    }

    pub(super) fn enter(&mut self, phase: Phase, step: Step) {
        if let Some(owner) = &mut self.owner {
            owner.phase = phase;
            owner.phase_since = step.occurred;
        }
    }

    /// This pass through the rungs is over: who did not answer in it may be asked again.
    pub(super) fn forget_lapses(&mut self) {
        self.round.lapsed.clear();
        self.round.stranded = None;
        self.last_offer = None;
    }

    /// T4: nothing of owner, offer, ring, deadline or load is left. Clocks stop, but of a merged ticket,
    /// whose clocks pause until it is split.
    pub(super) fn ends(&mut self, end: End, step: Step) {
        self.former_owner = self.owner.take().map(|owner| owner.engineer);
        self.offer = None;
        self.forget_lapses();
        self.escalated = 0;
        self.escalation = None;
        self.end = Some(end);
        self.ended_at = Some(step.at);
        if !matches!(end, End::Merged { .. }) {
            self.clocks.ended(step.at);
        }
    }

    pub(super) fn lives_again(&mut self) {
        self.end = None;
        self.ended_at = None;
        self.acknowledged = 0;
        self.acknowledgement = None;
        self.forget_lapses();
    }

    /// The end was a mistake of the moment: a completion that was undone was none.
    pub(super) fn revived(&mut self) {
        if matches!(self.end, Some(End::Completed { .. })) {
            self.completions = self.completions.saturating_sub(1);
        }
        self.end = None;
        self.ended_at = None;
        self.forget_lapses();
    }

    /// Told of progress from now on.
    pub(super) fn tell(&mut self, reporter: PersonId) {
        if !self.reporters.contains(&reporter) {
            self.reporters.push(reporter);
        }
    }
}
