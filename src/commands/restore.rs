//! `lamplight restore`: puts a backup where a database is wanted. Verifies before it moves anything, keeps
//! what was there, and gives the log another name, so that every screen starts afresh.

use std::process::ExitCode;

use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{Renewal, Restored};

use super::backup::{moment, said};
use crate::cli::RestoreArguments;
use crate::clock::wall_clock;
use crate::commands::{print, quiet_config};
use crate::failure::Failure;
use crate::{secrets, wiring};

/// Below 2^53, and never 0: clients hold it as a number.
const LOG_BITS: u32 = 52;

/// Restores, and says what is there now.
///
/// # Errors
/// Why not; nothing was moved then.
pub async fn run(arguments: RestoreArguments) -> Result<ExitCode, Failure> {
    let config = quiet_config(&arguments.place)?;
    let directory = config.data.directory.as_path();
    let now = wall_clock();
    let log = (secrets::seed() >> (u64::BITS - LOG_BITS)).cast_signed() + 1;
    let replaced = arguments.replace.then(|| now.to_utc().format(".replaced-%Y%m%dT%H%M%SZ").to_string());
    let renewal = Renewal { log, replaced };
    let restored =
        lamplight_store::restore(&arguments.from, &directory.join(wiring::DATABASE), renewal).await;
    let restored = restored.map_err(|error| Failure::new(error.to_string()))?;
    if let Some(secret) = &restored.contents.label.secret {
        secrets::put_secret(directory, secret)?;
    }
    print(&told(&restored, now, &directory.display().to_string()));
    Ok(ExitCode::SUCCESS)
}

fn told(restored: &Restored, now: Timestamp, directory: &str) -> String {
    let Restored { contents, kept } = restored;
    let made_at = contents.label.made_at;
    let mut text = format!(
        "Restored to {directory} from a backup of {}, {} old, made by lamplight {} (schema {}):\n{}",
        moment(made_at),
        age(now - made_at),
        contents.label.program,
        contents.schema,
        said(contents)
    );
    if let Some(kept) = kept {
        text.push_str(&format!("The database that was there is kept as {}\n", kept.display()));
    }
    text.push_str(
        "What happened after the backup is not in it: passwords, roles and logins are as they were then.\n",
    );
    text
}

/// In the two largest units that matter.
fn age(span: Span) -> String {
    let minutes = span.seconds().max(0) / 60;
    let (days, hours) = (minutes / 1_440, minutes / 60 % 24);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) => format!("{hours} h {} min", minutes % 60),
        (days, hours) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests;
