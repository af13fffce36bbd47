//! Directory, accounts and duty put into the journal directly, while no desk runs on it: by `demo` for its
//! hospital, by `user`. Decided in `domain` like everything else; never touches a ticket.

use lamplight_domain::ids::{EntryId, Minter, OrganisationId, PersonId};
use lamplight_domain::log::By;
use lamplight_domain::org::{Directory, DirectoryRow, Duty, DutyChange, switch_duty};
use lamplight_domain::time::Timestamp;
use lamplight_store::{AccountChange, Body, Entry, Lane, Outcome, Store};

use crate::failure::Failure;
use crate::secrets;

/// Entries handed over before their outcomes are awaited: well under the journal's budget.
const AT_ONCE: usize = 256;

pub struct Register<'a> {
    store: &'a Store,
    minter: Minter,
    /// The hospital's time of all entries.
    now: Timestamp,
}

impl<'a> Register<'a> {
    pub fn new(store: &'a Store, now: Timestamp) -> Self {
        Self { store, minter: Minter::seeded(secrets::seed()), now }
    }

    pub fn id<T: From<i64>>(&mut self) -> T {
        self.minter.mint(self.now)
    }

    /// Puts rows as one entry; gives back the directory after them.
    ///
    /// # Errors
    /// The directory would not hold together, or the journal does not take it.
    pub async fn put(
        &mut self,
        directory: &Directory,
        rows: Vec<DirectoryRow>,
    ) -> Result<Directory, Failure> {
        let (decided, after) = directory.change(&rows, By::System, self.now).map_err(|rejection| {
            Failure::new(format!("the directory would not hold together: {rejection:?}"))
        })?;
        self.append(directory.organisation, vec![Body::Organisation { decided, rows }]).await?;
        Ok(after)
    }

    /// # Errors
    /// A telephone number is taken, or the journal does not take it.
    pub async fn accounts(
        &mut self,
        organisation: OrganisationId,
        changes: Vec<AccountChange>,
    ) -> Result<(), Failure> {
        self.append(organisation, changes.into_iter().map(Body::Account).collect()).await
    }

    /// Who is on duty from now on; whoever is so already stays so.
    ///
    /// # Errors
    /// The journal does not take it.
    pub async fn duty(&mut self, directory: &Directory, duty: &[(PersonId, Duty)]) -> Result<(), Failure> {
        let decide = |&(person, duty): &(PersonId, Duty)| {
            let change = DutyChange { person, duty };
            let decided = switch_duty(directory, Duty::Off, change, By::System, self.now).ok()?;
            Some(Body::Organisation { decided, rows: Vec::new() })
        };
        let bodies = duty.iter().filter_map(decide).collect();
        self.append(directory.organisation, bodies).await
    }

    async fn append(&mut self, organisation: OrganisationId, bodies: Vec<Body>) -> Result<(), Failure> {
        let mut pending = Vec::new();
        for body in bodies {
            if pending.len() == AT_ONCE {
                settle(std::mem::take(&mut pending)).await?;
            }
            let entry = Entry {
                id: self.id::<EntryId>(),
                organisation,
                at: self.now,
                body,
                key: None,
                texts: Vec::new(),
                audit: None,
            };
            let taken = self.store.journal().append(entry, Lane::Desk);
            pending.push(taken.map_err(|_| Failure::new("the journal is full: try again in a moment"))?);
        }
        settle(pending).await
    }
}

async fn settle(pending: Vec<lamplight_store::Pending>) -> Result<(), Failure> {
    for entry in pending {
        match entry.await {
            Outcome::Committed { .. } => {}
            Outcome::Refused { incident } => {
                return Err(Failure::new(format!(
                    "the database refused it, most often because that telephone number is taken (incident \
                     {incident} in the log)"
                )));
            }
            other => return Err(Failure::new(format!("it was not stored ({other:?}): try again"))),
        }
    }
    Ok(())
}
