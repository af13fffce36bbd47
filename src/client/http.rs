//! The server's address with one pool of connections, and the source of keys. Shared by all sessions of
//! a process; cheap to clone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lamplight_domain::ids::Minter;
use lamplight_protocol::Id;
use lamplight_protocol::account::{DemoLogins, LoginAnswer, LoginBody};

use super::call::Call;
use super::{CallError, Credentials, Patience, Session};

/// A server to talk to.
#[derive(Clone)]
pub struct Client {
    pub(super) http: reqwest::Client,
    /// `127.0.0.1:4600`: host and port, nothing else.
    pub(super) address: Arc<str>,
    chance: Arc<Mutex<Minter>>,
    pub(super) patience: Patience,
}

impl Client {
    /// `address` is host and port. `seed` feeds keys, devices and the jitter of retries: two programs
    /// with one seed would send the same keys.
    ///
    /// # Errors
    /// When the connection pool cannot be made.
    pub fn new(address: impl Into<Arc<str>>, seed: u64) -> Result<Self, CallError> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(256)
            .connect_timeout(Duration::from_secs(5))
            .build()
            .map_err(|error| CallError::Unreadable { status: 0, why: error.to_string() })?;
        Ok(Self {
            http,
            address: address.into(),
            chance: Arc::new(Mutex::new(Minter::seeded(seed))),
            patience: Patience::default(),
        })
    }

    /// The same server with other patience.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Logs in for a bearer token.
    ///
    /// # Errors
    /// `login-refused`, `organisation-required`, `too-many-attempts`, or no answer.
    pub async fn log_in(&self, credentials: Credentials) -> Result<Session, CallError> {
        let body = LoginBody {
            phone: credentials.phone,
            password: credentials.password,
            organisation: credentials.organisation,
            bearer: true,
        };
        let answer: LoginAnswer = Call::post("login", &body)?.send(self).await?.read()?;
        let token = answer.token.ok_or_else(|| CallError::Unreadable {
            status: 200,
            why: "the login's answer holds no token".to_owned(),
        })?;
        Ok(Session::new(self.clone(), token, answer.me))
    }

    /// The one-click logins of a demo server; `not-found` elsewhere.
    ///
    /// # Errors
    /// As any call.
    pub async fn demo_logins(&self) -> Result<DemoLogins, CallError> {
        Call::get("demo-logins").send(self).await?.read()
    }

    /// A fresh key for one command, to be sent again whenever that command is.
    pub fn key(&self) -> String {
        format!("{:016x}{:016x}", self.chance(), self.chance())
    }

    /// A fresh device, as a browser or telephone makes one at its first visit.
    pub fn device(&self) -> Id {
        // Ids are positive: the sign bit stays clear.
        Id((self.chance() >> 1).cast_signed())
    }

    pub(super) fn chance(&self) -> u64 {
        // A poisoned lock still holds a usable generator.
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).chance()
    }
}
