//! `lamplight check`: rebuilds everything that is derived from the log and compares it with what is stored.
//! Changes nothing. A database in use is refused, because it would change under the comparison: stop the
//! server, or check a copy.

use std::process::ExitCode;

use lamplight_protocol::Id;
use lamplight_protocol::live::figures;
use lamplight_protocol::wall::charts;
use lamplight_store::{Checked, Counted};
use serde_json::{Value, json};

use crate::cli::CheckArguments;
use crate::commands::{open_existing, print};
use crate::failure::Failure;

/// Code 0 when all is equal, 1 when there are differences; each is named.
///
/// # Errors
/// The database is in use, missing, or a row is damaged.
pub async fn run(arguments: CheckArguments) -> Result<ExitCode, Failure> {
    let opened = open_existing(&arguments.place).await?;
    let checked = lamplight_store::check_and_count(&opened.store).await;
    opened.close().await;
    let checked = checked.map_err(|error| Failure::new(error.to_string()))?;
    print(&if arguments.figures { as_json(&checked) } else { as_words(&checked) });
    Ok(if checked.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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

/// The figures in the shapes that the wall gets, as of the log's latest event.
fn as_json(checked: &Checked) -> String {
    let differences: Vec<String> = checked.differences.iter().map(ToString::to_string).collect();
    let organisations: Vec<Value> = checked.counted.iter().map(organisation).collect();
    format!("{:#}\n", json!({ "differences": differences, "organisations": organisations }))
}

fn organisation(counted: &Counted) -> Value {
    let Counted { directory, at, scores, figures: counts, on_duty } = counted;
    json!({
        "organisation": Id::from(directory.organisation),
        "at": lamplight_protocol::Instant(*at),
        "figures": figures(counts, *on_duty),
        "charts": charts(scores, directory, *at),
    })
}
