//! The engineers' programs: each has a live feed, accepts at once what rings, and counts what lapsed.
//! Never opens, holds or completes: that is `play`.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use lamplight_protocol::live::{HushReason, Ring, ServerFrame};
use lamplight_protocol::ticket::{AcceptBody, Duty};

use super::ledger::{Ledger, Owner};
use super::play::Stage;
use crate::client::{Client, Command, Credentials, Follower, LiveError, Session};
use crate::failure::Failure;
use crate::replay::organisation::Member;

/// Somebody in his place: logged in, with a feed that has been welcomed.
pub struct Placed {
    pub session: Session,
    pub feed: Follower,
}

/// Logs somebody in and waits until his feed stands.
///
/// # Errors
/// Who could not take his place, and why.
pub async fn take_place(client: &Client, member: &Member, password: &str) -> Result<Placed, Failure> {
    let fail = |why: String| Failure::new(format!("{} could not log in: {why}", member.name));
    let credentials =
        Credentials { phone: member.phone.clone(), password: password.to_owned(), organisation: None };
    let session = client.log_in(credentials).await.map_err(|error| fail(error.to_string()))?;
    let mut feed = session.follow().await.map_err(|error| fail(error.to_string()))?;
    loop {
        match feed.next().await {
            Ok(ServerFrame::Welcome { .. }) => return Ok(Placed { session, feed }),
            Ok(_) => {}
            Err(error) => return Err(fail(error.to_string())),
        }
    }
}

/// As `take_place`, and on duty.
///
/// # Errors
/// As `take_place`.
pub async fn come_on_duty(client: &Client, member: &Member, password: &str) -> Result<Placed, Failure> {
    let placed = take_place(client, member, password).await?;
    match placed.session.switch_duty(Duty::On).await {
        Ok(()) => Ok(placed),
        Err(error) if error.is("nothing-changes") => Ok(placed),
        Err(error) => Err(Failure::new(format!("{} could not come on duty: {error}", member.name))),
    }
}

/// Answers whatever rings, for as long as the play lasts. A ring needs no `got`: accepting it is the
/// stronger word, and a busy telephone may say only twenty things a second.
pub async fn attend(mut placed: Placed, stage: Arc<Stage>) {
    let mut answered = BTreeSet::new();
    let mut accepting = FuturesUnordered::new();
    loop {
        tokio::select! {
            frame = placed.feed.next() => match frame {
                Ok(ServerFrame::Ring { ring }) => {
                    stage.ledger.rang(ring.ticket, stage.tick());
                    if answered.insert(ring.offer) {
                        accepting.push(accept(placed.session.clone(), ring, &stage.ledger));
                    }
                }
                Ok(ServerFrame::Hush { why: HushReason::Lapsed, .. }) => {
                    stage.ledger.count(|counts| counts.lapsed += 1);
                }
                Ok(_) => {}
                Err(error) => {
                    lost(&stage.ledger, &placed.session, &error);
                    break;
                }
            },
            Some(()) = accepting.next(), if !accepting.is_empty() => {}
        }
    }
    while accepting.next().await.is_some() {}
}

async fn accept(session: Session, ring: Ring, ledger: &Ledger) {
    let command = Command::Accept(AcceptBody { offer: Some(ring.offer) });
    match session.command(ring.ticket, &command, None).await {
        Ok(answer) => ledger.accepted(ring.ticket, Owner { session }, answer.position),
        Err(error) => {
            tracing::info!(ticket = %ring.number, %error, "a ring could not be accepted");
            ledger.refused(&error);
        }
    }
}

/// A feed ended that was still wanted.
pub fn lost(ledger: &Ledger, session: &Session, error: &LiveError) {
    tracing::warn!(person = session.me().person.name, %error, "a live feed ended");
    ledger.count(|counts| counts.feeds_lost += 1);
}
