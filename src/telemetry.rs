//! Logs, figures and the panic hook of this process. Logs go to stderr: text on a terminal, JSON
//! elsewhere; never a name, a number or a text of anybody.

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogForm};
use crate::failure::Failure;

/// Starts logging; a panic is logged with its place before it unwinds.
///
/// # Errors
/// `log.level` is no filter.
pub fn start(log: &Log) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&log.level).map_err(|error| {
        Failure::new(format!(
            "log.level = \"{}\" is no filter ({error}): write error, warn, info, debug or trace",
            log.level
        ))
    })?;
    let terminal = std::io::stderr().is_terminal();
    let json = match log.form {
        LogForm::Auto => !terminal,
        LogForm::Text => false,
        LogForm::Json => true,
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if json {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.compact().with_target(false).with_ansi(terminal).try_init()
    };
    started.map_err(|error| Failure::new(format!("logging cannot start: {error}")))?;
    log_panics();
    Ok(())
}

/// Figures for `/metrics`: one collection a process, however often a server starts in it.
///
/// # Errors
/// Another recorder was installed.
pub fn figures() -> Result<PrometheusHandle, Failure> {
    static FIGURES: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = FIGURES.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .install_recorder()
        .map_err(|error| Failure::new(format!("figures cannot be collected: {error}")))?;
    Ok(FIGURES.get_or_init(|| handle).clone())
}

fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let said = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(place, said, "panic");
    }));
}
