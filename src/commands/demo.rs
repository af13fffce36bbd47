//! `lamplight demo`: a hospital at work, for whoever wants to see it. Loopback only, a directory of its
//! own, random passwords; started again it goes on where it was, however it ended.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use lamplight_domain::time::Span;

use crate::cli::DemoArguments;
use crate::clock::{MachineClock, wall_clock};
use crate::config::{Config, Flags};
use crate::demo::{self, Home, Pace, People, Scene};
use crate::failure::Failure;
use crate::signals::Stop;
use crate::wiring::{self, Door, Opened, Running};
use crate::{secrets, telemetry};

/// Hundreds of simulated people log in from one address.
const ATTEMPTS_MAX: u32 = 1_000_000;

/// Shows the hospital until told to stop.
///
/// # Errors
/// Why it cannot start.
pub async fn run(arguments: DemoArguments) -> Result<ExitCode, Failure> {
    let config = configuration(&arguments)?;
    telemetry::start(&config.log)?;
    let mut stop = Stop::listen()?;
    tokio::select! {
        begun = begin(&arguments, &config) => {
            let (running, people) = begun?;
            stop.told().await;
            println!("Stopping; start again and everything is where it was.");
            if let Some(people) = people {
                people.stop();
            }
            stop.unless_told_again(running.stop()).await;
        }
        () = stop.told() => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn configuration(arguments: &DemoArguments) -> Result<Config, Failure> {
    let mut config = Config::load_demo(&Flags::from(arguments))?;
    if !config.server.listen.ip().is_loopback() {
        return Err(Failure::new(format!(
            "the demo's passwords are open to everybody who can reach it, so it listens on loopback only: \
             {} is none. To serve a hospital, use `lamplight serve`",
            config.server.listen.ip()
        )));
    }
    config.login.attempts_per_address = ATTEMPTS_MAX;
    wiring::require_free(config.server.listen)?;
    Ok(config)
}

/// From an empty or a used directory to a hospital at work.
async fn begin(arguments: &DemoArguments, config: &Config) -> Result<(Running, Option<People>), Failure> {
    let pace = Pace::new(Span::from_micros(i64::try_from(arguments.every.0.as_micros()).unwrap_or(i64::MAX)));
    let mut opened = wiring::open(config).await?;
    let directory = config.data.directory.as_path();
    let hours = if arguments.quiet { Span::ZERO } else { demo::length(pace) };
    let until = wall_clock() - hours;
    let weeks = (arguments.past || !arguments.quiet).then_some(until);
    let begins = weeks.map_or(until, demo::weeks_begin);
    let mut home = Home::find_or_make(&opened.store, directory, begins, weeks, demo::SEED).await?;
    let has_weeks = make_weeks(&opened, &mut home, directory).await?;
    if (home.is_new || has_weeks) && !arguments.quiet {
        println!("Playing its last hours ..");
        opened = demo::make_past(config, opened, &home, pace).await?;
    }
    let mut beside = Vec::new();
    for seed in demo::SEED + 1..=arguments.hospitals {
        beside.push(Home::find_or_make(&opened.store, directory, until, None, seed).await?);
    }
    let clock = clock(&opened, &home, arguments.rate).await?;
    let door = Door { demo_logins: Some(home.memory.logins.clone()), ..Door::default() };
    let running = opened.start(clock.clone(), door).await?;
    let people = match arguments.quiet {
        true => None,
        false => Some(people(&home, &running, clock, pace).await?),
    };
    println!("{}", welcome(&home, &beside, &running.address.to_string(), config));
    Ok((running, people))
}

/// The weeks before the demo, once: whether they were made by this start.
async fn make_weeks(opened: &Opened, home: &mut Home, directory: &Path) -> Result<bool, Failure> {
    if home.memory.weeks.is_none_or(|weeks| weeks.complete) {
        return Ok(false);
    }
    println!("Making the hospital's last five weeks ..");
    if let Some(made) = demo::import_weeks(&opened.store, home).await? {
        println!("{} reports, {} events.", made.tickets, made.events);
    }
    home.weeks_are_in(directory, demo::SEED)?;
    Ok(true)
}

/// The hospital's time goes on from where its log ends, if that is later than ours: it may have run faster.
async fn clock(opened: &Opened, home: &Home, rate: f64) -> Result<Arc<MachineClock>, Failure> {
    let last = opened.last_moment(home.memory.organisation).await?;
    Ok(Arc::new(MachineClock::scaled(wall_clock().max(last), rate)))
}

async fn people(
    home: &Home,
    running: &Running,
    clock: Arc<MachineClock>,
    pace: Pace,
) -> Result<People, Failure> {
    let scene = Scene {
        hospital: &home.hospital,
        directory: &home.directory,
        address: running.address.to_string(),
        clock,
        pace,
        password: home.memory.crowd_password.clone(),
        seed: secrets::seed(),
    };
    let started = People::start(scene).await;
    started.map_err(|error| Failure::new(format!("the simulated people were not let in: {error}")))
}

fn welcome(home: &Home, beside: &[Home], address: &str, config: &Config) -> String {
    let visitor = home.hospital.visitor;
    let name = |person| home.directory.person(person).map(|person| person.name.as_str()).unwrap_or_default();
    let ward =
        home.directory.departments.get(&visitor.ward).map(|ward| ward.name.as_str()).unwrap_or_default();
    let mut text = format!("\n{} is at work:  http://{address}\n\n", home.directory.name);
    text.push_str("One click a role on its login page, or:\n");
    say_logins(&mut text, home);
    for other in beside {
        let _ = writeln!(text, "\nBeside it {}, where nobody acts by himself:", other.directory.name);
        say_logins(&mut text, other);
    }
    let _ = write!(
        text,
        "\nLeft to you: the engineer {} and the ward {ward} (its nurse is {}).\n\
         A label on a printer there, as if you had scanned it: http://{address}/r/{}\n\
         Stop with Ctrl-C. Begin anew: stop, then rm -r {}\n",
        name(visitor.engineer),
        name(visitor.nurse),
        home.hospital.label,
        config.data.directory.display()
    );
    text
}

fn say_logins(text: &mut String, home: &Home) {
    for login in &home.memory.logins {
        let role = format!("{:?}", login.role).to_lowercase();
        let _ = writeln!(text, "  {role:<10}  {}  {}  {}", login.phone, login.password, login.name);
    }
}
