//! `lamplight check`: rebuilds everything that is derived from the log and compares it with what is stored.
//! Changes nothing. A database in use is refused, because it would change under the comparison: stop the
//! server, or check a copy.

use std::process::ExitCode;

use crate::cli::CheckArguments;
use crate::commands::{open_existing, print};
use crate::failure::Failure;

/// Code 0 when all is equal, 1 when there are differences; each is named.
///
/// # Errors
/// The database is in use, missing, or a row is damaged.
pub async fn run(arguments: CheckArguments) -> Result<ExitCode, Failure> {
    let opened = open_existing(&arguments.place).await?;
    let checked = lamplight_store::check(&opened.store).await;
    opened.close().await;
    let differences = checked.map_err(|error| Failure::new(error.to_string()))?;
    if differences.is_empty() {
        print("Everything derived is as the log says.\n");
        return Ok(ExitCode::SUCCESS);
    }
    let mut text: String = differences.iter().map(|difference| format!("{difference}\n")).collect();
    text.push_str(&format!(
        "{} differences between the log and what is derived from it.\n",
        differences.len()
    ));
    print(&text);
    Ok(ExitCode::FAILURE)
}
