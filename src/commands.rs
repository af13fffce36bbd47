//! What the program can do, a file each. A command ends with a code or with a sentence on stderr.

mod backup;
mod check;
mod demo;
pub mod replay;
mod restore;
mod serve;
mod user;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{Command, Place};
use crate::config::{Config, Flags, Log};
use crate::failure::Failure;
use crate::telemetry;
use crate::wiring::{self, Opened};

/// Runs a command to its end.
///
/// # Errors
/// Why it could not be done, as a sentence that says what to do about it.
pub async fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Replay(arguments) => replay::run(arguments).await,
        Command::User(command) => user::run(command).await,
        Command::Check(arguments) => check::run(arguments).await,
        Command::Backup(arguments) => backup::run(arguments).await,
        Command::Restore(arguments) => restore::run(arguments).await,
    }
}

/// Opens a database that is there, with a quiet log: for what is done on one while no server runs.
async fn open_existing(place: &Place) -> Result<Opened, Failure> {
    let config = quiet_config(place)?;
    existing(&config)?;
    wiring::open(&config).await
}

/// For a command that says by itself what there is to say: its log holds warnings alone.
fn quiet_config(place: &Place) -> Result<Config, Failure> {
    let mut config = Config::load(&Flags::from(place))?;
    if config.log == Log::default() {
        config.log.level = "warn".to_owned();
    }
    telemetry::start(&config.log)?;
    Ok(config)
}

/// The database of the data directory, if there is one.
fn existing(config: &Config) -> Result<PathBuf, Failure> {
    let database = config.data.directory.join(wiring::DATABASE);
    if !database.exists() {
        return Err(Failure::new(format!(
            "there is no database {}: name the data directory with --data, or start `lamplight serve` first",
            database.display()
        )));
    }
    Ok(database)
}

/// Prints to whoever reads; that somebody stops reading (`| head`) is no fault.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
        tracing::debug!("nobody reads standard output");
    }
}
