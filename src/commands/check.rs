//! `lamplight check`: rebuilds everything that is derived from the log and compares it with what is stored.

use std::process::ExitCode;

use crate::cli::CheckArguments;
use crate::failure::Failure;

pub async fn run(_arguments: CheckArguments) -> Result<ExitCode, Failure> {
    Err(Failure::new("not yet"))
}
