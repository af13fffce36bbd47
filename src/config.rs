//! Everything that can be set from outside: a TOML file, then variables `LAMPLIGHT_SECTION__KEY`, then
//! flags, the later before the earlier. `lamplight.toml.example` explains every value. An unknown key is
//! an error: a misspelt limit must not be a silent default. Never read below `src/`.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::Deserialize;

use crate::failure::Failure;

mod sentence;
mod span;

pub use span::Lasting;

/// Read when it exists and no other file is named.
const FILE: &str = "lamplight.toml";
const PREFIX: &str = "LAMPLIGHT_";
const SECTIONS: [&str; 5] = ["server", "data", "desk", "login", "log"];

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Config {
    pub server: Server,
    pub data: Data,
    pub desk: Desk,
    pub login: Login,
    pub log: Log,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Server {
    pub listen: SocketAddr,
    /// Exact origins of the pages that may change something; the address itself is always one.
    pub origins: Vec<String>,
    pub trusted_proxies: Vec<IpAddr>,
    pub secure_cookie: bool,
    /// Threads of the HTTP server; 0: as many as the machine has cores.
    pub workers: usize,
    /// Lets others than loopback read `/metrics`; empty: nobody else.
    pub metrics_token: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Data {
    pub directory: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Desk {
    /// Desk threads; 0: as many as the machine has cores.
    pub threads: usize,
    pub dispatcher_asks_max: usize,
    pub ticket_asks_max: usize,
    pub frame_log_frames_max: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Login {
    pub lasts: Lasting,
    pub attempts_per_phone: u32,
    pub attempts_per_address: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Log {
    /// Directives of tracing's filter: `info`, `info,lamplight_store=debug`.
    pub level: String,
    pub form: LogForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(serde::Serialize))]
pub enum LogForm {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    Text,
    Json,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            origins: Vec::new(),
            trusted_proxies: Vec::new(),
            secure_cookie: false,
            workers: 0,
            metrics_token: String::new(),
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Self { directory: PathBuf::from("data") }
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self { threads: 0, dispatcher_asks_max: 1_024, ticket_asks_max: 16, frame_log_frames_max: 4_096 }
    }
}

impl Default for Login {
    fn default() -> Self {
        Self { lasts: Lasting::seconds(12 * 60 * 60), attempts_per_phone: 10, attempts_per_address: 60 }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned(), form: LogForm::Auto }
    }
}

/// What flags say; they win over file and variables.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// A file that must exist, instead of `lamplight.toml` in the working directory.
    pub file: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
    pub data: Option<PathBuf>,
}

impl Config {
    /// What a server in earnest runs with.
    ///
    /// # Errors
    /// The sentence that names the key and where it stands.
    pub fn load(flags: &Flags) -> Result<Self, Failure> {
        let file = flags.file.clone().or_else(|| Path::new(FILE).exists().then(|| PathBuf::from(FILE)));
        read(Figment::new(), file.as_deref(), flags)
    }

    /// For a demo: a directory of its own, a quiet log, and no `lamplight.toml` unless a flag names one, so that it
    /// cannot touch a real installation by accident.
    ///
    /// # Errors
    /// As `load`.
    pub fn load_demo(flags: &Flags) -> Result<Self, Failure> {
        let own = Figment::new()
            .merge(Serialized::default("data.directory", "data/demo"))
            .merge(Serialized::default("log.level", "warn"));
        read(own, flags.file.as_deref(), flags)
    }
}

/// 0 stands for as many as the machine has cores.
pub fn threads(configured: usize) -> usize {
    if configured > 0 {
        return configured;
    }
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

fn read(mut figment: Figment, file: Option<&Path>, flags: &Flags) -> Result<Config, Failure> {
    if let Some(file) = file {
        if !file.is_file() {
            return Err(Failure::new(format!("there is no configuration file {}", file.display())));
        }
        figment = figment.merge(Toml::file_exact(file));
    }
    refuse_single_underscores()?;
    figment = figment.merge(Env::prefixed(PREFIX).filter(|key| key.as_str().contains("__")).split("__"));
    if let Some(listen) = flags.listen {
        figment = figment.merge(("server.listen", listen));
    }
    if let Some(data) = &flags.data {
        figment = figment.merge(("data.directory", data));
    }
    figment.extract().map_err(|error| sentence::of(&error))
}

/// `LAMPLIGHT_SERVER_LISTEN` is meant for us and would be overlooked.
fn refuse_single_underscores() -> Result<(), Failure> {
    let meant = |name: &str| {
        let rest = name.strip_prefix(PREFIX)?.to_ascii_lowercase();
        let (section, key) = rest.split_once('_')?;
        let misspelt = SECTIONS.contains(&section) && !key.starts_with('_');
        misspelt.then(|| format!("{PREFIX}{}__{}", section.to_ascii_uppercase(), key.to_ascii_uppercase()))
    };
    for (name, _) in std::env::vars_os() {
        if let Some(name) = name.to_str()
            && let Some(right) = meant(name)
        {
            return Err(Failure::new(format!(
                "the variable {name} is not read: between section and key stand two underscores, {right}"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
