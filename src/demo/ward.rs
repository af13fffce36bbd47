//! The wards: reports as they come, from the pages of those who report and over the telephone of the desk.
//! Chance decides when, the hospital's own generator what. Never reports from the visitor's ward.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use lamplight_domain::hospital::{Report, Reports};
use lamplight_domain::ticket as rule;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::Id;
use lamplight_protocol::ticket::{Channel, OpenTicket};

use super::pace::{Dice, LIVE_MAX};
use super::town::Town;
use crate::client::{CallError, Session};

/// Reports on their way at once; the next waits.
const OPENING_MAX: usize = 16;

pub struct Ward {
    town: Arc<Town>,
    reports: Reports,
    dice: Dice,
    /// Who takes the telephone.
    dispatcher: Id,
    sessions: BTreeMap<Id, Session>,
}

impl Ward {
    pub fn new(town: Arc<Town>, reports: Reports, dispatcher: Id, seed: u64) -> Self {
        Self { town, reports, dice: Dice::seeded(seed), dispatcher, sessions: BTreeMap::new() }
    }

    /// Reports for as long as the program runs.
    pub async fn live(mut self) {
        let mut opening = FuturesUnordered::new();
        let mut next = self.after(self.town.now());
        loop {
            tokio::select! {
                Some((who, opened)) = opening.next(), if !opening.is_empty() => {
                    let opened: Result<(), CallError> = opened;
                    if let Err(why) = opened {
                        self.sessions.remove(&who);
                        tracing::debug!(%why, "a simulated report was refused");
                    }
                }
                () = self.town.sleep_until(next), if opening.len() < OPENING_MAX => {
                    // From its due time, not from now: a server that was slow for a moment catches up.
                    next = self.after(next.max(self.town.now() - self.town.pace.stay()));
                    if self.town.live() >= LIVE_MAX {
                        continue;
                    }
                    match self.report().await {
                        Some(Ok((session, body))) => opening.push(async move {
                            (session.id(), session.open(&body).await.map(drop))
                        }),
                        Some(Err(why)) => {
                            tracing::debug!(%why, "a simulated reporter was not let in");
                            self.town.breathe().await;
                        }
                        None => {}
                    }
                }
            }
        }
    }

    fn after(&mut self, from: Timestamp) -> Timestamp {
        from + self.town.pace.next_report(self.town.live(), &mut self.dice)
    }

    /// The next report with who enters it.
    async fn report(&mut self) -> Option<Result<(Session, OpenTicket), CallError>> {
        let report = self.reports.next()?;
        let by_phone = report.channel == rule::Channel::Phone;
        let who = if by_phone { self.dispatcher } else { report.reporter.into() };
        let body = body(report, by_phone);
        Some(self.session(who).await.map(|session| (session, body)))
    }

    async fn session(&mut self, who: Id) -> Result<Session, CallError> {
        if let Some(session) = self.sessions.get(&who) {
            return Ok(session.clone());
        }
        let session = self.town.log_in(who).await?;
        self.sessions.insert(who, session.clone());
        Ok(session)
    }
}

/// A reporter says what is wrong; whoever takes the telephone says also for whom.
fn body(report: Report, by_phone: bool) -> OpenTicket {
    OpenTicket {
        summary: report.summary,
        category: report.category.into(),
        system: report.system.map(Id::from),
        zone: None,
        department: Some(report.department.into()),
        reporter: by_phone.then(|| report.reporter.into()),
        channel: Some(if by_phone { Channel::Phone } else { Channel::Page }),
        patient_waiting: report.patient_waiting,
        priority: None,
        dispatch: None,
        occurred_at: None,
        solved: None,
    }
}
