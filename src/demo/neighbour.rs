//! A hospital beside the demo's own in the same installation: another name and other telephone numbers, so
//! that its people have accounts of their own. Nobody acts there by himself.

use lamplight_domain::hospital::{Hospital, hospital};
use lamplight_domain::ids::OrganisationId;
use lamplight_domain::org::{DirectoryRow, Person, Role};
use lamplight_domain::time::Timestamp;

use super::SEED;

/// All numbers of the demo hospital begin with 138; those of the next with 139, and so on.
const PREFIX: u64 = 138;
const PREFIX_DIGITS: usize = 3;

/// The hospital of this seed as it stands in an installation.
pub fn of_seed(organisation: OrganisationId, seed: u64, now: Timestamp) -> Hospital {
    let mut hospital = hospital(organisation, seed, now);
    if seed != SEED {
        hospital.rows.iter_mut().for_each(|row| set_apart(row, seed));
    }
    hospital
}

fn set_apart(row: &mut DirectoryRow, seed: u64) {
    match row {
        DirectoryRow::Organisation { name, .. } => name.push_str(&format!(" {seed}")),
        DirectoryRow::Person(person) => person.phone = phone(person, seed),
        _ => {}
    }
}

fn phone(person: &Person, seed: u64) -> Option<String> {
    let prefix = PREFIX + seed - SEED;
    let screen = || person.roles.has(Role::Screen).then(|| format!("{prefix}00000000"));
    let own = person.phone.as_ref().and_then(|phone| phone.get(PREFIX_DIGITS..));
    own.map(|rest| format!("{prefix}{rest}")).or_else(screen)
}
