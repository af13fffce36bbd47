//! The fold of one ticket's events. Total: no event, in whatever order, makes it fail or panic.

mod moves;

use crate::ids::{PersonId, TicketId};
use crate::log::{By, Fact, Recorded};
use crate::ticket::{
    Acknowledgement, ByHand, Clocks, Dispatch, End, Event, Offer, Phase, ReturnReason, Round, Ticket, Urges,
};
use crate::time::Timestamp;

/// The ticket after one more event. Opened makes it; an event before Opened leaves `None`.
pub fn apply(ticket: Option<Ticket>, recorded: &Recorded) -> Option<Ticket> {
    let Fact::Ticket { ticket: id, version, event } = &recorded.fact else { return ticket };
    let Some(mut ticket) = ticket else { return opened(*id, *version, recorded, event) };
    let before = assignment(&ticket);
    let at = recorded.at.max(ticket.last_at);
    let step = Step {
        at,
        occurred: recorded.occurred_at.unwrap_or(at),
        version: *version,
        by: person_of(recorded.by),
    };
    ticket.version = step.version;
    ticket.last_at = step.at;
    ticket.take(event, step);
    if assignment(&ticket) != before {
        ticket.assignment_version = step.version;
    }
    Some(ticket)
}

/// The ticket after all its events.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Option<Ticket> {
    events.into_iter().fold(None, apply)
}

fn person_of(by: By) -> Option<PersonId> {
    match by {
        By::Person(person) => Some(person),
        By::Dispatch | By::Wheel | By::System | By::Alarm => None,
    }
}

/// Where an event stands in its ticket's life.
#[derive(Clone, Copy)]
struct Step {
    at: Timestamp,
    /// When it really happened: for phases, never for clocks.
    occurred: Timestamp,
    version: u32,
    /// Whose act it is, where it is a person's.
    by: Option<PersonId>,
}

/// What an If-Match guards: when this changes, a choice made before it is stale.
fn assignment(ticket: &Ticket) -> impl PartialEq + use<> {
    (
        ticket.owner.as_ref().map(|owner| owner.engineer),
        ticket.offer.as_ref().map(|offer| offer.id),
        ticket.end,
        ticket.category,
        ticket.zone,
        ticket.priority,
    )
}

fn opened(id: TicketId, version: u32, recorded: &Recorded, event: &Event) -> Option<Ticket> {
    let Event::Opened {
        organisation,
        number,
        channel,
        reporter,
        department,
        zone,
        category,
        system,
        priority,
        patient_waiting,
        summary,
        effort,
        targets,
        dispatch,
    } = event
    else {
        return None;
    };
    Some(Ticket {
        id,
        organisation: *organisation,
        number: *number,
        version,
        assignment_version: version,
        opened_at: recorded.at,
        opened_by: match recorded.by {
            By::Person(person) => Some(person),
            By::Dispatch | By::Wheel | By::System | By::Alarm => None,
        },
        occurred_at: recorded.occurred_at,
        last_at: recorded.at,
        channel: *channel,
        reporters: alloc::vec![*reporter],
        department: *department,
        zone: *zone,
        category: *category,
        system: *system,
        priority: *priority,
        patient_waiting: *patient_waiting,
        summary: *summary,
        effort: *effort,
        dispatch: *dispatch,
        owner: None,
        offer: None,
        last_offer: None,
        end: None,
        ended_at: None,
        round: Round { no: 1, ..Round::default() },
        by_hand: later(*dispatch),
        excluded: Default::default(),
        wrong_groups: 0,
        former_owner: None,
        clocks: Clocks::opened(*targets, recorded.at, version),
        urges: Urges::default(),
        escalated: 0,
        acknowledged: 0,
        acknowledgement: None,
        escalation: None,
        completions: 0,
        rated: None,
        merged: Default::default(),
        comments: 0,
    })
}

fn later(dispatch: Dispatch) -> Option<ByHand> {
    match dispatch {
        Dispatch::Now => None,
        Dispatch::Later => Some(ByHand::Later),
    }
}

impl Ticket {
    fn take(&mut self, event: &Event, step: Step) {
        match event {
            // T2 says there is no second one; if there were, the first holds.
            Event::Opened { .. } | Event::Attached { .. } | Event::Undone { .. } => {}
            Event::Offered { offer, to, group, kind, rung, attempt, accept_by, effort, decision, .. } => {
                self.rings(Offer {
                    id: *offer,
                    to: *to,
                    group: *group,
                    kind: *kind,
                    rung: *rung,
                    attempt: *attempt,
                    offered_at: step.at,
                    accept_by: *accept_by,
                    effort: *effort,
                    decision: *decision,
                    set_by: step.version,
                });
            }
            Event::Accepted { .. }
            | Event::Declined { .. }
            | Event::Lapsed { .. }
            | Event::Revoked { .. }
            | Event::Returned { .. }
            | Event::Released { .. }
            | Event::Arrived { .. }
            | Event::Held { .. }
            | Event::Resumed
            | Event::Reinstated { .. } => self.take_work(event, step),
            Event::Stranded { .. }
            | Event::HandedBack
            | Event::TakenByHand { .. }
            | Event::RoundOpened { .. }
            | Event::Quarantined
            | Event::Unquarantined => self.take_dispatch(event, step),
            Event::Completed { .. }
            | Event::MarkedUnresolved { .. }
            | Event::Withdrawn { .. }
            | Event::Merged { .. }
            | Event::Reopened { .. }
            | Event::Split
            | Event::Revived { .. } => self.take_end(event, step),
            Event::DeadlineWarned { .. }
            | Event::DeadlineMissed { .. }
            | Event::Escalated { .. }
            | Event::Acknowledged { .. } => self.take_target(event, step),
            Event::Joined { .. }
            | Event::Urged { .. }
            | Event::Rated { .. }
            | Event::Commented { .. }
            | Event::Reclassified { .. }
            | Event::Reprioritised { .. }
            | Event::Adopted { .. }
            | Event::Disowned { .. } => self.take_note(event, step),
        }
    }

    fn take_work(&mut self, event: &Event, step: Step) {
        match event {
            Event::Accepted { engineer, offer } => self.accepted(*engineer, *offer, step),
            Event::Declined { engineer, .. } => {
                self.excluded.engineers.insert(*engineer);
                self.offer = None;
            }
            Event::Lapsed { engineer, .. } => self.lapsed(*engineer),
            Event::Reinstated { owner } => self.reinstated(owner, step),
            Event::Revoked { .. } => self.offer = None,
            Event::Returned { engineer, group, reason, .. } => {
                self.excluded.engineers.insert(*engineer);
                if *reason == ReturnReason::WrongGroup {
                    self.excluded.groups.insert(*group);
                    self.wrong_groups = self.wrong_groups.saturating_add(1);
                }
                self.let_go(step);
            }
            Event::Released { .. } => self.let_go(step),
            Event::Arrived { mode } => {
                self.enter(Phase::Arrived { mode: *mode }, step);
                self.clocks.arrived(step.at);
                self.clocks.run(step.at, step.version);
            }
            Event::Held { reason, until, .. } => {
                let arrived = self.owner.as_ref().and_then(|owner| owner.phase.arrived());
                let (reason, until, set_by) = (*reason, *until, step.version);
                self.enter(Phase::OnHold { reason, until, arrived, set_by }, step);
                self.clocks.hold(step.at);
            }
            Event::Resumed => {
                let arrived = self.owner.as_ref().and_then(|owner| owner.phase.arrived());
                self.enter(arrived.map_or(Phase::Accepted, |mode| Phase::Arrived { mode }), step);
                self.clocks.run(step.at, step.version);
            }
            _ => {}
        }
    }

    fn take_dispatch(&mut self, event: &Event, step: Step) {
        match event {
            Event::Stranded { retry_at, .. } => self.round.stranded = Some((*retry_at, step.version)),
            Event::RoundOpened { round } => self.round = Round { no: *round, ..Round::default() },
            Event::HandedBack => {
                self.by_hand = None;
                self.dispatch = Dispatch::Now;
                self.wrong_groups = 0;
                self.forget_lapses();
            }
            Event::TakenByHand { why } => {
                self.by_hand = Some(*why);
                self.round.stranded = None;
            }
            Event::Quarantined => {
                // The event is made without a look at the state: a standing ring ends with it.
                self.by_hand = Some(ByHand::Quarantined);
                self.offer = None;
                self.last_offer = None;
                self.round.stranded = None;
            }
            Event::Unquarantined => {
                self.by_hand =
                    later(self.dispatch).or((self.wrong_groups >= 2).then_some(ByHand::WrongGroup));
            }
            _ => {}
        }
    }

    fn take_end(&mut self, event: &Event, step: Step) {
        match event {
            Event::Completed { cause, .. } => {
                self.ends(End::Completed { cause: *cause }, step);
                self.completions = self.completions.saturating_add(1);
                self.rated = None;
            }
            Event::MarkedUnresolved { reason, .. } => self.ends(End::Unresolved { reason: *reason }, step),
            Event::Withdrawn { reason } => self.ends(End::Withdrawn { reason: *reason }, step),
            Event::Merged { into } => {
                self.clocks.pause(step.at);
                self.ends(End::Merged { into: *into }, step);
            }
            Event::Reopened { targets, .. } => {
                self.lives_again();
                self.clocks = Clocks::opened(*targets, step.at, step.version);
                self.round.no = self.round.no.saturating_add(1);
                self.excluded = Default::default();
                self.wrong_groups = 0;
                self.dispatch = Dispatch::Now;
                self.by_hand = None;
                self.urges = Urges::default();
                self.rated = None;
            }
            Event::Split => {
                self.lives_again();
                self.clocks.run(step.at, step.version);
            }
            Event::Revived { clocks, escalated, next_at, former_owner } => {
                self.revived();
                self.escalated = *escalated;
                self.escalation = next_at.map(|due| (due, step.version));
                self.former_owner = *former_owner;
                self.clocks.revive(clocks, step.at, step.version);
            }
            _ => {}
        }
    }

    fn take_target(&mut self, event: &Event, step: Step) {
        match event {
            Event::DeadlineWarned { target } => self.clocks.of_mut(*target).warned = true,
            Event::DeadlineMissed { target } => self.clocks.of_mut(*target).missed = true,
            Event::Escalated { level, next_at } => {
                self.escalated = *level;
                self.escalation = next_at.map(|due| (due, step.version));
            }
            Event::Acknowledged { level } => {
                if *level > 0 {
                    self.acknowledged = *level;
                    self.escalated = 0;
                    self.escalation = None;
                }
                self.clocks.warnings_seen();
                self.acknowledgement = Some(Acknowledgement { by: step.by, at: step.at });
            }
            _ => {}
        }
    }

    fn take_note(&mut self, event: &Event, step: Step) {
        match event {
            Event::Joined { reporter } => self.tell(*reporter),
            Event::Adopted { child, reporters } => {
                reporters.iter().for_each(|&reporter| self.tell(reporter));
                self.merged.insert(*child, reporters.clone());
            }
            Event::Disowned { child, reporters } => {
                self.merged.remove(child);
                self.reporters.retain(|reporter| !reporters.contains(reporter));
            }
            Event::Urged { .. } => {
                self.urges = Urges { count: self.urges.count.saturating_add(1), last_at: Some(step.at) };
            }
            Event::Rated { stars, .. } => self.rated = Some(*stars),
            Event::Commented { .. } => self.comments = self.comments.saturating_add(1),
            Event::Reclassified { category, zone, system, effort, targets } => {
                self.category = *category;
                self.zone = *zone;
                self.system = *system;
                self.effort = *effort;
                // Who lapsed or mended it last was asked about another fault.
                self.last_offer = None;
                self.former_owner = None;
                self.clocks.retarget(*targets, step.version);
            }
            Event::Reprioritised { priority, targets } => {
                self.priority = *priority;
                self.clocks.retarget(*targets, step.version);
            }
            _ => {}
        }
    }
}
