//! The test data of the house: a whole hospital from a seed, the same on every machine. Seed 1 is the
//! demo's. Everything in it is invented. Accounts and passwords are not made here: a person has an account
//! id and a telephone number, that is all.
//!
//! A teaching hospital with 4,100 PCs on two campuses, an IT department of six groups, 75 software systems,
//! terminals cared for by place, systems by an A and a B.

mod build;
mod coverage;
mod hardware;
mod labels;
mod names;
pub mod past;
mod people;
mod places;
mod reports;
mod software;
mod systems;
mod tree;

use alloc::string::String;
use alloc::vec::Vec;

pub use reports::{Report, Reports};

use self::build::Build;
use crate::ids::{DepartmentId, OrganisationId, PersonId};
use crate::org::{Directory, DirectoryRow, Duty};
use crate::time::Timestamp;

/// Computers on its desks: background to the numbers, not in the directory.
pub const PCS: u32 = 4_100;

/// A hospital, ready to be imported.
#[derive(Debug, Clone)]
pub struct Hospital {
    pub organisation: OrganisationId,
    /// In an order in which every reference is known before it is used.
    pub rows: Vec<DirectoryRow>,
    /// Who is on duty when the demo begins; everybody else is off.
    pub duty: Vec<(PersonId, Duty)>,
    pub engineers: Vec<PersonId>,
    pub dispatchers: Vec<PersonId>,
    pub supervisors: Vec<PersonId>,
    pub admin: PersonId,
    pub screen: PersonId,
    pub reporters: Vec<PersonId>,
    /// Left to whoever sits at the keyboard: no simulated person acts for them.
    pub visitor: Visitor,
    /// Of a label in the visitor's ward: `/r/<code>` is what scanning it opens.
    pub label: String,
    plans: Vec<reports::Plan>,
}

/// One ward with the nurse who reports from it, and the engineer who cares for its terminals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    pub ward: DepartmentId,
    pub nurse: PersonId,
    pub engineer: PersonId,
    pub dispatcher: PersonId,
}

/// The hospital of this seed. Ids are minted as of shortly before `now`.
pub fn hospital(organisation: OrganisationId, seed: u64, now: Timestamp) -> Hospital {
    let mut build = Build::begin(seed, now);
    let places = places::build(&mut build);
    let tree = tree::build(&mut build);
    let systems = systems::build(&mut build);
    let teams = people::groups(&mut build);
    let staff = people::staff(&mut build, &places, &teams);
    let reporters = people::reporters(&mut build, &places);
    coverage::build(&mut build, &places, &tree, &systems, &teams, &staff);
    let visitor = Visitor {
        ward: places.visitor_ward(),
        nurse: reporters.visitor,
        engineer: staff.visitor,
        dispatcher: staff.dispatchers[0],
    };
    let plans = reports::plans(&tree, &systems, &reporters);
    let duty = people::duty(&mut build, &staff);
    let label = labels::build(&mut build, seed, &tree, places::VISITOR_WARD);
    Hospital {
        organisation,
        duty,
        label,
        rows: build.rows,
        engineers: staff.engineers(),
        dispatchers: staff.dispatchers,
        supervisors: staff.supervisors,
        admin: staff.admin,
        screen: staff.screen,
        reporters: reporters.all,
        visitor,
        plans,
    }
}

impl Hospital {
    /// Its directory as the first import makes it.
    pub fn directory(&self) -> Directory {
        let mut directory = Directory::empty(self.organisation);
        directory.put(1, self.rows.iter().cloned());
        directory
    }
}

#[cfg(test)]
mod tests;
