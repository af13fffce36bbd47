//! Passwords: argon2id, hashed on blocking threads, few at a time, so that a wave of logins cannot take the
//! machine from the desk.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::Chance;

/// Verifications at once; each takes 19 MiB.
const AT_ONCE: usize = 2;
/// Verifications that may wait; beyond, the answer is "try again".
const WAITING_MAX: usize = 256;
const SALT_BYTES: usize = 16;
const CHEAP_KIB: u32 = 64;

/// The argon2id PHC string of a password, for whoever makes accounts. Slow by intent: about 50 ms.
///
/// # Errors
/// What argon2 says; a password of ordinary length does not fail.
pub fn hash_password(password: &str, chance: &dyn Chance) -> Result<String, argon2::password_hash::Error> {
    let mut salt = [0; SALT_BYTES];
    chance.fill(&mut salt);
    Ok(Argon2::default().hash_password_with_salt(password.as_bytes(), &salt)?.to_string())
}

/// As `hash_password`, in about a millisecond: for passwords that are themselves long chance, as the demo's
/// and the replay's are, where hundreds log in at start. Never for one that a person chose.
///
/// # Errors
/// As `hash_password`.
pub fn hash_random_password(
    password: &str,
    chance: &dyn Chance,
) -> Result<String, argon2::password_hash::Error> {
    let mut salt = [0; SALT_BYTES];
    chance.fill(&mut salt);
    let cheap = Params::new(CHEAP_KIB, 1, 1, None)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap);
    Ok(argon2.hash_password_with_salt(password.as_bytes(), &salt)?.to_string())
}

/// Too many are waiting.
pub(crate) struct TooMany;

pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    queue: Semaphore,
    /// The hash of a password that nobody has: verified for unknown numbers, so that time tells nothing.
    dummy: Arc<str>,
}

impl Passwords {
    pub fn new(chance: &dyn Chance) -> Self {
        let mut nobody = [0; 32];
        chance.fill(&mut nobody);
        // A failure would leave an empty hash, which verifies nothing: refused all the same, only faster.
        let dummy = hash_password(&super::token::hex(&nobody), chance).unwrap_or_default();
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Semaphore::new(WAITING_MAX),
            dummy: dummy.into(),
        }
    }

    /// Whether the password is the one hashed; `None` (no account, no password) costs as much and is false.
    ///
    /// # Errors
    /// `TooMany` when more wait than the queue takes.
    pub async fn matches(&self, password: String, hash: Option<String>) -> Result<bool, TooMany> {
        let _place = self.queue.try_acquire().map_err(|_| TooMany)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| TooMany)?;
        let dummy = self.dummy.clone();
        let verified = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let right = verify(&password, hash.as_deref().unwrap_or(&dummy));
            right && hash.is_some()
        });
        Ok(verified.await.unwrap_or(false))
    }
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests;
