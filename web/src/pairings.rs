//! Codes that screens show at this moment, in memory: a restart ends them, and each screen shows a new one.
//! What was let in stands in the store. Never knows whether somebody may let a screen in.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_domain::org::{PAIRING_LIFE, SCREEN_CODE_DIGITS};
use lamplight_protocol::problem::ProblemCode;

use crate::Chance;
use crate::auth::Token;

/// Codes of all screens at once.
const PAIRINGS_MAX: usize = 2_000;
/// Codes of one network: of more, the oldest is dropped, whose screen asks again.
const OF_NETWORK_MAX: usize = 50;
const LIFE: Duration = Duration::from_micros(PAIRING_LIFE.micros().cast_unsigned());
/// A code that has run out is remembered as long again, so that whoever types it hears what it was.
const REMEMBERED: Duration = Duration::from_micros(2 * PAIRING_LIFE.micros().cast_unsigned());

#[derive(Default)]
pub(crate) struct Pairings(Mutex<BTreeMap<String, Pairing>>);

struct Pairing {
    /// Of the secret that the screen keeps.
    secret_hash: String,
    network: Option<IpAddr>,
    shown_at: Duration,
    state: State,
}

enum State {
    Open,
    /// Somebody has typed it and the store is being asked.
    Held,
    Taken(Guest),
}

/// Who was let in with a code, where and as what: the same asked again gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guest {
    pub organisation: OrganisationId,
    pub screen: PersonId,
    pub name: String,
}

/// What a typed code leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// The screen that keeps this secret is to be let in; then `settle`.
    Held { secret_hash: String },
    /// It has been already, just as now asked for.
    Again(PersonId),
}

impl Pairings {
    /// A fresh code with its secret; `None` when too many screens wait.
    pub fn open(
        &self,
        chance: &dyn Chance,
        network: Option<IpAddr>,
        tick: Duration,
    ) -> Option<(String, Token)> {
        let mut all = self.all();
        all.retain(|_, pairing| pairing.age(tick) < REMEMBERED);
        while all.values().filter(|pairing| network.is_some() && pairing.network == network).count()
            >= OF_NETWORK_MAX
        {
            let own = all.iter().filter(|(_, pairing)| pairing.network == network);
            let oldest = own.min_by_key(|(_, pairing)| pairing.shown_at).map(|(code, _)| code.clone())?;
            all.remove(&oldest);
        }
        if all.len() >= PAIRINGS_MAX {
            return None;
        }
        let code = loop {
            let code = fresh_code(chance);
            if !all.contains_key(&code) {
                break code;
            }
        };
        let secret = Token::fresh(chance);
        let state = State::Open;
        all.insert(code.clone(), Pairing { secret_hash: secret.hash(), network, shown_at: tick, state });
        Some((code, secret))
    }

    /// How long the screen with this secret still shows its code; `None` when it has to ask for another.
    pub fn left(&self, secret_hash: &str, tick: Duration) -> Option<Duration> {
        let all = self.all();
        let pairing = all.values().find(|pairing| pairing.secret_hash == secret_hash)?;
        match pairing.state {
            State::Open => LIFE.checked_sub(pairing.age(tick)).filter(|left| !left.is_zero()),
            // Typed in time: it waits for the store, however long that takes.
            State::Held => Some(LIFE.saturating_sub(pairing.age(tick))),
            State::Taken(_) => None,
        }
    }

    /// Takes a code that somebody of this organisation has typed.
    ///
    /// # Errors
    /// What is wrong with it. Of a screen that went to another organisation nothing is told.
    pub fn hold(
        &self,
        code: &str,
        organisation: OrganisationId,
        name: &str,
        tick: Duration,
    ) -> Result<Typed, ProblemCode> {
        let mut all = self.all();
        let found = all.get_mut(code).filter(|pairing| pairing.age(tick) < REMEMBERED);
        let pairing = found.ok_or(ProblemCode::PairingUnknown)?;
        match &pairing.state {
            State::Taken(guest) if guest.organisation != organisation => Err(ProblemCode::PairingUnknown),
            State::Taken(guest) if guest.name == name => Ok(Typed::Again(guest.screen)),
            State::Taken(_) => Err(ProblemCode::PairingTaken),
            _ if pairing.age(tick) >= LIFE => Err(ProblemCode::PairingExpired),
            State::Held => Err(ProblemCode::PairingTaken),
            State::Open => {
                pairing.state = State::Held;
                Ok(Typed::Held { secret_hash: pairing.secret_hash.clone() })
            }
        }
    }

    /// What became of a held code: let in, or (`None`) as before.
    pub fn settle(&self, code: &str, guest: Option<Guest>) {
        if let Some(pairing) = self.all().get_mut(code) {
            pairing.state = guest.map_or(State::Open, State::Taken);
        }
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Pairing>> {
        // Each change is one insert, remove or assignment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pairing {
    fn age(&self, tick: Duration) -> Duration {
        tick.saturating_sub(self.shown_at)
    }
}

fn fresh_code(chance: &dyn Chance) -> String {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    let figures = u64::from_le_bytes(bytes) % 10_u64.pow(SCREEN_CODE_DIGITS as u32);
    format!("{figures:0SCREEN_CODE_DIGITS$}")
}

#[cfg(test)]
mod tests;
