//! Logins that were looked up a moment ago. A login that ended elsewhere is noticed within a second.

use std::time::Duration;

use dashmap::DashMap;
use lamplight_actors::Desks;
use lamplight_store::Login;

use crate::accounts;
use crate::problem::Refused;

/// Life time for which a found login is believed.
const BELIEVED: Duration = Duration::from_millis(900);
const LOGINS_MAX: usize = 20_000;

#[derive(Default)]
pub(crate) struct Logins {
    found: DashMap<String, (Login, Duration)>,
}

impl Logins {
    /// The login of this token's hash, if it stands now.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn find(&self, desks: &Desks, token_hash: &str) -> Result<Option<Login>, Refused> {
        let clock = desks.clock();
        let (tick, life) = (clock.tick(), clock.life());
        let cached = self.found.get(token_hash).map(|entry| entry.value().clone());
        if let Some((login, seen)) = cached
            && tick.saturating_sub(seen) < BELIEVED
        {
            return Ok(Some(login).filter(|login| login.expires_at > life));
        }
        let found =
            accounts::login_of(desks.store(), token_hash).await?.filter(|login| login.expires_at > life);
        match &found {
            Some(login) => self.remember(token_hash, login, tick),
            None => self.forget(token_hash),
        }
        Ok(found)
    }

    pub fn forget(&self, token_hash: &str) {
        self.found.remove(token_hash);
    }

    fn remember(&self, token_hash: &str, login: &Login, tick: Duration) {
        if self.found.len() >= LOGINS_MAX {
            self.found.retain(|_, (_, seen)| tick.saturating_sub(*seen) < BELIEVED);
        }
        if self.found.len() < LOGINS_MAX {
            self.found.insert(token_hash.to_owned(), (login.clone(), tick));
        }
    }
}
