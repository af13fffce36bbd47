//! Puts the program together from a configuration: data directory, store, desks, web; and takes it apart
//! again in order. Used by `serve`, `demo` and `replay`. Decides nothing.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lamplight_actors::{Clock, Desks, Options};
use lamplight_domain::ids::OrganisationId;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::account::DemoLogin;
use lamplight_store::Store;
use lamplight_web::{Settings, SetupCode};

use crate::config::{self, Config};
use crate::failure::Failure;
use crate::secrets::{self, SystemChance};
use crate::telemetry;

/// The database's name in the data directory.
pub const DATABASE: &str = "lamplight.db";
/// How long requests in flight may take when the program stops.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// A data directory that is ours (its database's lock sees to it), with its store; nothing runs on it yet.
pub struct Opened {
    pub store: Store,
    config: Config,
    secret: [u8; 32],
}

/// What a server shows besides the configuration.
#[derive(Default)]
pub struct Door {
    /// One click each on the login page: the demo alone.
    pub demo_logins: Option<Vec<DemoLogin>>,
    /// Lets the first administrator in, once.
    pub setup_code: Option<String>,
}

/// A server at work.
pub struct Running {
    pub address: SocketAddr,
    pub desks: Desks,
    server: lamplight_web::Running,
}

/// Takes the data directory and opens its database, making both where they are missing.
///
/// # Errors
/// The directory is another process's, not writable, or its database a newer program's.
pub async fn open(config: &Config) -> Result<Opened, Failure> {
    let directory = config.data.directory.as_path();
    let store = open_store(directory).await?;
    let secret = secrets::server_secret(directory)?;
    Ok(Opened { store, config: config.clone(), secret })
}

async fn open_store(directory: &Path) -> Result<Store, Failure> {
    let opened = Store::sqlite(&directory.join(DATABASE), lamplight_store::Options::default()).await;
    opened.map_err(|error| Failure::new(error.to_string()))
}

impl Opened {
    /// The last moment that an organisation's log knows; the beginning of time for an empty one.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn last_moment(&self, organisation: OrganisationId) -> Result<Timestamp, Failure> {
        let unreadable = |error: lamplight_store::ReadError| Failure::new(error.to_string());
        let beginning = Timestamp::from_micros(0);
        let start = self.store.desk_start(organisation, beginning).await.map_err(unreadable)?;
        let last = self.store.events_from(organisation, start.position, 1).await.map_err(unreadable)?;
        Ok(last.and_then(|last| last.events.last().map(|event| event.at)).unwrap_or(beginning))
    }

    /// On another address than the configured one.
    #[must_use]
    pub fn listening(mut self, address: SocketAddr) -> Self {
        self.config.server.listen = address;
        self
    }

    /// Binds the address and lets people in.
    ///
    /// # Errors
    /// The address is in use or not this machine's.
    pub async fn start(self, clock: Arc<dyn Clock>, door: Door) -> Result<Running, Failure> {
        let listener = bind(self.config.server.listen)?;
        let address =
            listener.local_addr().map_err(|error| cannot_listen(self.config.server.listen, &error))?;
        let desk = &self.config.desk;
        let options = Options {
            desk_threads: config::threads(desk.threads),
            dispatcher_asks_max: desk.dispatcher_asks_max,
            ticket_asks_max: desk.ticket_asks_max,
            frame_log_frames_max: desk.frame_log_frames_max,
            seed: secrets::seed(),
        };
        let desks = Desks::start(self.store, clock, options);
        let settings = settings(&self.config, self.secret, address, door)?;
        let server = lamplight_web::run(listener, desks.clone(), settings)
            .await
            .map_err(|error| cannot_listen(address, &error))?;
        tracing::info!(%address, "listening");
        Ok(Running { address, desks, server })
    }

    /// Closes the database without having served.
    pub async fn close(self) {
        self.store.journal().close().await;
    }
}

impl Running {
    /// No new work; what is in flight is committed, screens are told when to come back, the database is
    /// closed, the directory is free again.
    pub async fn stop(self) {
        self.desks.stop().await;
        match tokio::time::timeout(STOP_WITHIN, self.server.stop(true)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the server did not end well"),
            Err(_) => tracing::warn!("requests in flight were cut"),
        }
        self.desks.store().journal().close().await;
    }
}

fn settings(config: &Config, secret: [u8; 32], address: SocketAddr, door: Door) -> Result<Settings, Failure> {
    let mut settings = Settings::new(secret, Arc::new(SystemChance));
    settings.origins = origins(config, address);
    settings.trusted_proxies = config.server.trusted_proxies.clone();
    settings.secure_cookie = config.server.secure_cookie;
    settings.demo_logins = door.demo_logins;
    settings.setup = door.setup_code.map(|code| Arc::new(SetupCode::new(code)));
    settings.login_life = config.login.lasts.0;
    settings.workers = config::threads(config.server.workers);
    settings.metrics = Some(telemetry::figures()?);
    settings.metrics_token = Some(config.server.metrics_token.clone()).filter(|token| !token.is_empty());
    settings.attempts_per_phone = config.login.attempts_per_phone;
    settings.attempts_per_address = config.login.attempts_per_address;
    Ok(settings)
}

/// Those configured and the address itself; loopback also by its name.
fn origins(config: &Config, address: SocketAddr) -> Vec<String> {
    let mut origins = config.server.origins.clone();
    origins.push(format!("http://{address}"));
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        origins.extend(["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{}", address.port())));
    }
    origins
}

/// Whether somebody could listen there now: to be told before long work, not after.
///
/// # Errors
/// As `start`.
pub fn require_free(address: SocketAddr) -> Result<(), Failure> {
    bind(address).map(drop)
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|error| cannot_listen(address, &error))
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
    let advice = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program uses that port: stop it, or choose another with --listen"
        }
        std::io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address: choose one of its own with --listen, or 0.0.0.0 for all"
        }
        std::io::ErrorKind::PermissionDenied => {
            "ports below 1024 need a right of their own: choose a higher one with --listen"
        }
        _ => "choose another with --listen",
    };
    Failure::new(format!("cannot listen on {address} ({error}): {advice}"))
}

#[cfg(test)]
mod tests;
