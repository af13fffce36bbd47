//! What the program can do, a file each. A command ends with a code or with a sentence on stderr.

use std::process::ExitCode;

use crate::cli::Command;
use crate::failure::Failure;

/// Runs a command to its end.
///
/// # Errors
/// Why it could not be done, as a sentence that says what to do about it.
pub async fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        _ => Err(Failure::new("not yet")),
    }
}
