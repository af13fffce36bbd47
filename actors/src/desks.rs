//! The desks' address: all that the web layer and the binary know of the actors. An organisation's desk is
//! loaded at its first use, or when one of its deadlines is near.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix::{Arbiter, ArbiterHandle};
use lamplight_domain::access::{Action, Relation, allows};
use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{LoginId, Minter, OrganisationId, PersonId, TicketId};
use lamplight_domain::log::{By, Position};
use lamplight_domain::org::{Directory, DirectoryRow, Duty, DutyChange};
use lamplight_domain::round::Round;
use lamplight_domain::similar::{self, Draft};
use lamplight_domain::stats::{PersonDay, TodayAgainstUsual};
use lamplight_domain::ticket::Rejection;
use lamplight_domain::time::LocalDay;
use lamplight_protocol::person::PersonRow;
use lamplight_store::{AuditRow, Lane, Store, TicketRow};
use tokio::sync::oneshot;

use crate::board::WantPeople;
use crate::census;
use crate::desk::{Common, Desk};
use crate::dispatcher::{Demand, WindUp};
use crate::office::{Change, What};
use crate::registry::Registry;
use crate::scoreboard::SaveScores;
use crate::session::{Identity, readers};
use crate::sessions::{GOODBYE, LiveSession, Sessions};
use crate::sweep;
use crate::{Alike, Answer, Ask, Asker, CandidatesFor, Clock, DeskFacts, Options, Refusal};

const RETRY_AFTER_MS: u32 = 1_000;
/// How long a stop waits for the desks to finish what is under way (life time).
const WIND_UP: Duration = Duration::from_secs(15);

/// Handle to every desk of this process; cheap to clone.
#[derive(Clone)]
pub struct Desks(Arc<Inner>);

pub(crate) struct Inner {
    pub common: Arc<Common>,
    pub registry: Registry,
    sessions: Arc<Sessions>,
    threads: std::sync::Mutex<Vec<Arbiter>>,
}

impl Desks {
    /// Starts the desk threads. Must be called inside an actix system.
    pub fn start(store: Store, clock: Arc<dyn Clock>, options: Options) -> Self {
        let threads: Vec<Arbiter> = (0..options.desk_threads).map(|_| Arbiter::new()).collect();
        let handles: Vec<ArbiterHandle> = if threads.is_empty() {
            vec![Arbiter::current()]
        } else {
            threads.iter().map(Arbiter::handle).collect()
        };
        let stopping = Arc::new(AtomicBool::new(false));
        let ids = Minter::seeded(options.seed);
        let common = Arc::new(Common { ids, store, clock, options: Arc::new(options), stopping });
        let inner = Arc::new(Inner {
            common,
            registry: Registry::over(handles),
            sessions: Arc::default(),
            threads: std::sync::Mutex::new(threads),
        });
        census::start(&inner);
        sweep::start(&inner);
        Self(inner)
    }

    pub fn store(&self) -> &Store {
        &self.0.common.store
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.common.clock
    }

    /// A minter for whoever writes beside the desks: its ids collide with none of theirs.
    pub fn minter(&self, seed: u64) -> Minter {
        self.0.common.ids.beside(seed)
    }

    async fn desk(&self, organisation: OrganisationId) -> Result<Arc<Desk>, Refusal> {
        if self.0.common.stopping.load(Ordering::Acquire) {
            return Err(Refusal::Unavailable { retry_after_ms: 2 * RETRY_AFTER_MS });
        }
        self.0.registry.desk(&self.0.common, organisation).await
    }

    /// A report or a command. Answers after the commit.
    ///
    /// # Errors
    /// `Refusal`; nothing was changed but by `Unknown`.
    pub async fn ask(&self, organisation: OrganisationId, asker: Asker, ask: Ask) -> Result<Answer, Refusal> {
        let desk = self.desk(organisation).await?;
        let bytes = 4_096 + ask.bytes();
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Ask { asker, ask, reply }, bytes)?;
        answer.await.unwrap_or(Err(Refusal::Unknown { retry_after_ms: RETRY_AFTER_MS }))
    }

    /// A live ticket from its actor, an ended one from the store.
    ///
    /// # Errors
    /// `NotFound` in this organisation, or `Unavailable`.
    pub async fn ticket(&self, organisation: OrganisationId, ticket: TicketId) -> Result<Answer, Refusal> {
        let desk = self.desk(organisation).await?;
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Read { ticket, reply }, 256)?;
        answer.await.unwrap_or(Err(Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS }))
    }

    /// Rows of the store as people see them: with the end of each ring that the wheel goes by.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn show_rings(
        &self,
        organisation: OrganisationId,
        rows: &mut [TicketRow],
    ) -> Result<(), Refusal> {
        let desk = self.desk(organisation).await?;
        for offer in rows.iter_mut().filter_map(|row| row.ticket.offer.as_mut()) {
            offer.accept_by = desk.ports.windows.get(&offer.id).copied().unwrap_or(offer.accept_by);
        }
        Ok(())
    }

    /// The directory as last committed.
    ///
    /// # Errors
    /// `NotFound` for an organisation that has none.
    pub async fn directory(&self, organisation: OrganisationId) -> Result<Arc<Directory>, Refusal> {
        let directory = self.desk(organisation).await?.feeds.directory();
        if directory.version == 0 { Err(Refusal::NotFound) } else { Ok(directory) }
    }

    /// Engineers with duty and load as the board sees them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn people(&self, organisation: OrganisationId) -> Result<Vec<PersonRow>, Refusal> {
        let desk = self.desk(organisation).await?;
        let (reply, rows) = oneshot::channel();
        desk.people.tell(WantPeople(reply));
        rows.await.map_err(|_| Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS })
    }

    /// The present day by half hours, as of when the charts were last made: not long ago.
    ///
    /// # Errors
    /// `Unavailable`, also while the log is being read for it.
    pub async fn today(&self, organisation: OrganisationId) -> Result<Arc<TodayAgainstUsual>, Refusal> {
        let today = self.desk(organisation).await?.feeds.scored.today();
        let today = today.ok_or(Refusal::Unavailable { retry_after_ms: 2 * RETRY_AFTER_MS })?;
        Ok(today.against_usual)
    }

    /// Somebody's present day in numbers, of the same moment; nothing yet is a day too.
    ///
    /// # Errors
    /// As `today`.
    pub async fn person_today(
        &self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<(LocalDay, PersonDay), Refusal> {
        let today = self.desk(organisation).await?.feeds.scored.today();
        let today = today.ok_or(Refusal::Unavailable { retry_after_ms: 2 * RETRY_AFTER_MS })?;
        Ok((today.against_usual.day, today.people.get(&person).copied().unwrap_or_default()))
    }

    /// His tickets in the order of walking, as of now.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn round(&self, organisation: OrganisationId, engineer: PersonId) -> Result<Round, Refusal> {
        let desk = self.desk(organisation).await?;
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Round { engineer, reply }, 256)?;
        answer.await.map_err(|_| Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS })
    }

    /// Somebody's duty, his own or (a dispatcher's right) another's. Answers when every fold has it.
    ///
    /// # Errors
    /// `Rejected`: no right (audited), no such engineer, or it is so already.
    pub async fn switch_duty(
        &self,
        organisation: OrganisationId,
        asker: Asker,
        person: PersonId,
        duty: Duty,
    ) -> Result<Position, Refusal> {
        let desk = self.desk(organisation).await?;
        let own = asker.person == person;
        let action = if own { Action::SwitchOwnDuty } else { Action::SwitchOthersDuty };
        if !allows(asker.roles, action, &[Relation::Any]) {
            let detail = "{\"command\":\"switch-duty\"}".to_owned();
            desk.ports.audit(AuditRow { person: Some(asker.person), action: "denied", ticket: None, detail });
            return Err(Refusal::Rejected { rejection: Rejection::Forbidden, now: None });
        }
        let what = What::Duty(DutyChange { person, duty });
        change(&desk, By::Person(asker.person), what, asker.key).await
    }

    /// Puts rows into the directory as one entry; also makes an organisation. Rights are the caller's duty.
    ///
    /// # Errors
    /// `Rejected` with `BadDirectory`, or `Unavailable`.
    pub async fn change_directory(
        &self,
        organisation: OrganisationId,
        by: By,
        rows: Vec<DirectoryRow>,
    ) -> Result<Position, Refusal> {
        let desk = self.desk(organisation).await?;
        change(&desk, by, What::Directory(rows), None).await
    }

    /// Who would be asked for a ticket or a draft, with the directory that the names are in.
    ///
    /// # Errors
    /// `NotFound` when it is not a live ticket or the draft names unknown things.
    pub async fn candidates(
        &self,
        organisation: OrganisationId,
        of: CandidatesFor,
    ) -> Result<(DecisionRecord, Arc<Directory>), Refusal> {
        let desk = self.desk(organisation).await?;
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Consider { of, reply }, 512)?;
        answer.await.unwrap_or(Err(Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS }))
    }

    /// How many waiting tickets are more urgent or older than this one; `None` when it does not wait.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn ahead(
        &self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Result<Option<usize>, Refusal> {
        let desk = self.desk(organisation).await?;
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Ahead { ticket, reply }, 256)?;
        answer.await.map_err(|_| Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS })
    }

    /// Live tickets that are probably the fault of this draft, best first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn similar(
        &self,
        organisation: OrganisationId,
        draft: Draft,
        asker: similar::Asker,
    ) -> Result<Vec<Alike>, Refusal> {
        let desk = self.desk(organisation).await?;
        let bytes = 512 + draft.summary.as_ref().map_or(0, String::len);
        let (reply, answer) = oneshot::channel();
        put(&desk, Demand::Similar { draft, asker, reply }, bytes)?;
        answer.await.map_err(|_| Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS })
    }

    /// Begins a live session of a person. `build`: of the pages, told in `welcome`.
    ///
    /// # Errors
    /// `Forbidden` when he may watch nothing.
    pub async fn session(
        &self,
        organisation: OrganisationId,
        login: LoginId,
        person: PersonId,
        build: &str,
    ) -> Result<LiveSession, Refusal> {
        let desk = self.desk(organisation).await?;
        if readers(&desk.feeds.directory(), person).is_empty() {
            return Err(Refusal::Rejected { rejection: Rejection::Forbidden, now: None });
        }
        let clock = Arc::clone(&self.0.common.clock);
        Ok(LiveSession::begin(
            &self.0.sessions,
            desk,
            clock,
            login,
            Identity { no: 0, person, build: build.to_owned() },
        ))
    }

    /// Ends the sessions of a login within a second.
    pub fn end_login(&self, login: LoginId) {
        self.0.sessions.end_login(login);
    }

    /// Everybody of an organisation who is connected at this moment.
    pub fn watching(&self, organisation: OrganisationId) -> BTreeSet<PersonId> {
        self.0.sessions.watching(organisation)
    }

    pub fn facts(&self) -> DeskFacts {
        let clock = &self.0.common.clock;
        let mut facts = DeskFacts { sessions: self.0.sessions.len(), ..DeskFacts::default() };
        for desk in self.0.registry.loaded() {
            facts.desks += 1;
            facts.tickets += desk.ports.live_tickets.load(Ordering::Relaxed);
            facts.oldest_due_ms =
                facts.oldest_due_ms.max(desk.wheel.oldest_due_ms(clock.now(), clock.rate()));
            facts.missed_by_wheel += desk.wheel.missed.load(Ordering::Acquire);
        }
        facts
    }

    /// No new work, drain, commit, snapshots, `bye` to every session. The store stays open: its owner
    /// closes it afterwards.
    pub async fn stop(&self) {
        self.0.common.stopping.store(true, Ordering::Release);
        let mut winding_up = Vec::new();
        for desk in self.0.registry.loaded() {
            let (done, wound_up) = oneshot::channel();
            desk.wind_up.tell(WindUp(done));
            winding_up.push((desk, wound_up));
        }
        // They wind up at the same time: one limit for all of them.
        let all = async {
            let mut saving = Vec::new();
            for (desk, wound_up) in winding_up {
                let _ = wound_up.await;
                let (done, saved) = oneshot::channel();
                desk.scores.tell(SaveScores(done));
                saving.push(saved);
            }
            for saved in saving {
                let _ = saved.await;
            }
        };
        if tokio::time::timeout(WIND_UP, all).await.is_err() {
            tracing::warn!("a desk did not finish in time");
        }
        self.0.sessions.end_all();
        let asked_at = self.0.common.clock.tick();
        while self.0.sessions.len() > 0 && self.0.common.clock.tick().saturating_sub(asked_at) < GOODBYE {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let threads = std::mem::take(&mut *self.0.threads.lock().unwrap_or_else(|held| held.into_inner()));
        for thread in threads {
            thread.stop();
        }
    }
}

fn put(desk: &Desk, demand: Demand, bytes: usize) -> Result<(), Refusal> {
    let full = Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS };
    desk.demands.put(demand, bytes, Lane::Person).map_err(|_| full)
}

async fn change(
    desk: &Desk,
    by: By,
    what: What,
    key: Option<(lamplight_store::RequestKey, String)>,
) -> Result<Position, Refusal> {
    let (reply, answer) = oneshot::channel();
    let bytes = match &what {
        What::Directory(rows) => rows.len() * 256,
        What::Duty(_) => 64,
    };
    let full = Refusal::Unavailable { retry_after_ms: RETRY_AFTER_MS };
    desk.changes.put(Change { by, what, key, reply }, bytes, Lane::Person).map_err(|_| full)?;
    answer.await.unwrap_or(Err(Refusal::Unknown { retry_after_ms: RETRY_AFTER_MS }))
}
