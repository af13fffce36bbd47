//! Makes the demo hospital in an empty data directory, or finds it there again: directory, accounts with
//! random passwords, everybody on duty. What was begun and not finished is finished at the next start.

use std::path::Path;

use lamplight_domain::hospital::Hospital;
use lamplight_domain::ids::{Minter, OrganisationId};
use lamplight_domain::log::Position;
use lamplight_domain::org::{Directory, Person, Role};
use lamplight_domain::time::Timestamp;
use lamplight_store::{AccountChange, Store};
use lamplight_web::hash_password;

use super::SEED;
use super::logins::Memory;
use super::neighbour::of_seed;
use super::weeks::Weeks;
use crate::failure::Failure;
use crate::register::Register;
use crate::secrets::{self, SystemChance};

/// A wall screen has no telephone; its account needs a number all the same, one that nobody has.
const SCREEN_PHONE: &str = "13800000000";

/// A hospital that stands in a store.
pub struct Home {
    pub hospital: Hospital,
    pub directory: Directory,
    pub memory: Memory,
    /// It was made by this start: it has no past yet.
    pub is_new: bool,
}

impl Home {
    /// Finds the hospital of a seed or makes it as of `now`; the demo's own, `SEED`, is the first of all. One
    /// that is made with weeks before it is to have them imported until the moment named.
    ///
    /// # Errors
    /// The directory holds something that is no demo, or one that another version made.
    pub async fn find_or_make(
        store: &Store,
        directory: &Path,
        now: Timestamp,
        weeks_until: Option<Timestamp>,
        seed: u64,
    ) -> Result<Self, Failure> {
        let mut memory = match Memory::read(directory, seed)? {
            Some(memory) => memory,
            None => {
                if seed == SEED {
                    require_empty(store, directory).await?;
                }
                let organisation: OrganisationId = Minter::seeded(secrets::seed()).mint(now);
                let memory = Memory::new(&of_seed(organisation, seed, now), now);
                memory.write(directory, seed)?;
                memory
            }
        };
        let hospital = of_seed(memory.organisation, seed, memory.made_at);
        let is_new = !memory.complete;
        if is_new {
            fill(store, &hospital, &memory).await?;
            memory.complete = true;
            if let Some(until) = weeks_until {
                let position = last_position(store, memory.organisation, now).await?;
                memory.weeks = Some(Weeks { position, until, complete: false });
            }
            memory.write(directory, seed)?;
        }
        let stored = read(store, memory.organisation).await?;
        let known = hospital.directory().people.keys().all(|person| stored.people.contains_key(person));
        if !known {
            return Err(Failure::new(format!(
                "the demo in {} was made by another version: remove that directory to begin anew",
                directory.display()
            )));
        }
        Ok(Self { hospital, directory: stored, memory, is_new })
    }

    /// The weeks before are imported.
    ///
    /// # Errors
    /// The directory cannot be written.
    pub fn weeks_are_in(&mut self, directory: &Path, seed: u64) -> Result<(), Failure> {
        if let Some(weeks) = &mut self.memory.weeks {
            weeks.complete = true;
        }
        self.memory.write(directory, seed)
    }

    /// Where the hours begin that are played at the first start.
    pub fn hours_begin(&self) -> Timestamp {
        self.memory.weeks.map_or(self.memory.made_at, |weeks| weeks.until)
    }
}

/// Directory, accounts, duty; each step may have been done before.
async fn fill(store: &Store, hospital: &Hospital, memory: &Memory) -> Result<(), Failure> {
    let mut register = Register::new(store, memory.made_at);
    let mut directory = read(store, memory.organisation).await?;
    if directory.version == 0 {
        directory = register.put(&directory, hospital.rows.clone()).await?;
    }
    let accounts = accounts(&directory, memory)?;
    register.accounts(memory.organisation, accounts).await?;
    register.duty(&directory, &hospital.duty).await
}

fn accounts(directory: &Directory, memory: &Memory) -> Result<Vec<AccountChange>, Failure> {
    // Hundreds share one random password of a hundred bits: nobody can guess it, so a light hash will do
    // and their logins cost nothing. The passwords that people read and type get the hash of everybody.
    let crowd = secrets::light_hash(&memory.crowd_password)?;
    let mut changes = Vec::new();
    for person in directory.people.values() {
        let Some(phone) = phone(person) else { continue };
        let own = memory.logins.iter().find(|login| login.phone == phone);
        let hash = match own {
            None => crowd.clone(),
            Some(login) => hash_password(&login.password, &SystemChance)
                .map_err(|error| Failure::new(format!("a password cannot be hashed: {error}")))?,
        };
        changes.push(AccountChange::Put {
            account: person.account,
            phone,
            password_hash: Some(hash),
            enabled: true,
        });
    }
    Ok(changes)
}

/// With what somebody logs in.
pub(super) fn phone(person: &Person) -> Option<String> {
    person.phone.clone().or_else(|| person.roles.has(Role::Screen).then(|| SCREEN_PHONE.to_owned()))
}

async fn require_empty(store: &Store, directory: &Path) -> Result<(), Failure> {
    let organisations = store.organisations().await.map_err(|error| Failure::new(error.to_string()))?;
    match organisations.first() {
        None => Ok(()),
        Some(found) => Err(Failure::new(format!(
            "{} holds {}, which is no demo: give the demo a directory of its own with --data",
            directory.display(),
            found.name
        ))),
    }
}

async fn last_position(
    store: &Store,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Position, Failure> {
    let start = store.desk_start(organisation, now).await;
    start.map(|start| start.position).map_err(|error| Failure::new(error.to_string()))
}

async fn read(store: &Store, organisation: OrganisationId) -> Result<Directory, Failure> {
    store.directory(organisation).await.map_err(|error| Failure::new(error.to_string()))
}
