//! One simulated engineer with his telephone: what rings is answered after a while, what he owns he walks
//! to, mends, holds or gives back. He plans only from what his live feed shows, so a restart of the server
//! or of himself loses nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use lamplight_domain::time::Timestamp;
use lamplight_protocol::Id;
use lamplight_protocol::live::{Audience, Ring, Row, RowKind, ServerFrame};
use lamplight_protocol::ticket::{
    AcceptBody, ArriveBody, ArriveMode, CompleteBody, DeclineBody, DeclineReason, HoldBody, HoldReason,
    ResumeBody, ReturnBody, ReturnReason, Stage, TicketRow, TransferBody, UnresolvedBody, UnresolvedReason,
};

use super::pace::Dice;
use super::town::Town;
use super::words;
use crate::client::{Command, Follower, LiveError, Session};

/// What he means to do about a ticket, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Plan {
    due: Timestamp,
    step: Step,
    /// For the cause at the end and the group of a transfer; unknown while it rings.
    category: Option<Id>,
    group: Option<Id>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Accept(Id),
    Decline(Id),
    Arrive,
    Finish,
    Resume,
}

pub struct Engineer {
    town: Arc<Town>,
    session: Session,
    dice: Dice,
    plans: BTreeMap<Id, Plan>,
    /// He has been here before.
    known: bool,
}

/// Works for as long as the program does.
pub async fn live(town: Arc<Town>, person: Id, seed: u64) {
    let mut dice = Dice::seeded(seed);
    let mut known = false;
    loop {
        match town.log_in(person).await {
            Ok(session) => {
                let engineer = Engineer {
                    town: Arc::clone(&town),
                    session,
                    dice: dice.clone(),
                    plans: BTreeMap::new(),
                    known,
                };
                known = true;
                let why = engineer.work().await;
                tracing::debug!(%why, "a simulated engineer lost his feed");
            }
            Err(why) => tracing::warn!(%why, "a simulated engineer was not let in"),
        }
        dice.share();
        town.breathe().await;
    }
}

impl Engineer {
    /// Until the feed ends for good; gives back why.
    async fn work(mut self) -> LiveError {
        let mut feed = match self.session.follow().await {
            Ok(feed) => feed,
            Err(error) => return error,
        };
        if !self.known {
            self.town.come();
        }
        loop {
            let next =
                self.plans.iter().min_by_key(|(_, plan)| plan.due).map(|(ticket, plan)| (*ticket, *plan));
            let due = next.map_or(Timestamp::MAX, |(_, plan)| plan.due);
            tokio::select! {
                frame = feed.next() => match frame {
                    Ok(frame) => self.sees(frame, &mut feed).await,
                    Err(error) => return error,
                },
                () = self.town.sleep_until(due), if next.is_some() => {
                    if let Some((ticket, plan)) = next {
                        self.does(ticket, plan).await;
                    }
                }
            }
        }
    }

    async fn sees(&mut self, frame: ServerFrame, feed: &mut Follower) {
        match frame {
            ServerFrame::Ring { ring } => {
                feed.got(ring.offer).await;
                self.hears(&ring);
            }
            ServerFrame::Hush { offer, .. } => {
                self.plans
                    .retain(|_, plan| plan.step != Step::Accept(offer) && plan.step != Step::Decline(offer));
            }
            ServerFrame::Rows { audience: Audience::Engineer, rows, .. }
            | ServerFrame::Whole { audience: Audience::Engineer, rows, .. } => {
                rows.into_iter().for_each(|row| self.sees_row(row));
            }
            _ => {}
        }
    }

    /// Mostly he will accept; now and then he declines, or does not hear the first ring.
    fn hears(&mut self, ring: &Ring) {
        let known = |plan: &Plan| matches!(plan.step, Step::Accept(offer) | Step::Decline(offer) if offer == ring.offer);
        if self.plans.get(&ring.ticket).is_some_and(known) {
            return;
        }
        if ring.attempt == 1 && self.dice.happens(5) {
            return;
        }
        let step = if self.dice.happens(4) { Step::Decline(ring.offer) } else { Step::Accept(ring.offer) };
        let window = ring.accept_by.0 - ring.offered_at.0;
        let due = self.town.now() + self.town.pace.answer(window, &mut self.dice);
        self.plans.insert(ring.ticket, Plan { due, step, category: None, group: None });
    }

    fn sees_row(&mut self, row: Row) {
        match row {
            Row::Ticket(ticket) => self.sees_ticket(&ticket),
            Row::Gone { kind: RowKind::Ticket, id } => drop(self.plans.remove(&id)),
            _ => {}
        }
    }

    /// What he owns gets the step that its stage calls for, unless that is planned already.
    fn sees_ticket(&mut self, row: &TicketRow) {
        let mine = row.owner.as_ref().filter(|owner| owner.engineer.id == self.session.id());
        let step = match (mine, row.stage) {
            (Some(_), Stage::Accepted) => Step::Arrive,
            (Some(_), Stage::Arrived) => Step::Finish,
            (Some(_), Stage::OnHold) => Step::Resume,
            _ => {
                let answering = |plan: &Plan| matches!(plan.step, Step::Accept(_) | Step::Decline(_));
                let rings = row.offer.as_ref().is_some_and(|offer| offer.engineer.id == self.session.id());
                if !(rings && self.plans.get(&row.id).is_some_and(answering)) {
                    self.plans.remove(&row.id);
                }
                return;
            }
        };
        if self.plans.get(&row.id).is_some_and(|plan| plan.step == step) {
            return;
        }
        let (pace, live) = (self.town.pace, self.town.live());
        let after = match step {
            Step::Arrive => pace.travel(live, &mut self.dice),
            Step::Resume => pace.hold(&mut self.dice),
            _ => pace.work(live, &mut self.dice),
        };
        // Counted from the beginning of the phase, so that after a restart he goes on where he was; what
        // would have been long ago comes soon.
        let since = mine.map_or(row.last_at, |owner| owner.phase_since).0;
        let due = (since + after).max(self.town.now() + pace.soon(&mut self.dice));
        let group = mine.and_then(|owner| owner.group.as_ref()).map(|group| group.id);
        let plan = Plan { due, step, category: Some(row.category.id), group };
        self.plans.insert(row.id, plan);
    }

    /// Does it now. Refused or unanswered, he tries again later, perhaps otherwise; what became true
    /// meanwhile his feed tells.
    async fn does(&mut self, ticket: Id, plan: Plan) {
        self.plans.remove(&ticket);
        let command = self.command(&plan);
        if let Err(why) = self.session.command(ticket, &command, None).await {
            tracing::debug!(command = command.name(), %why, "a simulated engineer was refused");
            if !matches!(plan.step, Step::Accept(_) | Step::Decline(_)) {
                let due = self.town.now() + self.town.pace.bother(&mut self.dice);
                self.plans.entry(ticket).or_insert(Plan { due, ..plan });
            }
        }
    }

    fn command(&mut self, plan: &Plan) -> Command {
        match plan.step {
            Step::Accept(offer) => Command::Accept(AcceptBody { offer: Some(offer) }),
            Step::Decline(offer) => {
                let reason = self.dice.pick(DeclineReason::ALL).copied().unwrap_or(DeclineReason::Busy);
                Command::Decline(DeclineBody { reason, offer: Some(offer), note: None })
            }
            Step::Arrive => {
                let mode = if self.dice.happens(30) { ArriveMode::Remote } else { ArriveMode::OnSite };
                Command::Arrive(ArriveBody { mode, occurred_at: None })
            }
            Step::Resume => Command::Resume(ResumeBody { occurred_at: None }),
            Step::Finish => self.outcome(plan),
        }
    }

    /// How a visit ends: nearly always mended, sometimes held, given back, passed on or given up.
    fn outcome(&mut self, plan: &Plan) -> Command {
        let causes = plan.category.map(|category| self.town.causes(category)).unwrap_or_default();
        let cause = self.dice.pick(causes).copied();
        let dice = &mut self.dice;
        match ((dice.share() * 100.0) as u32, cause, plan.group) {
            (0..12, ..) => Command::Hold(HoldBody {
                reason: dice.pick(HoldReason::ALL).copied().unwrap_or(HoldReason::Parts),
                until: (self.town.now() + self.town.pace.hold(dice) + self.town.pace.hold(dice)).into(),
                note: None,
                occurred_at: None,
            }),
            (12..15, ..) => Command::Return(ReturnBody {
                reason: dice.pick(ReturnReason::ALL).copied().unwrap_or(ReturnReason::NotMine),
                note: None,
            }),
            (15..18, _, Some(group)) => {
                Command::Transfer(TransferBody { engineer: None, group: Some(group), note: None })
            }
            (18..20, ..) | (_, None, _) => Command::Unresolved(UnresolvedBody {
                reason: dice.pick(UnresolvedReason::ALL).copied().unwrap_or(UnresolvedReason::Other),
                note: None,
                occurred_at: None,
            }),
            (_, Some(cause), _) => {
                Command::Complete(CompleteBody { cause, note: Some(words::note(dice)), occurred_at: None })
            }
        }
    }
}
