//! The second seat at the service desk: watches the board, counts what is live, and does what people do
//! about tickets that are not an engineer's affair: rate, urge, withdraw, offer by hand what is stuck,
//! acknowledge alerts. Leaves everything time enough for whoever sits at the keyboard to be first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lamplight_domain::time::{Span, Timestamp};
use lamplight_protocol::Id;
use lamplight_protocol::live::{AlertRow, Audience, Row, RowKind, ServerFrame};
use lamplight_protocol::ticket::{
    AcknowledgeBody, NoteBody, OfferBody, RateBody, Role, Shown, Stage, TicketRow, Waits, WithdrawBody,
    WithdrawReason,
};

use super::pace::Dice;
use super::town::Town;
use super::words;
use crate::client::{CallError, Command, LiveError, Session};

/// Something that somebody will do about a ticket, if it still makes sense then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Errand {
    Rate(Id),
    Urge(Id),
    Withdraw(Id),
    OfferByHand,
    Acknowledge(u8),
}

/// Who sits there.
pub struct Seats {
    pub dispatcher: Id,
    pub supervisor: Id,
}

pub struct Desk {
    town: Arc<Town>,
    seats: Seats,
    dispatcher: Session,
    dice: Dice,
    /// Live tickets as last seen.
    live: BTreeMap<Id, TicketRow>,
    /// Tickets whose first or last errand was thought of: each is thought of once a state.
    thought: BTreeSet<(Id, Thought)>,
    errands: BTreeSet<(Timestamp, Id, Errand)>,
    /// Logins of reporters and the supervisor, as they are first needed.
    sessions: BTreeMap<Id, Session>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thought {
    New,
    Stuck,
    Done,
    Alert(u8),
}

/// Works for as long as the program does.
pub async fn live(town: Arc<Town>, seats: Seats, seed: u64) {
    let Seats { dispatcher, supervisor } = seats;
    let mut dice = Dice::seeded(seed);
    loop {
        match town.log_in(dispatcher).await {
            Ok(session) => {
                let desk = Desk {
                    town: Arc::clone(&town),
                    seats: Seats { dispatcher, supervisor },
                    dispatcher: session,
                    dice: dice.clone(),
                    live: BTreeMap::new(),
                    thought: BTreeSet::new(),
                    errands: BTreeSet::new(),
                    sessions: BTreeMap::new(),
                };
                let why = desk.work().await;
                tracing::debug!(%why, "the simulated desk lost its feed");
            }
            Err(why) => tracing::warn!(%why, "the simulated desk was not let in"),
        }
        dice.share();
        town.breathe().await;
    }
}

impl Desk {
    async fn work(mut self) -> LiveError {
        let mut feed = match self.dispatcher.follow().await {
            Ok(feed) => feed,
            Err(error) => return error,
        };
        loop {
            let next = self.errands.first().copied();
            let due = next.map_or(Timestamp::MAX, |(due, ..)| due);
            tokio::select! {
                frame = feed.next() => match frame {
                    Ok(frame) => self.sees(frame),
                    Err(error) => return error,
                },
                () = self.town.sleep_until(due), if next.is_some() => {
                    if let Some((_, ticket, errand)) = self.errands.pop_first() {
                        self.does(ticket, errand).await;
                    }
                }
            }
        }
    }

    fn sees(&mut self, frame: ServerFrame) {
        let rows = match frame {
            ServerFrame::Rows { audience: Audience::Board, rows, .. } => rows,
            ServerFrame::Whole { audience: Audience::Board, part, rows, .. } => {
                if part == 0 {
                    self.live.clear();
                }
                rows
            }
            _ => return,
        };
        for row in rows {
            match row {
                Row::Ticket(ticket) => self.sees_ticket(*ticket),
                Row::Alert(alert) => self.sees_alert(&alert),
                Row::Gone { kind: RowKind::Ticket, id } => self.forget(id),
                _ => {}
            }
        }
        self.town.set_live(self.live.len());
    }

    fn forget(&mut self, ticket: Id) {
        self.live.remove(&ticket);
        self.thought.retain(|(of, _)| *of != ticket);
    }

    fn sees_ticket(&mut self, row: TicketRow) {
        if row.ended_at.is_some() {
            self.live.remove(&row.id);
            self.sees_end(&row);
            return;
        }
        let reporter = row.reporter.as_ref().map(|reporter| reporter.id).filter(|id| self.town.acts(*id));
        if let Some(reporter) = reporter
            && self.thought.insert((row.id, Thought::New))
        {
            match (self.dice.share() * 100.0) as u32 {
                0..3 => self.plan(row.id, Errand::Withdraw(reporter), 1),
                3..13 => self.plan(row.id, Errand::Urge(reporter), 3),
                _ => {}
            }
        }
        let stuck = matches!(row.waits, Some(Waits::Stranded | Waits::WrongGroup | Waits::Later));
        if stuck && self.thought.insert((row.id, Thought::Stuck)) {
            self.plan(row.id, Errand::OfferByHand, 2);
        } else if !stuck {
            self.thought.remove(&(row.id, Thought::Stuck));
        }
        self.live.insert(row.id, row);
    }

    /// Most people rate what was mended for them.
    fn sees_end(&mut self, row: &TicketRow) {
        let Some(reporter) = row.reporter.as_ref().map(|reporter| reporter.id) else { return };
        let may_rate = row.shown == Shown::Completed && row.rated.is_none() && self.town.acts(reporter);
        if may_rate && self.thought.insert((row.id, Thought::Done)) && self.dice.happens(60) {
            self.plan(row.id, Errand::Rate(reporter), 1);
        }
    }

    fn sees_alert(&mut self, alert: &AlertRow) {
        if !alert.acknowledged && self.thought.insert((alert.ticket, Thought::Alert(alert.level))) {
            self.plan(alert.ticket, Errand::Acknowledge(alert.level), 2);
        }
    }

    fn plan(&mut self, ticket: Id, errand: Errand, patience: u32) {
        let wait = (0..patience).fold(Span::ZERO, |wait, _| wait + self.town.pace.bother(&mut self.dice));
        self.errands.insert((self.town.now() + wait, ticket, errand));
    }

    /// Does it, if the ticket is still such. A refusal says that somebody else was first: it is left.
    async fn does(&mut self, ticket: Id, errand: Errand) {
        let row = self.live.get(&ticket).cloned();
        let (who, command, if_match) = match errand {
            Errand::Rate(reporter) => (reporter, self.rating(), None),
            Errand::Urge(reporter) if row.as_ref().is_some_and(waits_for_somebody) => {
                let note = Some(words::urge(&mut self.dice));
                (reporter, Command::Urge(NoteBody { note }), None)
            }
            Errand::Withdraw(reporter) if row.as_ref().is_some_and(waits_for_somebody) => {
                let reason =
                    self.dice.pick(WithdrawReason::ALL).copied().unwrap_or(WithdrawReason::NotNeeded);
                (reporter, Command::Withdraw(WithdrawBody { reason }), None)
            }
            Errand::OfferByHand => {
                let Some(row) = row.filter(|row| row.offer.is_none() && row.owner.is_none()) else { return };
                let Some(engineer) = self.somebody() else { return };
                let offer = Command::Offer(OfferBody { engineer, group: None });
                self.thought.remove(&(ticket, Thought::Stuck));
                (self.seats.dispatcher, offer, Some(row.assignment_version))
            }
            Errand::Acknowledge(level) => {
                (self.seats.supervisor, Command::Acknowledge(AcknowledgeBody { level }), None)
            }
            Errand::Urge(_) | Errand::Withdraw(_) => return,
        };
        let done = match self.session(who).await {
            Ok(session) => session.command(ticket, &command, if_match).await.map(drop),
            Err(why) => Err(why),
        };
        if let Err(why) = done {
            self.sessions.remove(&who);
            tracing::debug!(command = command.name(), %why, "the simulated desk was refused");
        }
    }

    fn rating(&mut self) -> Command {
        let stars = *self.dice.pick(&[5, 5, 5, 5, 4, 4, 3, 2]).unwrap_or(&5);
        let words = self.dice.happens(40).then(|| words::praise(&mut self.dice));
        Command::Rate(RateBody { stars, words })
    }

    /// Any engineer for whom somebody acts.
    fn somebody(&mut self) -> Option<Id> {
        let engineers: Vec<Id> = self
            .town
            .directory
            .people
            .iter()
            .filter(|person| person.roles.contains(&Role::Engineer) && self.town.acts(person.id))
            .map(|person| person.id)
            .collect();
        self.dice.pick(&engineers).copied()
    }

    async fn session(&mut self, who: Id) -> Result<Session, CallError> {
        if who == self.seats.dispatcher {
            return Ok(self.dispatcher.clone());
        }
        if let Some(session) = self.sessions.get(&who) {
            return Ok(session.clone());
        }
        let session = self.town.log_in(who).await?;
        self.sessions.insert(who, session.clone());
        Ok(session)
    }
}

/// Nobody is there yet.
fn waits_for_somebody(row: &TicketRow) -> bool {
    matches!(row.stage, Stage::Unassigned | Stage::Ringing | Stage::Accepted)
}
