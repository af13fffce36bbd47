//! The command line. What a command does stands in `commands`; `replay`'s arguments stand with it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use lamplight_domain::org::{PHONE_EXPECTED, Role, is_phone};

use crate::commands::replay::ReplayArguments;
use crate::config::{Flags, Lasting};

/// Real-time dispatch engine for a hospital's IT service desk.
#[derive(Debug, Parser)]
#[command(name = "lamplight", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the organisations of a data directory. A new one is set up with a code printed once.
    Serve(ServeArguments),
    /// A hospital at work, on this machine only, with simulated people.
    Demo(DemoArguments),
    /// Play the log of a real service desk through a server of its own, faster than life.
    Replay(ReplayArguments),
    /// People and passwords, directly on the data directory, while no server runs on it.
    #[command(subcommand)]
    User(UserCommand),
    /// Rebuild everything that is derived from the log and compare, also while a server works. Code 0: all
    /// equal, 1: differences, 2: it cannot be checked.
    Check(CheckArguments),
    /// Everything in one file, also while a server works.
    Backup(BackupArguments),
    /// A backup becomes the database of a data directory.
    Restore(RestoreArguments),
}

#[derive(Debug, Clone, Args)]
pub struct ServeArguments {
    /// Configuration file [default: lamplight.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Data directory
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct DemoArguments {
    /// Configuration file [default: none]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Loopback address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// The demo's own directory; remove it to begin anew [default: data/demo]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// How many times faster than life the hospital's time runs
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = rate)]
    pub rate: f64,
    /// A report this often, in the hospital's time
    #[arg(long, value_name = "TIME", default_value = "8s")]
    pub every: Lasting,
    /// Nobody acts by himself: an empty desk with everybody on duty
    #[arg(long)]
    pub quiet: bool,
    /// Five weeks of past all the same, where nobody acts by himself
    #[arg(long, hide = true)]
    pub past: bool,
    /// Hospitals in the installation; people act in the first alone
    #[arg(long, value_name = "N", default_value_t = 1, hide = true, value_parser = clap::value_parser!(u64).range(1..=9))]
    pub hospitals: u64,
}

#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Add somebody to an organisation
    Add(AddArguments),
    /// Everybody with phone number and roles
    List(ListArguments),
    /// Give an account a new password; every login of it ends
    Password(PasswordArguments),
}

/// Where the accounts are.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Configuration file [default: lamplight.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data directory
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct AddArguments {
    #[command(flatten)]
    pub place: Place,
    /// Name or id of the organisation [default: the only one]
    #[arg(long)]
    pub organisation: Option<String>,
    #[arg(long)]
    pub name: String,
    /// The telephone number to log in with: 3 to 20 digits
    #[arg(long, value_parser = phone)]
    pub phone: String,
    /// reporter, dispatcher, engineer, supervisor, admin, screen; several with commas
    #[arg(long = "role", required = true, value_delimiter = ',', value_parser = role)]
    pub roles: Vec<Role>,
    /// Name of a group that an engineer belongs to; the first is his own
    #[arg(long = "group")]
    pub groups: Vec<String>,
    /// Read the password from standard input instead of asking for it
    #[arg(long)]
    pub password_stdin: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ListArguments {
    #[command(flatten)]
    pub place: Place,
    /// Name or id of the organisation [default: all]
    #[arg(long)]
    pub organisation: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct PasswordArguments {
    #[command(flatten)]
    pub place: Place,
    /// The telephone number of the account
    #[arg(long)]
    pub phone: String,
    /// Read the password from standard input instead of asking for it
    #[arg(long)]
    pub password_stdin: bool,
}

#[derive(Debug, Clone, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub place: Place,
    /// Print what the log gives as JSON: the figures and charts of each organisation, as the wall shows them.
    #[arg(long)]
    pub figures: bool,
}

#[derive(Debug, Clone, Args)]
pub struct BackupArguments {
    #[command(flatten)]
    pub place: Place,
    /// The file to make; one that is there is not overwritten
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Debug, Clone, Args)]
pub struct RestoreArguments {
    #[command(flatten)]
    pub place: Place,
    /// A file that `lamplight backup` made
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Put it in the place of the database that is there, which is kept beside it
    #[arg(long)]
    pub replace: bool,
}

impl From<&ServeArguments> for Flags {
    fn from(arguments: &ServeArguments) -> Self {
        Self { file: arguments.config.clone(), listen: arguments.listen, data: arguments.data.clone() }
    }
}

impl From<&DemoArguments> for Flags {
    fn from(arguments: &DemoArguments) -> Self {
        Self { file: arguments.config.clone(), listen: arguments.listen, data: arguments.data.clone() }
    }
}

impl From<&Place> for Flags {
    fn from(place: &Place) -> Self {
        Self { file: place.config.clone(), listen: None, data: place.data.clone() }
    }
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(rate) if (0.1..=100_000.0).contains(&rate) => Ok(rate),
        _ => Err("a number from 0.1 to 100000".to_owned()),
    }
}

fn phone(text: &str) -> Result<String, String> {
    if is_phone(text) { Ok(text.to_owned()) } else { Err(format!("a telephone number has {PHONE_EXPECTED}")) }
}

fn role(text: &str) -> Result<Role, String> {
    match text {
        "reporter" => Ok(Role::Reporter),
        "dispatcher" => Ok(Role::Dispatcher),
        "engineer" => Ok(Role::Engineer),
        "supervisor" => Ok(Role::Supervisor),
        "admin" => Ok(Role::Admin),
        "screen" => Ok(Role::Screen),
        _ => Err("reporter, dispatcher, engineer, supervisor, admin or screen".to_owned()),
    }
}

#[cfg(test)]
mod tests;
