//! The journal's task: the only place that writes. Takes whatever waited, commits it as one group, tells
//! the folds, then those who asked.
//!
//! Never answers before the commit is durable, never takes new work while an outcome is unknown.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use lamplight_domain::ids::{EntryId, OrganisationId};
use lamplight_domain::log::Position;
use tokio::sync::mpsc;

use super::commit::{Fate, Placed};
use super::failpoint::failpoint;
use super::group::Group;
use super::publish::{Subscribers, gather};
use super::{Ask, Job};
use crate::writer::{Broken, Writer};
use crate::{Options, Outcome, ReadError};

/// Pause between two attempts to learn an unknown outcome.
const ASK_AGAIN: Duration = Duration::from_millis(50);

pub(crate) fn start(writer: Writer, asks: mpsc::UnboundedReceiver<Ask>, options: &Options) {
    let run = Run {
        writer,
        last: BTreeMap::new(),
        subscribers: Subscribers::default(),
        unsettled: None,
        group_max: options.group_max.max(1),
        unknown_limit: options.unknown_limit,
        on_fatal: Arc::clone(&options.on_fatal),
    };
    let on_fatal = Arc::clone(&options.on_fatal);
    let work = tokio::spawn(run.work(asks));
    // A panic of the journal ends the process: nobody else may write, so nothing could go on.
    tokio::spawn(async move {
        if work.await.is_err_and(|ended| ended.is_panic()) {
            on_fatal("the journal panicked");
        }
    });
}

pub(super) struct Run {
    pub(super) writer: Writer,
    /// Last positions of organisations that have written; forgotten when an outcome was unknown.
    pub(super) last: BTreeMap<OrganisationId, Position>,
    subscribers: Subscribers,
    /// A group of which nobody knows yet whether it was committed. No new work until then.
    unsettled: Option<Vec<Placed>>,
    group_max: usize,
    unknown_limit: Duration,
    on_fatal: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Run {
    async fn work(mut self, mut asks: mpsc::UnboundedReceiver<Ask>) {
        let mut held: Option<Ask> = None;
        loop {
            let next = match held.take() {
                Some(ask) => Some(ask),
                None => asks.recv().await,
            };
            let Some(ask) = next else { break };
            let goes_on = match ask {
                Ask::Append(job) => {
                    let mut group = Group::default();
                    held = self.gather_group(&mut group, job, &mut asks);
                    self.commit(group).await
                }
                Ask::Close(done) => {
                    asks.close();
                    self.refuse_rest(&mut asks).await;
                    self.writer.close().await;
                    let _ = done.send(());
                    return;
                }
                other => {
                    self.answer(other).await;
                    true
                }
            };
            if !goes_on {
                return;
            }
        }
        self.writer.close().await;
    }

    /// Fills the group from what waits; what cannot join is kept for the next turn.
    fn gather_group(
        &self,
        group: &mut Group,
        first: Box<Job>,
        asks: &mut mpsc::UnboundedReceiver<Ask>,
    ) -> Option<Ask> {
        if let Err(job) = group.push(first) {
            return Some(Ask::Append(job));
        }
        while group.jobs.len() < self.group_max {
            match asks.try_recv() {
                Ok(Ask::Append(job)) => {
                    if let Err(job) = group.push(job) {
                        return Some(Ask::Append(job));
                    }
                }
                Ok(other) => return Some(other),
                Err(_) => break,
            }
        }
        None
    }

    /// After `Close`: what was appended before it has been settled; what raced past it is told so.
    async fn refuse_rest(&mut self, asks: &mut mpsc::UnboundedReceiver<Ask>) {
        while let Some(ask) = asks.recv().await {
            if let Ask::Append(job) = ask {
                let _ = job.reply.send(Outcome::Unavailable);
            }
        }
    }

    async fn answer(&mut self, ask: Ask) {
        let settled = self.settle(Duration::ZERO).await;
        match ask {
            Ask::Subscribe(organisation, reply) => {
                let position = if settled { self.position(organisation).await } else { Err(unsettled()) };
                // Nothing is published between this position and the insertion: both happen in this turn.
                let answer = position
                    .map(|position| (position, self.subscribers.subscribe(organisation)))
                    .map_err(unreadable);
                let _ = reply.send(answer);
            }
            Ask::ReadBehind(organisation, ticket, reply) => {
                let read =
                    if settled { self.writer.ticket(organisation, ticket).await } else { Err(unsettled()) };
                let _ = reply.send(read.map_err(unreadable));
            }
            Ask::Resolve(entry, reply) => {
                let outcome = if settled {
                    match self.writer.entries_of(&[entry]).await {
                        Ok(found) => found
                            .get(&entry)
                            .map_or(Outcome::Unavailable, |&last| Outcome::Committed { last }),
                        Err(_) => Outcome::Unknown,
                    }
                } else {
                    Outcome::Unknown
                };
                let _ = reply.send(outcome);
            }
            Ask::Sweep { expired_before, entries_before, reply } => {
                let swept = if settled {
                    self.writer.sweep(expired_before, entries_before).await
                } else {
                    Err(unsettled())
                };
                if let Err(Broken::Fatal(why)) = &swept {
                    (self.on_fatal)(why);
                }
                let _ = reply.send(swept.map_err(unreadable));
            }
            Ask::Flush(reply) => drop(reply.send(())),
            Ask::Append(_) | Ask::Close(_) => {}
        }
    }

    /// The organisation's present position: in memory, or read once.
    pub(super) async fn position(&mut self, organisation: OrganisationId) -> Result<Position, Broken> {
        if let Some(&position) = self.last.get(&organisation) {
            return Ok(position);
        }
        let position = self.writer.last_position(organisation).await?;
        self.last.insert(organisation, position);
        Ok(position)
    }

    /// One group from begin to answers; `false` when the task must end.
    async fn commit(&mut self, group: Group) -> bool {
        self.writer.breathe().await;
        if !self.settle(Duration::ZERO).await {
            refuse(group.jobs, &Outcome::Unavailable);
            return true;
        }
        let size = group.jobs.len();
        match self.write(group.jobs).await {
            Fate::Committed(placed) => {
                metrics::counter!("lamplight_journal_entries").increment(size as u64);
                metrics::histogram!("lamplight_journal_group_entries").record(size as f64);
                self.tell(placed);
            }
            Fate::Not(jobs, broken) => {
                if !jobs.is_empty() {
                    tracing::error!(?broken, entries = jobs.len(), "nothing was written");
                }
                refuse(jobs, &Outcome::Unavailable);
            }
            Fate::Unknown(placed) => {
                tracing::error!(entries = placed.len(), "the outcome of a commit is unknown");
                self.unsettled = Some(placed);
                self.settle(self.unknown_limit).await;
            }
            Fate::Fatal(why) => {
                (self.on_fatal)(&why);
                return false;
            }
        }
        true
    }

    /// Publishes, then answers.
    fn tell(&mut self, placed: Vec<Placed>) {
        failpoint!(AfterCommitBeforePublish);
        let mut answers = Vec::with_capacity(placed.len());
        let mut entries = Vec::with_capacity(placed.len());
        for one in placed {
            self.last.insert(one.job.entry.organisation, one.last);
            let Job { entry, reply, _permit: permit, .. } = one.job;
            answers.push((reply, one.last, permit));
            entries.push((entry, one.before.next()));
        }
        self.subscribers.publish(gather(entries));
        failpoint!(BeforeReply);
        for (reply, last, permit) in answers {
            drop(permit);
            let _ = reply.send(Outcome::Committed { last });
        }
    }

    /// Learns what became of the unsettled group, trying for as long as `limit`, and at least once.
    /// `true` when nothing is unsettled any more.
    async fn settle(&mut self, limit: Duration) -> bool {
        let Some(placed) = self.unsettled.take() else { return true };
        let ids: Vec<EntryId> = placed.iter().map(|one| one.job.entry.id).collect();
        let mut left = limit;
        loop {
            match self.writer.entries_of(&ids).await {
                Ok(found) => {
                    self.last.clear();
                    let (written, lost): (Vec<_>, Vec<_>) =
                        placed.into_iter().partition(|one| found.contains_key(&one.job.entry.id));
                    self.tell(written);
                    refuse(lost.into_iter().map(|one| one.job).collect(), &Outcome::Unavailable);
                    return true;
                }
                Err(Broken::Fatal(why)) => {
                    (self.on_fatal)(&why);
                    self.unsettled = Some(placed);
                    return false;
                }
                Err(_) if left > Duration::ZERO => {
                    let pause = left.min(ASK_AGAIN);
                    tokio::time::sleep(pause).await;
                    left -= pause;
                }
                Err(_) => {
                    self.unsettled = Some(placed.into_iter().map(tell_unknown).collect());
                    return false;
                }
            }
        }
    }
}

/// Tells whoever asked that it is unknown; the entry stays, so that its folds hear of it once it is known.
fn tell_unknown(placed: Placed) -> Placed {
    let Placed { job: Job { entry, folded, reply, _permit }, before, last } = placed;
    let _ = reply.send(Outcome::Unknown);
    let (silent, _) = tokio::sync::oneshot::channel();
    Placed { job: Job { entry, folded, reply: silent, _permit }, before, last }
}

fn refuse(jobs: Vec<Job>, outcome: &Outcome) {
    for job in jobs {
        let _ = job.reply.send(outcome.clone());
    }
}

fn unsettled() -> Broken {
    Broken::Unavailable("the outcome of an earlier commit is not known yet".to_owned())
}

fn unreadable(broken: Broken) -> ReadError {
    let (Broken::Refused(why) | Broken::Unavailable(why) | Broken::Unknown(why) | Broken::Fatal(why)) =
        broken;
    ReadError::Unavailable(why)
}
