//! `lamplight replay`: plays the log of a real service desk through a server of its own, faster than
//! life, and says what it came to. The server runs in this process; its people are on a thread of their
//! own and reach it through its public API alone.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use indicatif::ProgressBar;
use lamplight_actors::Clock;
use lamplight_domain::org::{Directory, Policy};
use lamplight_domain::time::Span;
use lamplight_store::AccountChange;
use lamplight_web::hash_random_password;
use tokio::sync::oneshot;

use crate::client::Client;
use crate::clock::MachineClock;
use crate::config::{Config, Lasting};
use crate::failure::Failure;
use crate::register::Register;
use crate::replay::incident::{Incident, Incidents};
use crate::replay::learn::Lesson;
use crate::replay::ledger::Ledger;
use crate::replay::organisation::{Member, Organisation};
use crate::replay::play::{self, Stage};
use crate::replay::score::{Findings, Score};
use crate::replay::script::Script;
use crate::replay::{log_file, report};
use crate::signals::Stop;
use crate::wiring::{self, Door, Running};
use crate::{secrets, telemetry};

/// Ids of the directory are the same in every replay of the same files.
const SEED: u64 = 1;
/// Hundreds of engineers log in from one address.
const ATTEMPTS_MAX: u32 = 1_000_000;

#[derive(Debug, Clone, Args)]
pub struct ReplayArguments {
    /// The log to play: CSV, one row an audit event
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A log of an earlier time, from which the organisation is learned
    #[arg(long, value_name = "FILE")]
    pub learn: PathBuf,
    /// How many times faster than life the hospital's time runs
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub rate: u32,
    /// How long the play goes on after the last opening; what is not resolved then stays open
    #[arg(long, value_name = "TIME", default_value = "7d")]
    pub horizon: Lasting,
    /// Keep the database in this directory, which must be new or empty
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// Write the figures to this file as JSON, too
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// Plays to the end. Code 1 when something was lost or doubled, or a ring lapsed.
///
/// # Errors
/// A file that is no such log, a server that cannot be started or does not answer.
pub async fn run(arguments: ReplayArguments) -> Result<ExitCode, Failure> {
    let mut config = Config::default();
    config.log.level = "warn".to_owned();
    telemetry::start(&config.log)?;
    let clock_and_stage = prepare(&arguments)?;
    let place = Place::take(arguments.keep.as_deref())?;
    config.data.directory = place.directory.clone();
    let mut stop = Stop::listen()?;
    let score = tokio::select! {
        score = perform(config, clock_and_stage, arguments.rate) => score?,
        () = stop.told() => return Err(Failure::new("told to stop before the end: nothing to report")),
    };
    print!("\n{}", report::of_score(&score));
    if let Some(path) = &arguments.json {
        write_json(path, &score)?;
    }
    if let Some(directory) = &arguments.keep {
        println!("database kept: {}", directory.join(wiring::DATABASE).display());
    }
    Ok(if score.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads both files and makes everything that is needed before a server is.
fn prepare(arguments: &ReplayArguments) -> Result<(Arc<MachineClock>, Arc<Stage>), Failure> {
    let played = incidents(&arguments.file)?;
    let past = incidents(&arguments.learn)?;
    let begins_at = played.iter().map(|incident| incident.opened_at).min();
    let begins_at = begins_at.ok_or_else(|| Failure::new("there is nothing to play"))?;
    let lesson = Lesson::from(&past, begins_at);
    println!("{}", report::of_lesson(&lesson));
    let policy = Policy::replay(i64::from(arguments.rate));
    let organisation = Organisation::of(&lesson, &played, policy, begins_at, SEED);
    let horizon = Span::from_millis(i64::try_from(arguments.horizon.0.as_millis()).unwrap_or(i64::MAX));
    let script = Script::of(played, horizon).ok_or_else(|| Failure::new("there is nothing to play"))?;
    let clock = Arc::new(MachineClock::standing(begins_at, f64::from(arguments.rate)));
    let read: Arc<dyn Clock> = clock.clone();
    let stage = Stage { clock: read, ledger: Ledger::default(), script, lesson, organisation };
    Ok((clock, Arc::new(stage)))
}

fn incidents(path: &Path) -> Result<Vec<Incident>, Failure> {
    let log = log_file::read_file(path).map_err(|error| Failure::new(error.to_string()))?;
    let incidents = Incidents::of(&log);
    println!("{}", report::of_file(&path.display().to_string(), &log, &incidents));
    Ok(incidents.all)
}

/// Starts the server, lets its people play on a thread of their own, stops the server.
async fn perform(
    mut config: Config,
    (clock, stage): (Arc<MachineClock>, Arc<Stage>),
    rate: u32,
) -> Result<Score, Failure> {
    let password = secrets::readable(5);
    config.server.listen = ([127, 0, 0, 1], 0).into();
    config.login.attempts_per_address = ATTEMPTS_MAX;
    let running = start(&config, &clock, &stage, &password).await?;
    let client = Client::new(running.address.to_string(), secrets::seed())
        .map_err(|error| Failure::new(error.to_string()))?;
    println!("playing {} incidents at {rate} times life on {}", stage.script.parts.len(), running.address);
    let score = on_own_thread({
        let stage = Arc::clone(&stage);
        move || people(client, clock, stage, password)
    })
    .await;
    // What fell due in the last moment may still be on its way: the log is counted when it is at rest.
    running.desks.stop().await;
    let events = log_length(&running, &stage).await;
    running.stop().await;
    print!("\n{}", report::of_play(&stage));
    Ok(Score { events: events?, ..score? })
}

async fn log_length(running: &Running, stage: &Stage) -> Result<i64, Failure> {
    let read = running.desks.store().desk_start(stage.organisation.id, stage.clock.now()).await;
    let start = read.map_err(|error| Failure::new(format!("the log cannot be read at the end: {error}")))?;
    Ok(start.position.0)
}

/// The organisation in a fresh store, with a server on it.
async fn start(
    config: &Config,
    clock: &Arc<MachineClock>,
    stage: &Stage,
    password: &str,
) -> Result<Running, Failure> {
    let opened = wiring::open(config).await?;
    let organisation = &stage.organisation;
    let mut register = Register::new(&opened.store, stage.script.begins_at);
    register.put(&Directory::empty(organisation.id), organisation.rows.clone()).await?;
    // All share one random password that nobody could guess: a light hash will do.
    let hash = hash_random_password(password, &secrets::SystemChance)
        .map_err(|error| Failure::new(format!("the engineers' password cannot be hashed: {error}")))?;
    let account = |member: &Member| AccountChange::Put {
        account: member.account,
        phone: member.phone.clone(),
        password_hash: Some(hash.clone()),
        enabled: true,
    };
    let members = organisation.engineers.values().chain([&organisation.dispatcher]);
    register.accounts(organisation.id, members.map(account).collect()).await?;
    let shared: Arc<dyn Clock> = clock.clone();
    opened.start(shared, Door::default()).await
}

/// Everybody takes his place, the clock is started, the play runs, the server is asked what it has.
async fn people(
    client: Client,
    clock: Arc<MachineClock>,
    stage: Arc<Stage>,
    password: String,
) -> Result<Score, Failure> {
    let bar: ProgressBar = report::places_bar(stage.organisation.engineers.len());
    let cast = play::take_places(&client, &stage, &password, || bar.inc(1)).await?;
    bar.finish_and_clear();
    clock.start();
    let drawing = tokio::spawn(report::draw(Arc::clone(&stage)));
    let desk = play::play(cast, &stage).await;
    drawing.abort();
    // The play is over: from here on the log stands still, so that what is read is what is kept.
    clock.halt();
    let found = Findings::gather(&desk).await;
    let found =
        found.map_err(|error| Failure::new(format!("the server cannot be read at the end: {error}")))?;
    Ok(Score::of(&stage, &found))
}

/// Runs the clients beside the server, not among its tasks: what they measure is then not their own delay.
async fn on_own_thread<T, W>(work: impl FnOnce() -> W + Send + 'static) -> Result<T, Failure>
where
    T: Send + 'static,
    W: Future<Output = Result<T, Failure>>,
{
    let (done, result) = oneshot::channel();
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let ended = match runtime {
            Ok(runtime) => runtime.block_on(work()),
            Err(error) => Err(Failure::new(format!("no runtime for the people: {error}"))),
        };
        // Nobody waits any more when the program was told to stop.
        drop(done.send(ended));
    };
    let started = std::thread::Builder::new().name("people".to_owned()).spawn(run);
    started.map_err(|error| Failure::new(format!("no thread for the people: {error}")))?;
    result.await.map_err(|_| Failure::new("the play broke off: its log says why"))?
}

fn write_json(path: &Path, score: &Score) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(format!("{} cannot be written: {error}", path.display()))
    };
    let mut text = serde_json::to_string_pretty(score).map_err(|error| failed(&error))?;
    text.push('\n');
    std::fs::write(path, text).map_err(|error| failed(&error))
}

/// Where the server keeps its data: a directory to keep, or one that is removed afterwards.
struct Place {
    directory: PathBuf,
    keep: bool,
}

impl Place {
    fn take(keep: Option<&Path>) -> Result<Self, Failure> {
        let directory = match keep {
            Some(directory) => directory.to_owned(),
            None => std::env::temp_dir().join(format!("lamplight-replay-{:016x}", secrets::seed())),
        };
        let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", directory.display()));
        std::fs::create_dir_all(&directory).map_err(failed)?;
        if std::fs::read_dir(&directory).map_err(failed)?.next().is_some() {
            return Err(Failure::new(format!(
                "{} is not empty: a replay keeps its database in a directory of its own",
                directory.display()
            )));
        }
        Ok(Self { directory, keep: keep.is_some() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.keep
            && let Err(error) = std::fs::remove_dir_all(&self.directory)
        {
            eprintln!("{} could not be removed: {error}", self.directory.display());
        }
    }
}
