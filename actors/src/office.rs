//! Writes what is the organisation's own: its directory, who is on duty, the turn of its day. One change at
//! a time, each decided on what is committed. Never touches a ticket.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use lamplight_domain::ids::PersonId;
use lamplight_domain::log::{By, Decided, Position};
use lamplight_domain::org::{Directory, DirectoryRow, Duty, DutyChange, switch_duty, turn_day};
use lamplight_domain::ticket::Rejection;
use lamplight_domain::time::LocalDay;
use lamplight_store::{Body, Entry, KeyRow, Lane, Outcome, RequestKey};
use tokio::sync::oneshot;

use crate::Refusal;
use crate::follower::Standing;
use crate::inbox::{Carried, Permit};
use crate::journal_link::Ports;
use crate::step::Folded;

const RETRY_AFTER_MS: u32 = 1_000;

pub type OfficeReply = oneshot::Sender<Result<Position, Refusal>>;

/// A change that somebody asks for.
pub struct Change {
    pub by: By,
    pub what: What,
    pub key: Option<(RequestKey, String)>,
    pub reply: OfficeReply,
}

pub enum What {
    Directory(Vec<DirectoryRow>),
    Duty(DutyChange),
}

/// Local midnight has passed.
#[derive(Message)]
#[rtype(result = "()")]
pub struct TurnDay;

enum Job {
    Change(Change, Permit),
    TurnDay,
}

pub struct Office {
    ports: Arc<Ports>,
    directory: Arc<Directory>,
    duty: BTreeMap<PersonId, Duty>,
    day: Option<LocalDay>,
    position: Position,
    jobs: VecDeque<Job>,
    /// A commit is under way, or its fold has not come yet.
    waits_for: Option<Wait>,
}

enum Wait {
    Commit,
    /// The change is answered when its own fold has passed.
    Fold(Position, Option<(OfficeReply, Permit)>),
}

impl Office {
    pub fn new(ports: Arc<Ports>, standing: &Standing) -> Self {
        let zone = standing.directory.time_zone;
        let last = standing.tickets.iter().map(|held| held.ticket.last_at).max();
        Self {
            directory: Arc::clone(&standing.directory),
            duty: standing.duty.clone(),
            // Where the last event was before midnight, the turn of the day is still owed.
            day: last.map(|at| zone.local_day(at)),
            position: standing.position,
            jobs: VecDeque::new(),
            waits_for: None,
            ports,
        }
    }

    fn go_on(&mut self, ctx: &mut Context<Self>) {
        while self.waits_for.is_none() {
            match self.jobs.pop_front() {
                None => return,
                Some(Job::TurnDay) => self.turn_day(ctx),
                Some(Job::Change(change, permit)) => self.change(change, permit, ctx),
            }
        }
    }

    fn change(&mut self, change: Change, permit: Permit, ctx: &mut Context<Self>) {
        let now = self.ports.clock.now();
        let Change { by, what, key, reply } = change;
        let decided = match what {
            What::Directory(rows) => {
                self.directory.change(&rows, by, now).map(|(decided, _)| (decided, rows))
            }
            What::Duty(wish) => {
                let current = self.duty.get(&wish.person).copied().unwrap_or_default();
                switch_duty(&self.directory, current, wish, by, now).map(|decided| (decided, Vec::new()))
            }
        };
        match decided {
            Err(rejection) => drop(reply.send(Err(Refusal::Rejected { rejection, now: None }))),
            Ok((decided, rows)) => self.commit(decided, rows, key, Some((reply, permit)), ctx),
        }
    }

    fn turn_day(&mut self, ctx: &mut Context<Self>) {
        match turn_day(&self.directory, self.day, self.ports.clock.now()) {
            Ok(decided) => self.commit(decided, Vec::new(), None, None, ctx),
            Err(rejection) => debug_assert_eq!(rejection, Rejection::NothingChanges),
        }
    }

    fn commit(
        &mut self,
        decided: Decided,
        rows: Vec<DirectoryRow>,
        key: Option<(RequestKey, String)>,
        asked: Option<(OfficeReply, Permit)>,
        ctx: &mut Context<Self>,
    ) {
        let hash = key.as_ref().map(|(_, hash)| hash.clone());
        let lane = if asked.is_some() { Lane::Person } else { Lane::Desk };
        let entry = Entry {
            id: self.ports.mint(),
            organisation: self.ports.organisation,
            at: decided.events().first().map_or(self.ports.clock.now(), |event| event.at),
            body: Body::Organisation { decided, rows },
            key: key.map(|(key, request_hash)| KeyRow {
                key,
                request_hash,
                ticket: None,
                version: 0,
                expires_at: self.ports.key_expiry(),
            }),
            texts: Vec::new(),
            audit: None,
        };
        self.waits_for = Some(Wait::Commit);
        let outcome = self.ports.commit_patiently(entry, lane);
        ctx.spawn(outcome.into_actor(self).map(move |outcome, office, ctx| {
            office.settle(outcome, hash, asked, ctx);
        }));
    }

    fn settle(
        &mut self,
        outcome: Outcome,
        hash: Option<String>,
        asked: Option<(OfficeReply, Permit)>,
        ctx: &mut Context<Self>,
    ) {
        self.waits_for = None;
        let answer = match outcome {
            Outcome::Committed { last } if last > self.position => {
                self.waits_for = Some(Wait::Fold(last, asked));
                return;
            }
            Outcome::Committed { last } => Ok(last),
            // The same wish, asked again: it stands.
            Outcome::KeySeen(row) if hash.as_ref() == Some(&row.request_hash) => Ok(self.position),
            Outcome::KeySeen(_) => Err(Refusal::KeyReused),
            Outcome::Refused { incident } => Err(Refusal::Incident { incident }),
            Outcome::Stale | Outcome::Unavailable | Outcome::Unknown => {
                Err(Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS })
            }
        };
        match asked {
            Some((reply, _)) => drop(reply.send(answer)),
            None if answer.is_err() => {
                ctx.run_later(crate::journal_link::TRY_AGAIN, |office, ctx| {
                    office.jobs.push_back(Job::TurnDay);
                    office.go_on(ctx);
                });
            }
            None => {}
        }
        self.go_on(ctx);
    }
}

impl Actor for Office {
    type Context = Context<Self>;

    fn started(&mut self, ctx: &mut Context<Self>) {
        let today = self.directory.time_zone.local_day(self.ports.clock.now());
        if self.day.is_some_and(|day| day < today) {
            self.jobs.push_back(Job::TurnDay);
            self.go_on(ctx);
        }
    }
}

impl Handler<Carried<Change>> for Office {
    type Result = ();

    fn handle(&mut self, carried: Carried<Change>, ctx: &mut Context<Self>) {
        self.jobs.push_back(Job::Change(carried.message, carried.permit));
        self.go_on(ctx);
    }
}

impl Handler<TurnDay> for Office {
    type Result = ();

    fn handle(&mut self, _: TurnDay, ctx: &mut Context<Self>) {
        self.jobs.push_back(Job::TurnDay);
        self.go_on(ctx);
    }
}

impl Handler<Folded> for Office {
    type Result = ();

    fn handle(&mut self, Folded(step): Folded, ctx: &mut Context<Self>) {
        if let Some(directory) = &step.directory {
            self.directory = Arc::clone(directory);
        }
        self.duty.extend(step.duty.iter().map(|(person, duty, _)| (*person, *duty)));
        self.day = step.day.or(self.day);
        self.position = step.last;
        if let Some(Wait::Fold(position, asked)) =
            self.waits_for.take_if(|wait| matches!(wait, Wait::Fold(position, _) if *position <= step.last))
        {
            if let Some((reply, _)) = asked {
                drop(reply.send(Ok(position)));
            }
            self.go_on(ctx);
        }
    }
}
