//! What a demo remembers between two starts, in a file of its own that only this user can read: whose
//! hospital it is and the random passwords. Never used outside a demo.

use std::fs;
use std::path::{Path, PathBuf};

use lamplight_domain::hospital::Hospital;
use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_domain::org::Directory;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::account::DemoLogin;
use lamplight_protocol::ticket::Role;
use serde::{Deserialize, Serialize};

use super::home::phone;
use super::weeks::Weeks;
use crate::failure::Failure;
use crate::secrets;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Memory {
    pub organisation: OrganisationId,
    /// The hospital is made anew from its seed and this moment at each start: the same ids.
    pub made_at: Timestamp,
    /// Of everybody who acts by himself.
    pub crowd_password: String,
    /// One click each on the login page.
    pub logins: Vec<DemoLogin>,
    /// Directory, accounts and duty are stored.
    pub complete: bool,
    /// The weeks before, where the hospital has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Weeks>,
}

impl Memory {
    /// For a new hospital: random passwords.
    pub fn new(hospital: &Hospital, made_at: Timestamp) -> Self {
        let directory = hospital.directory();
        let supervisor = hospital.supervisors.first().copied().unwrap_or(hospital.admin);
        let visitors = [
            (Role::Dispatcher, hospital.visitor.dispatcher),
            (Role::Engineer, hospital.visitor.engineer),
            (Role::Reporter, hospital.visitor.nurse),
            (Role::Supervisor, supervisor),
            (Role::Admin, hospital.admin),
            (Role::Screen, hospital.screen),
        ];
        let logins =
            visitors.into_iter().filter_map(|(role, person)| login(&directory, role, person)).collect();
        Self {
            organisation: hospital.organisation,
            made_at,
            crowd_password: secrets::readable(5),
            logins,
            complete: false,
            weeks: None,
        }
    }

    /// Of the hospital with this seed; `None` where no demo has been.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn read(directory: &Path, seed: u64) -> Result<Option<Self>, Failure> {
        let path = file(directory, seed);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&path, &error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| unreadable(&path, &error))
    }

    /// # Errors
    /// The directory cannot be written.
    pub fn write(&self, directory: &Path, seed: u64) -> Result<(), Failure> {
        let path = file(directory, seed);
        let text = serde_json::to_string_pretty(self).map_err(|error| unreadable(&path, &error))?;
        secrets::write_private(&path, text.as_bytes())
    }
}

fn login(directory: &Directory, role: Role, person: PersonId) -> Option<DemoLogin> {
    let person = directory.person(person)?;
    Some(DemoLogin { role, name: person.name.clone(), phone: phone(person)?, password: secrets::readable(3) })
}

/// `demo.json`, of a hospital beside it `demo-2.json` and so on.
fn file(directory: &Path, seed: u64) -> PathBuf {
    match seed {
        super::SEED => directory.join("demo.json"),
        other => directory.join(format!("demo-{other}.json")),
    }
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(format!(
        "{} cannot be read ({error}): remove the demo's directory to begin anew",
        path.display()
    ))
}
