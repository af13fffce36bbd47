//! What every handler shares: the desks, the settings, and the small tables that sessions need. Never
//! holds a ticket.

use std::sync::{Mutex, PoisonError};

use lamplight_actors::Desks;
use lamplight_domain::ids::Minter;

use crate::Settings;
use crate::app::{self, Paths};
use crate::auth::{Attempts, Logins, Passwords};
use crate::ops::Probe;
use crate::pairings::Pairings;

pub(crate) struct Shared {
    pub desks: Desks,
    pub settings: Settings,
    pub logins: Logins,
    pub attempts: Attempts,
    /// Codes that screens show now.
    pub pairings: Pairings,
    pub passwords: Passwords,
    /// The last commit probe.
    pub probe: tokio::sync::Mutex<Option<Probe>>,
    minter: Mutex<Minter>,
    /// The OpenAPI document as JSON, made once at start.
    pub openapi: String,
    /// Every documented path with its methods: tells 405 from 404.
    pub paths: Paths,
}

impl Shared {
    pub fn new(desks: Desks, settings: Settings) -> Self {
        let (_, document) = app::collected();
        let attempts =
            Attempts::new(desks.clock().clone(), settings.attempts_per_phone, settings.attempts_per_address);
        let mut seed = [0; 8];
        settings.chance.fill(&mut seed);
        Self {
            minter: Mutex::new(desks.minter(u64::from_le_bytes(seed))),
            logins: Logins::default(),
            probe: tokio::sync::Mutex::default(),
            attempts,
            pairings: Pairings::default(),
            passwords: Passwords::new(&*settings.chance),
            openapi: document.to_json().unwrap_or_default(),
            paths: Paths::of(&document),
            desks,
            settings,
        }
    }

    /// A fresh id of the given noun.
    pub fn mint<T: From<i64>>(&self) -> T {
        let now = self.desks.clock().now();
        // A minter is whole after each call: a panic elsewhere cannot leave it half changed.
        self.minter.lock().unwrap_or_else(PoisonError::into_inner).mint(now)
    }
}
