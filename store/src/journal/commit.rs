//! One group's transaction: what is known is taken out, positions are given, rows are written, sealed by
//! the commit; a refused group is redone entry by entry.
//!
//! Never publishes and answers only what needs no commit.

use std::collections::BTreeMap;

use lamplight_domain::ids::OrganisationId;
use lamplight_domain::log::Position;
use lamplight_domain::ticket::apply;

use super::Job;
use super::failpoint::failpoint;
use super::rows::{Folded, Rows};
use super::run::Run;
use crate::writer::{Broken, Known, Questions};
use crate::{Body, Outcome};

/// A job with the positions its events were given.
pub(super) struct Placed {
    pub(super) job: Job,
    pub(super) before: Position,
    pub(super) last: Position,
}

/// What became of a group as a whole.
pub(super) enum Fate {
    Committed(Vec<Placed>),
    /// Nothing was written, and these wait for an answer.
    Not(Vec<Job>, Broken),
    Unknown(Vec<Placed>),
    Fatal(String),
}

impl Run {
    pub(super) async fn write(&mut self, jobs: Vec<Job>) -> Fate {
        if let Err(broken) = self.writer.begin().await {
            // If a transaction was left open, it must not stand in the way of every later one.
            self.writer.rollback().await;
            return not(jobs, broken);
        }
        let known = match self.writer.known(&questions(&jobs)).await {
            Ok(known) => known,
            Err(broken) => {
                self.writer.rollback().await;
                return not(jobs, broken);
            }
        };
        let mut jobs = sift(jobs, &known);
        if jobs.is_empty() {
            self.writer.rollback().await;
            return Fate::Committed(Vec::new());
        }
        if let Err(broken) = self.prepare(&mut jobs).await {
            self.writer.rollback().await;
            return not(jobs, broken);
        }
        let (rows, ends) = self.place(&jobs);
        let inserted = self.writer.insert(&rows).await;
        drop(rows);
        match inserted {
            Ok(()) => self.seal(paired(jobs, ends)).await,
            Err(Broken::Refused(why)) => {
                self.writer.rollback().await;
                tracing::warn!(why, entries = jobs.len(), "a group was refused: entry by entry");
                self.write_one_by_one(jobs).await
            }
            Err(broken) => {
                self.writer.rollback().await;
                not(jobs, broken)
            }
        }
    }

    /// All rows of a group, with the positions before and at the end of each entry.
    fn place<'a>(&self, jobs: &'a [Job]) -> (Rows<'a>, Vec<(Position, Position)>) {
        let mut next = BTreeMap::new();
        let mut rows = Rows::default();
        let ends = jobs
            .iter()
            .map(|job| {
                let organisation = job.entry.organisation;
                let before = next.get(&organisation).copied().unwrap_or_else(|| self.known(organisation));
                let last = rows.add(&job.entry, job.folded.as_ref(), before);
                next.insert(organisation, last);
                (before, last)
            })
            .collect();
        (rows, ends)
    }

    /// The repair: a savepoint an entry, positions given one by one, so that a bad entry leaves no gap.
    async fn write_one_by_one(&mut self, jobs: Vec<Job>) -> Fate {
        if let Err(broken) = self.writer.begin().await {
            return not(jobs, broken);
        }
        let mut next: BTreeMap<OrganisationId, Position> = BTreeMap::new();
        let mut placed = Vec::with_capacity(jobs.len());
        let mut waiting = jobs.into_iter();
        while let Some(job) = waiting.next() {
            let organisation = job.entry.organisation;
            let before = next.get(&organisation).copied().unwrap_or_else(|| self.known(organisation));
            match self.write_one(&job, before).await {
                Ok(last) => {
                    next.insert(organisation, last);
                    placed.push(Placed { job, before, last });
                }
                Err(Broken::Refused(why)) => {
                    let incident = job.entry.id.to_string();
                    tracing::error!(incident, organisation = %organisation, why, "an entry was refused");
                    let _ = job.reply.send(Outcome::Refused { incident });
                }
                Err(broken) => {
                    self.writer.rollback().await;
                    let rest = placed.into_iter().map(|one| one.job).chain([job]).chain(waiting).collect();
                    return not(rest, broken);
                }
            }
        }
        self.seal(placed).await
    }

    async fn write_one(&mut self, job: &Job, before: Position) -> Result<Position, Broken> {
        self.writer.savepoint().await?;
        let mut rows = Rows::default();
        let last = rows.add(&job.entry, job.folded.as_ref(), before);
        match self.writer.insert(&rows).await {
            Ok(()) => self.writer.release().await.map(|()| last),
            Err(broken) => {
                self.writer.rollback_to().await?;
                Err(broken)
            }
        }
    }

    async fn seal(&mut self, placed: Vec<Placed>) -> Fate {
        failpoint!(BeforeCommit);
        match self.writer.commit().await {
            Ok(()) => Fate::Committed(placed),
            Err(Broken::Unknown(_)) => Fate::Unknown(placed),
            Err(broken) => not(placed.into_iter().map(|one| one.job).collect(), broken),
        }
    }

    /// Learns the last positions, and the rows of tickets whose entry holds no state.
    async fn prepare(&mut self, jobs: &mut [Job]) -> Result<(), Broken> {
        for job in jobs {
            let organisation = job.entry.organisation;
            self.position(organisation).await?;
            let Body::Ticket { ticket, decided, .. } = &job.entry.body else { continue };
            if decided.after().is_some() {
                continue;
            }
            let before = self.writer.ticket(organisation, *ticket).await?;
            let ring = before.as_ref().and_then(|ticket| ticket.offer.as_ref()).map(|offer| offer.id);
            let after = decided.events().iter().fold(before, apply);
            job.folded = after.map(|after| Folded { after, ring });
        }
        Ok(())
    }

    fn known(&self, organisation: OrganisationId) -> Position {
        self.last.get(&organisation).copied().unwrap_or_default()
    }
}

fn not(jobs: Vec<Job>, broken: Broken) -> Fate {
    match broken {
        Broken::Fatal(why) => Fate::Fatal(why),
        other => Fate::Not(jobs, other),
    }
}

fn paired(jobs: Vec<Job>, ends: Vec<(Position, Position)>) -> Vec<Placed> {
    jobs.into_iter().zip(ends).map(|(job, (before, last))| Placed { job, before, last }).collect()
}

fn questions(jobs: &[Job]) -> Questions {
    let mut questions = Questions::default();
    for job in jobs {
        let organisation = job.entry.organisation;
        questions.keys.extend(job.entry.key.iter().map(|key| (organisation, key.key.clone())));
        questions.tickets.extend(job.entry.ticket().map(|ticket| (organisation, ticket)));
    }
    questions
}

/// Answers what needs no commit: keys seen before, decisions on a version that is not the stored one.
fn sift(jobs: Vec<Job>, known: &Known) -> Vec<Job> {
    let mut left = Vec::with_capacity(jobs.len());
    for job in jobs {
        let organisation = job.entry.organisation;
        let seen = job.entry.key.as_ref().and_then(|key| known.keys.get(&(organisation, key.key.clone())));
        let stale = match &job.entry.body {
            Body::Ticket { ticket, base, .. } => {
                known.versions.get(&(organisation, *ticket)).copied().unwrap_or(0) != *base
            }
            _ => false,
        };
        match seen {
            Some(key) => drop(job.reply.send(Outcome::KeySeen(key.clone()))),
            None if stale => drop(job.reply.send(Outcome::Stale)),
            None => left.push(job),
        }
    }
    left
}
