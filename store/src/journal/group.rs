//! Which entries may be committed together: at most one of a ticket, one with a key, one change of a row;
//! an import goes alone.

use std::collections::BTreeSet;

use lamplight_domain::ids::{AccountId, LoginId, OfferId, OrganisationId, PersonId, TicketId};
use lamplight_domain::log::Fact;
use lamplight_domain::org;

use super::Job;
use crate::{AccountChange, Body, Entry, RequestKey, ScreenAdmission};

/// What two entries of one group may not both touch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    Ticket(TicketId),
    Key(OrganisationId, RequestKey),
    Duty(OrganisationId, PersonId),
    Directory(OrganisationId),
    Account(AccountId),
    Phone(String),
    Login(LoginId),
    Delivery(OfferId),
    Memory(OrganisationId, &'static str),
}

/// Whatever waited, up to the bound, in order.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) jobs: Vec<Job>,
    claims: BTreeSet<Claim>,
}

impl Group {
    /// Takes the job in.
    ///
    /// # Errors
    /// Gives it back when it must wait for the next group.
    pub(crate) fn push(&mut self, job: Box<Job>) -> Result<(), Box<Job>> {
        // An import is large, and its tickets are many: it goes alone.
        let alone = |job: &Job| job.entry.is_import();
        if !self.jobs.is_empty() && (alone(&job) || self.jobs.iter().any(alone)) {
            return Err(job);
        }
        let claims = claims(&job.entry);
        if claims.iter().any(|claim| self.claims.contains(claim)) {
            return Err(job);
        }
        self.claims.extend(claims);
        self.jobs.push(*job);
        Ok(())
    }
}

fn claims(entry: &Entry) -> Vec<Claim> {
    let organisation = entry.organisation;
    let mut claims = Vec::with_capacity(2);
    match &entry.body {
        Body::Ticket { ticket, .. } => claims.push(Claim::Ticket(*ticket)),
        Body::Organisation { decided, rows } => {
            if !rows.is_empty() {
                claims.push(Claim::Directory(organisation));
            }
            for recorded in decided.events() {
                if let Fact::Organisation(org::Event::DutyChanged { person, .. }) = &recorded.fact {
                    claims.push(Claim::Duty(organisation, *person));
                }
            }
        }
        Body::Account(AccountChange::Put { account, phone, .. }) => {
            claims.push(Claim::Account(*account));
            claims.push(Claim::Phone(phone.clone()));
        }
        Body::Account(AccountChange::Login(login)) => {
            claims.push(Claim::Login(login.id));
            claims.push(Claim::Account(login.account));
        }
        Body::Account(AccountChange::Logout { login }) => claims.push(Claim::Login(*login)),
        Body::Account(AccountChange::LogoutAll { account } | AccountChange::Disable { account }) => {
            claims.push(Claim::Account(*account));
        }
        Body::Account(AccountChange::AdmitScreen(ScreenAdmission { phone, login, .. })) => {
            claims.push(Claim::Account(login.account));
            claims.push(Claim::Phone(phone.clone()));
            claims.push(Claim::Login(login.id));
        }
        Body::Account(AccountChange::RenewScreen { login, .. }) => claims.push(Claim::Login(*login)),
        Body::Delivery(delivery) => claims.push(Claim::Delivery(delivery.offer)),
        Body::Memory(memory) => claims.push(Claim::Memory(organisation, memory.fold)),
        Body::Import { .. } | Body::Nothing => {}
    }
    if let Some(key) = &entry.key {
        claims.push(Claim::Key(organisation, key.key.clone()));
    }
    claims
}
