//! Plays a script against a server through HTTP and WebSocket alone: the desk opens tickets at their
//! moments, engineers hold and complete what they accepted, and what is stranded is offered by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use lamplight_actors::Clock;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::live::{Audience, Row, ServerFrame};
use lamplight_protocol::ticket::{
    CompleteBody, HoldBody, HoldReason, OfferBody, OpenTicket, Stage as TicketStage, TicketRow, Waits,
};
use lamplight_protocol::{Id, Instant};
use tokio::task::JoinSet;

use super::engineers::{self, Placed, attend};
use super::learn::Lesson;
use super::ledger::{Ledger, Owner};
use super::organisation::Organisation;
use super::script::{Deed, Part, Script};
use crate::client::{Client, Command, Session};
use crate::failure::Failure;

/// How many people take their places at once: each costs the server a password hash.
const PLACING_AT_ONCE: usize = 8;
/// Life after the horizon for what was sent before it.
const LAST_ANSWERS_WITHIN: Duration = Duration::from_secs(60);
/// A hold with less of life left would be over before the server has read it.
const HOLD_MIN: Duration = Duration::from_millis(10);
/// An offer by hand that meets another event is tried again so often.
const BY_HAND_TRIES: u32 = 5;

/// What everybody in the play shares.
pub struct Stage {
    pub clock: Arc<dyn Clock>,
    pub ledger: Ledger,
    pub script: Script,
    pub lesson: Lesson,
    pub organisation: Organisation,
}

/// Everybody in his place, the clock still standing.
pub struct Cast {
    dispatcher: Placed,
    engineers: Vec<Placed>,
}

impl Stage {
    pub fn tick(&self) -> Duration {
        self.clock.tick()
    }

    /// Until the hospital's `due`; at once when it has passed.
    async fn reach(&self, due: Timestamp) {
        while self.clock.now() < due {
            tokio::time::sleep(self.clock.until(due)).await;
        }
    }

    fn report(&self, part: &Part) -> OpenTicket {
        let incident = &part.incident;
        OpenTicket {
            summary: summary(part),
            category: self.organisation.leaf(&self.lesson.leaf(&incident.kind)).into(),
            system: None,
            zone: Some(self.organisation.zone(incident.location.as_deref()).into()),
            department: None,
            reporter: Some(self.organisation.caller(incident.caller.as_deref()).into()),
            channel: Some(incident.channel),
            patient_waiting: false,
            priority: incident.priority,
            dispatch: None,
            occurred_at: None,
            solved: None,
        }
    }
}

/// The incident's number first: that is how a ticket is found again.
pub fn summary(part: &Part) -> String {
    let incident = &part.incident;
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "?".to_owned());
    format!(
        "{} {} / {} / {}",
        incident.number,
        named(&incident.kind.category),
        named(&incident.kind.subcategory),
        named(&incident.symptom)
    )
}

/// The incident's number out of a ticket's summary.
pub fn number_of(summary: &str) -> &str {
    summary.split(' ').next().unwrap_or_default()
}

/// Logs everybody in, opens all feeds and puts the engineers on duty. `progress` hears of each.
///
/// # Errors
/// Who could not take his place.
pub async fn take_places(
    client: &Client,
    stage: &Stage,
    password: &str,
    progress: impl Fn(),
) -> Result<Cast, Failure> {
    let dispatcher = engineers::take_place(client, &stage.organisation.dispatcher, password).await?;
    let engineers = stream::iter(stage.organisation.engineers.values())
        .map(|member| engineers::come_on_duty(client, member, password))
        .buffer_unordered(PLACING_AT_ONCE)
        .inspect_ok(|_| progress())
        .try_collect()
        .await?;
    Ok(Cast { dispatcher, engineers })
}

/// Plays until everything has ended or the horizon is reached; the clock must have been started. Gives
/// back the dispatcher's session, with which the server's list is read.
pub async fn play(cast: Cast, stage: &Arc<Stage>) -> Session {
    let desk = cast.dispatcher.session.clone();
    let mut people = JoinSet::new();
    for engineer in cast.engineers {
        people.spawn(attend(engineer, Arc::clone(stage)));
    }
    people.spawn(watch_board(cast.dispatcher, Arc::clone(stage)));
    let mut parts = JoinSet::new();
    for index in 0..stage.script.parts.len() {
        parts.spawn(perform(index, desk.clone(), Arc::clone(stage)));
    }
    while let Some(ended) = parts.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a part of the play broke off");
        }
    }
    people.abort_all();
    desk
}

/// One incident from its opening to its end, or to the horizon.
async fn perform(index: usize, desk: Session, stage: Arc<Stage>) {
    let part = &stage.script.parts[index];
    stage.reach(part.incident.opened_at).await;
    let sent_at = stage.tick();
    let ticket = match desk.open(&stage.report(part)).await {
        Ok(answer) => {
            let id = answer.ticket.id;
            stage.ledger.opened(id, &part.incident.number, sent_at, answer.position);
            id
        }
        Err(error) => {
            tracing::warn!(incident = part.incident.number, %error, "a report was refused");
            stage.ledger.refused(&error);
            return;
        }
    };
    let mut owner = stage.ledger.owner(ticket);
    for act in &part.acts {
        let accepted = tokio::select! {
            accepted = owner.wait_for(Option::is_some) => accepted.ok().and_then(|owner| owner.clone()),
            () = stage.reach(stage.script.ends_at) => None,
        };
        let Some(Owner { session }) = accepted else { break };
        stage.reach(act.at).await;
        match act.deed {
            Deed::Hold { reason, until } => hold(&stage, &session, ticket, reason, until).await,
            Deed::Complete => complete(&stage, &session, ticket, part).await,
        }
    }
    if !part.ends() {
        stage.reach(stage.script.ends_at).await;
    }
}

async fn hold(stage: &Stage, session: &Session, ticket: Id, reason: HoldReason, until: Timestamp) {
    if stage.clock.until(until) < HOLD_MIN {
        stage.ledger.count(|counts| counts.holds_passed += 1);
        return;
    }
    let body = HoldBody { reason, until: Instant(until), note: None, occurred_at: None };
    match session.command(ticket, &Command::Hold(body), None).await {
        Ok(_) => stage.ledger.count(|counts| counts.held += 1),
        Err(error) => stage.ledger.refused(&error),
    }
}

async fn complete(stage: &Stage, session: &Session, ticket: Id, part: &Part) {
    let cause = stage.organisation.cause(part.incident.end.cause.as_deref()).into();
    let command = Command::Complete(CompleteBody { cause, note: None, occurred_at: None });
    let answered = tokio::time::timeout(LAST_ANSWERS_WITHIN, session.command(ticket, &command, None)).await;
    match answered {
        Ok(Ok(answer)) => stage.ledger.completed(ticket, answer.position),
        Ok(Err(error)) => {
            tracing::info!(incident = part.incident.number, %error, "a completion was refused");
            stage.ledger.refused(&error);
        }
        Err(_) => tracing::warn!(incident = part.incident.number, "no answer to a completion in time"),
    }
}

/// The dispatcher's screen: offers by hand whatever is stranded.
async fn watch_board(mut placed: Placed, stage: Arc<Stage>) {
    let parts: BTreeMap<&str, &Part> =
        stage.script.parts.iter().map(|part| (part.incident.number.as_str(), part)).collect();
    let mut in_hand = BTreeSet::new();
    let mut offering = stream::FuturesUnordered::new();
    loop {
        tokio::select! {
            frame = placed.feed.next() => match frame {
                Ok(ServerFrame::Rows { audience: Audience::Board, rows, .. }
                    | ServerFrame::Whole { audience: Audience::Board, rows, .. }) => {
                    for row in rows.into_iter().filter_map(stranded) {
                        if let Some(part) = parts.get(number_of(&row.summary))
                            && in_hand.insert(row.id)
                        {
                            offering.push(offer_by_hand(placed.session.clone(), row, part, &stage));
                        }
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    engineers::lost(&stage.ledger, &placed.session, &error);
                    return;
                }
            },
            Some(ticket) = offering.next(), if !offering.is_empty() => {
                in_hand.remove(&ticket);
            }
        }
    }
}

fn stranded(row: Row) -> Option<TicketRow> {
    match row {
        Row::Ticket(ticket) if is_stranded(&ticket) => Some(*ticket),
        _ => None,
    }
}

fn is_stranded(ticket: &TicketRow) -> bool {
    ticket.stage == TicketStage::Unassigned && ticket.waits == Some(Waits::Stranded)
}

/// Offers a stranded ticket to the engineer of reality, or the next best. Gives its id back when done.
async fn offer_by_hand(session: Session, mut row: TicketRow, part: &Part, stage: &Stage) -> Id {
    let end = &part.incident.end;
    let Some(engineer) = stage.organisation.by_hand(end.resolved_by.as_deref(), end.group()) else {
        return row.id;
    };
    for _ in 0..BY_HAND_TRIES {
        let command = Command::Offer(OfferBody { engineer: engineer.into(), group: None });
        match session.command(row.id, &command, Some(row.assignment_version)).await {
            Ok(_) => {
                stage.ledger.count(|counts| counts.by_hand += 1);
                break;
            }
            Err(error) => stage.ledger.refused(&error),
        }
        match session.ticket(row.id).await {
            Ok(answer) if is_stranded(&answer.ticket) => row = answer.ticket,
            _ => break,
        }
    }
    row.id
}

#[cfg(test)]
mod tests;
