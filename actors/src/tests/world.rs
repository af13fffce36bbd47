//! A desk with people, on a clock that moves when nothing is left to do.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use lamplight_domain::fixtures::desk::{
    DISPATCHER, HARDWARE, LI, NURSE, ORGANISATION, PRINTER, SURGERY, WU, caller, clock, rows,
};
use lamplight_domain::ids::{CoverageId, LoginId, PersonId, TicketId};
use lamplight_domain::log::By;
use lamplight_domain::org::{CoverageRow, DirectoryRow, Duty, Holder, Subject};
use lamplight_domain::ticket::{Channel, Dispatch};
use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{RequestKey, Store};
use tokio::time::Instant;

use crate::{Answer, Ask, Asker, Clock, CommandRequest, Desks, LiveSession, OpenRequest, Options, Refusal};

/// Follows tokio's paused clock; the hospital's time begins at nine.
pub struct PausedClock {
    started: Instant,
    now_at_start: Timestamp,
}

impl Clock for PausedClock {
    fn now(&self) -> Timestamp {
        self.now_at_start + Span::from_micros(i64::try_from(self.tick().as_micros()).unwrap())
    }

    fn tick(&self) -> Duration {
        self.started.elapsed()
    }

    fn life(&self) -> Timestamp {
        self.now()
    }

    fn rate(&self) -> f64 {
        1.0
    }
}

pub struct World {
    pub desks: Desks,
    pub store: Store,
    pub clock: Arc<PausedClock>,
}

/// Runs a story on a paused clock.
pub fn run<F: Future>(story: F) -> F::Output {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().start_paused(true).build().expect("a runtime")
    };
    actix::System::with_tokio_rt(runtime).block_on(story)
}

/// A store that does not end the process when a test's failed assertion drops its journal.
pub fn gentle() -> lamplight_store::Options {
    lamplight_store::Options { on_fatal: Arc::new(|_| {}), ..lamplight_store::Options::default() }
}

pub fn options() -> Options {
    Options {
        desk_threads: 0,
        dispatcher_asks_max: 100,
        ticket_asks_max: 16,
        frame_log_frames_max: 64,
        seed: 7,
    }
}

fn coverage() -> Vec<DirectoryRow> {
    let row = |id, holder| {
        DirectoryRow::Coverage(CoverageRow {
            id: CoverageId::from_raw(id),
            subject: Subject::Category(PRINTER),
            zone: None,
            holder,
        })
    };
    vec![
        row(801, Holder::A { engineer: LI, group: HARDWARE }),
        row(802, Holder::B { engineer: WU, group: HARDWARE }),
        row(803, Holder::Group(HARDWARE)),
    ]
}

impl World {
    /// The fixture's desk, Li (A) and Wu (B) on duty.
    pub async fn new() -> Self {
        Self::over(Store::memory_with(gentle()), options()).await
    }

    pub async fn over(store: Store, options: Options) -> Self {
        let world = Self::at(store, options, clock(9, 0));
        let rows = rows().into_iter().chain(coverage()).collect();
        world.desks.change_directory(ORGANISATION, By::System, rows).await.expect("a directory");
        world.duty(LI, Duty::On).await;
        world.duty(WU, Duty::On).await;
        world
    }

    #[expect(clippy::disallowed_methods, reason = "the test's own clock")]
    fn at(store: Store, options: Options, now: Timestamp) -> Self {
        let clock = Arc::new(PausedClock { started: Instant::now(), now_at_start: now });
        let shared: Arc<dyn Clock> = clock.clone();
        Self { desks: Desks::start(store.clone(), shared, options), store, clock }
    }

    /// The process dies; another starts `later` over what was committed.
    pub fn killed_and_restarted(self, later: Span) -> Self {
        let store = self.store.reopen_memory(&gentle()).expect("in memory");
        Self::at(store, options(), self.clock.now() + later)
    }

    pub fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn duty(&self, engineer: PersonId, duty: Duty) {
        let asker = asker(engineer);
        self.desks.switch_duty(ORGANISATION, asker, engineer, duty).await.expect("a change of duty");
    }

    pub async fn report(&self) -> Answer {
        self.ask(NURSE, Ask::Open(report())).await.expect("a report is taken")
    }

    pub async fn ask(&self, who: PersonId, ask: Ask) -> Result<Answer, Refusal> {
        self.desks.ask(ORGANISATION, asker(who), ask).await
    }

    pub async fn does(
        &self,
        who: PersonId,
        ticket: TicketId,
        request: CommandRequest,
    ) -> Result<Answer, Refusal> {
        self.ask(who, Ask::Command { ticket, request }).await
    }

    pub async fn accepts(&self, who: PersonId, ticket: TicketId) -> Result<Answer, Refusal> {
        self.does(who, ticket, CommandRequest::Accept { offer: None }).await
    }

    pub async fn ticket(&self, ticket: TicketId) -> Answer {
        self.desks.ticket(ORGANISATION, ticket).await.expect("a ticket")
    }

    pub async fn session(&self, person: PersonId) -> LiveSession {
        let login = LoginId::from_raw(person.raw());
        self.desks.session(ORGANISATION, login, person, "test").await.expect("a session")
    }
}

pub fn asker(person: PersonId) -> Asker {
    Asker { person, roles: caller(person).roles, key: None, if_match: None }
}

pub fn with_key(person: PersonId, key: &str, hash: &str) -> Asker {
    let key = RequestKey { caller: person, key: key.to_owned() };
    Asker { key: Some((key, hash.to_owned())), ..asker(person) }
}

pub fn report() -> OpenRequest {
    OpenRequest {
        summary: "the printer is dead".to_owned(),
        channel: Channel::Page,
        reporter: None,
        department: Some(SURGERY),
        zone: None,
        category: PRINTER,
        system: None,
        patient_waiting: false,
        priority: None,
        dispatch: Dispatch::Now,
        occurred_at: None,
        solved: None,
    }
}

/// By the dispatcher, who has seen this version.
pub fn seen(version: u32) -> Asker {
    Asker { if_match: Some(version), ..asker(DISPATCHER) }
}

pub async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}
