//! The binary: reads the command line and runs the command. Nothing is decided here.

mod cli;
mod client;
mod clock;
mod commands;
mod config;
mod demo;
mod failure;
mod register;
mod replay;
mod secrets;
mod signals;
mod telemetry;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match actix_rt::System::new().block_on(commands::run(cli.command)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("lamplight: {failure}");
            ExitCode::FAILURE
        }
    }
}
