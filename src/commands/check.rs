//! `lamplight check`: rebuilds everything that is derived from the log and compares it with what is stored.
//! Changes nothing. Where a server is at work, one moment of its database is copied and the copy is checked.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lamplight_protocol::Id;
use lamplight_protocol::live::figures;
use lamplight_protocol::wall::{buildings, charts};
use lamplight_store::{Checked, Counted, Options, Store};
use serde_json::{Value, json};

use crate::cli::CheckArguments;
use crate::commands::{existing, print, quiet_config};
use crate::failure::Failure;
use crate::signals::Stop;
use crate::wiring;

/// There are differences.
const DIFFERENT: u8 = 1;
/// Nothing could be compared.
const UNCHECKED: u8 = 2;

/// Code 0 when all is equal, 1 when there are differences, each named, 2 when it cannot be checked.
///
/// # Errors
/// None: what hinders the check is said here, because its code is another one.
pub async fn run(arguments: CheckArguments) -> Result<ExitCode, Failure> {
    let checked = match unless_stopped(&arguments).await {
        Ok(checked) => checked,
        Err(failure) => {
            eprintln!("lamplight: {failure}");
            return Ok(ExitCode::from(UNCHECKED));
        }
    };
    print(&if arguments.figures { as_json(&checked) } else { as_words(&checked) });
    Ok(if checked.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

fn as_words(checked: &Checked) -> String {
    let differences = &checked.differences;
    if differences.is_empty() {
        return "Everything derived is as the log says.\n".to_owned();
    }
    let mut text: String = differences.iter().map(|difference| format!("{difference}\n")).collect();
    text.push_str(&format!(
        "{} differences between the log and what is derived from it.\n",
        differences.len()
    ));
    text
}

/// Who is told to stop takes the copy away first.
async fn unless_stopped(arguments: &CheckArguments) -> Result<Checked, Failure> {
    let mut stop = Stop::listen()?;
    tokio::select! {
        checked = check(arguments) => checked,
        () = stop.told() => Err(Failure::new("stopped before everything was compared")),
    }
}

async fn check(arguments: &CheckArguments) -> Result<Checked, Failure> {
    let config = quiet_config(&arguments.place)?;
    let database = existing(&config)?;
    match Store::sqlite(&database, Options::default()).await {
        Ok(store) => checked(&store).await,
        Err(lamplight_store::OpenError::InUse { .. }) => check_moment(&database).await,
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

/// The copy lies beside the database for as long as it is needed: it holds the same names and numbers.
async fn check_moment(database: &Path) -> Result<Checked, Failure> {
    let aside = Aside::beside(database)?;
    let copy = aside.0.join(wiring::DATABASE);
    let taken = lamplight_store::snapshot(database, &copy).await;
    taken.map_err(|error| Failure::new(error.to_string()))?;
    let store = Store::sqlite(&copy, Options::default()).await;
    let store = store.map_err(|error| Failure::new(error.to_string()))?;
    eprintln!("A server is at work here: one moment of its database is checked.");
    checked(&store).await
}

async fn checked(store: &Store) -> Result<Checked, Failure> {
    let checked = lamplight_store::check_and_count(store).await;
    store.journal().close().await;
    checked.map_err(|error| Failure::new(error.to_string()))
}

/// A directory of our own, gone with everything in it when it is dropped.
struct Aside(PathBuf);

impl Aside {
    fn beside(database: &Path) -> Result<Self, Failure> {
        use std::os::unix::fs::DirBuilderExt;
        let path = database.with_extension(format!("check-{}", std::process::id()));
        let made = std::fs::DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| Failure::new(format!("{} cannot be made: {error}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the copy that was checked could not be removed");
        }
    }
}

/// The figures in the shapes that the wall gets, as of the log's latest event.
fn as_json(checked: &Checked) -> String {
    let differences: Vec<String> = checked.differences.iter().map(ToString::to_string).collect();
    let organisations: Vec<Value> = checked.counted.iter().map(organisation).collect();
    format!("{:#}\n", json!({ "differences": differences, "organisations": organisations }))
}

fn organisation(counted: &Counted) -> Value {
    let Counted { directory, at, scores, figures: counts, on_duty, live } = counted;
    let mut charts = charts(scores, directory, *at);
    charts.buildings = buildings(live, directory);
    json!({
        "organisation": Id::from(directory.organisation),
        "at": lamplight_protocol::Instant(*at),
        "figures": figures(counts, *on_duty),
        "charts": charts,
    })
}
