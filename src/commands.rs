//! What the program can do, a file each. A command ends with a code or with a sentence on stderr.

mod check;
mod demo;
pub mod replay;
mod serve;
mod user;

use std::process::ExitCode;

use crate::cli::Command;
use crate::failure::Failure;

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
    }
}
