//! Chance from the operating system, and what is made of it: the server's secret, passwords and codes that
//! people can read aloud. Never a seeded generator.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use lamplight_web::{Chance, hash_random_password};
use rand::TryRngCore;
use rand::rngs::OsRng;

use crate::failure::Failure;

/// Without look-alikes: 32 signs, five bits each.
const READABLE: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const SECRET_FILE: &str = "secret";

/// The operating system's chance. A machine that has none cannot keep a secret: the process ends.
#[derive(Debug, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = OsRng.try_fill_bytes(bytes) {
            tracing::error!(%error, "the operating system has no chance to give");
            std::process::abort();
        }
    }
}

/// 64 bits of chance, as a seed.
pub fn seed() -> u64 {
    let mut bytes = [0; 8];
    SystemChance.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

/// `groups` groups of four readable signs, 20 bits each: `k3hz-m9qa`.
pub fn readable(groups: usize) -> String {
    let mut bytes = vec![0_u8; groups * 4];
    SystemChance.fill(&mut bytes);
    let signs: Vec<char> = bytes.iter().map(|byte| char::from(READABLE[usize::from(byte % 32)])).collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A hash that costs next to nothing, for a random password that hundreds of simulated people share: nobody
/// could guess it anyway.
///
/// # Errors
/// What argon2 says; a password of ordinary length does not fail.
pub fn light_hash(password: &str) -> Result<String, Failure> {
    hash_random_password(password, &SystemChance)
        .map_err(|error| Failure::new(format!("a password cannot be hashed: {error}")))
}

/// The secret that keys the hashes of requests: made once, kept beside the database, so that a retry
/// after a restart is still known.
///
/// # Errors
/// The file cannot be read, written, or is not ours.
pub fn server_secret(directory: &Path) -> Result<[u8; 32], Failure> {
    let path = directory.join(SECRET_FILE);
    if let Some(bytes) = stored(&path)? {
        return bytes.try_into().map_err(|_| {
            Failure::new(format!(
                "{} does not hold 32 bytes: restore it from the backup, or remove it (requests repeated \
                 across this restart are then not recognised)",
                path.display()
            ))
        });
    }
    let mut secret = [0; 32];
    SystemChance.fill(&mut secret);
    write_private(&path, &secret)?;
    Ok(secret)
}

/// The secret of a data directory as text, for its backup; `None` where there is none.
///
/// # Errors
/// There is one that cannot be read.
pub fn stored_secret(directory: &Path) -> Result<Option<String>, Failure> {
    let stored = stored(&directory.join(SECRET_FILE))?;
    Ok(stored.map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// What cannot be read is not taken for what is not there: it would be made anew, or left out of a backup.
fn stored(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// Puts the secret of a backup into the directory that it is restored to.
///
/// # Errors
/// It is no secret of ours, or the directory cannot be written.
pub fn put_secret(directory: &Path, text: &str) -> Result<(), Failure> {
    let byte = |place: usize| text.get(place..place + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    let bytes = bytes.filter(|bytes| bytes.len() == 32);
    let bytes = bytes.ok_or_else(|| Failure::new("the secret in the backup cannot be read"))?;
    write_private(&directory.join(SECRET_FILE), &bytes)
}

/// Writes a file that only this user can read, whole or not at all.
///
/// # Errors
/// The directory cannot be written.
pub fn write_private(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let fresh = path.with_extension("new");
    OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&fresh, path))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
}

#[cfg(test)]
mod tests;
