//! `lamplight backup`: one file with everything, made while the server works or not, verified before it gets
//! its name. Never stops, slows to a halt or changes what it copies.

use std::process::ExitCode;
use std::time::Duration;

use lamplight_store::{Contents, Label};

use crate::cli::BackupArguments;
use crate::clock::{MachineClock, wall_clock};
use crate::commands::{print, quiet_config};
use crate::failure::Failure;
use crate::signals::Stop;
use crate::{secrets, wiring};
use lamplight_actors::Clock;
use lamplight_domain::time::Timestamp;

/// Makes a backup and says what is in it.
///
/// # Errors
/// Why there is none; nothing is left behind then.
pub async fn run(arguments: BackupArguments) -> Result<ExitCode, Failure> {
    let config = quiet_config(&arguments.place)?;
    let mut stop = Stop::listen()?;
    let clock = MachineClock::life(Timestamp::from_micros(0));
    let database = config.data.directory.join(wiring::DATABASE);
    let label = Label {
        made_at: wall_clock(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        secret: secrets::stored_secret(&config.data.directory)?,
    };
    tokio::select! {
        made = lamplight_store::backup(&database, &arguments.to, label) => {
            let contents = made.map_err(|error| Failure::new(error.to_string()))?;
            print(&format!("{}{}\n", said(&contents), summary(&contents, clock.tick())));
            print(&format!("Written and verified: {}\n", arguments.to.display()));
            Ok(ExitCode::SUCCESS)
        }
        () = stop.told() => Err(Failure::new("stopped before the backup was whole: there is none")),
    }
}

/// What a backup holds, a line an organisation.
pub fn said(contents: &Contents) -> String {
    let line = |holds: &lamplight_store::Holds| {
        let last = holds
            .last_at
            .map_or_else(|| "no event yet".to_owned(), |at| format!("last event {}", moment(at)));
        format!("  {}: {} tickets, {} events, {last}\n", holds.organisation, holds.tickets, holds.events)
    };
    contents.holds.iter().map(line).collect()
}

fn summary(contents: &Contents, took: Duration) -> String {
    format!(
        "{:.1} MB in {:.1} s, schema {}, made {} by lamplight {}",
        contents.bytes as f64 / 1e6,
        took.as_secs_f64(),
        contents.schema,
        moment(contents.label.made_at),
        contents.label.program,
    )
}

/// To the second, UTC.
pub fn moment(at: Timestamp) -> String {
    at.to_utc().format("%Y-%m-%d %H:%M:%SZ").to_string()
}
