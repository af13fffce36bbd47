//! What the program tells the web layer at start. Never reads a file, a variable or a clock: the binary does.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use lamplight_protocol::account::DemoLogin;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::SetupCode;

/// Secret chance for tokens. The binary passes the operating system's; tests pass a counter.
pub trait Chance: Send + Sync + 'static {
    /// Fills all of `bytes` from a cryptographically secure source.
    fn fill(&self, bytes: &mut [u8]);
}

#[derive(Clone)]
pub struct Settings {
    /// Exact origins whose pages may change something with a cookie: `https://desk.example`. The origin a
    /// request is addressed to itself is not added: name it here.
    pub origins: Vec<String>,
    /// Peers whose `X-Forwarded-For` is believed; from others it is ignored.
    pub trusted_proxies: Vec<IpAddr>,
    /// `Secure` on the cookie: true wherever pages come over https.
    pub secure_cookie: bool,
    /// Shown on the login page with one click each; `None` outside the demo (404).
    pub demo_logins: Option<Vec<DemoLogin>>,
    /// Lets the first administrator of a bare server in, once; `None`: 404.
    pub setup: Option<Arc<SetupCode>>,
    /// Keys the hashes of requests; stable over restarts, so that a retried key is still known.
    pub server_secret: [u8; 32],
    /// How long a login lasts, life time.
    pub login_life: Duration,
    /// Worker threads of the HTTP server.
    pub workers: usize,
    /// Renders `/metrics`; `None`: 404.
    pub metrics: Option<PrometheusHandle>,
    /// Lets others than loopback read `/metrics` as bearer.
    pub metrics_token: Option<String>,
    pub chance: Arc<dyn Chance>,
    /// Told to every live client in `welcome`: a page of another build reloads.
    pub build: String,
    /// Login attempts a minute for one phone number and for one client address. Simulations that log in
    /// hundreds of people from one address raise the second.
    pub attempts_per_phone: u32,
    pub attempts_per_address: u32,
}

impl Settings {
    /// Everything but what must be chosen: no origin, no proxy, no demo, a login of twelve hours.
    pub fn new(server_secret: [u8; 32], chance: Arc<dyn Chance>) -> Self {
        Self {
            origins: Vec::new(),
            trusted_proxies: Vec::new(),
            secure_cookie: false,
            demo_logins: None,
            setup: None,
            server_secret,
            login_life: Duration::from_secs(12 * 60 * 60),
            workers: 2,
            metrics: None,
            metrics_token: None,
            chance,
            build: crate::pages::build(),
            attempts_per_phone: 10,
            attempts_per_address: 60,
        }
    }
}

impl fmt::Debug for Settings {
    /// Without secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("origins", &self.origins)
            .field("trusted_proxies", &self.trusted_proxies)
            .field("secure_cookie", &self.secure_cookie)
            .field("demo", &self.demo_logins.is_some())
            .field("workers", &self.workers)
            .finish_non_exhaustive()
    }
}
