//! A bare organisation holds together and can take its first report.

use super::{FirstAdmin, bare};
use crate::ids::{AccountId, Minter, OrganisationId};
use crate::log::By;
use crate::org::{Directory, Role};
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp::from_micros(1_795_000_000_000_000);

#[test]
fn it_holds_together_and_has_what_a_report_needs() {
    let admin = FirstAdmin {
        account: AccountId::from_raw(7),
        name: "Admin".to_owned(),
        phone: "13800000001".to_owned(),
    };
    let (rows, person) = bare("Hospital", admin, &mut Minter::seeded(1), NOW);
    let empty = Directory::empty(OrganisationId::from_raw(1));
    let (_, directory) = empty.change(&rows, By::System, NOW).expect("it holds together");
    assert_eq!(directory.name, "Hospital");
    assert!(directory.person(person).is_some_and(|person| person.roles.has(Role::Admin)));
    let leaves: Vec<_> =
        directory.categories.values().filter(|category| directory.is_leaf(category.id)).collect();
    assert_eq!(leaves.len(), 2);
    for leaf in leaves {
        assert_eq!(leaf.name, "不清楚");
        assert!(!directory.causes_of(leaf.id).is_empty());
    }
    assert_eq!((directory.zones.len(), directory.groups.len(), directory.coverage.len()), (1, 1, 2));
}
