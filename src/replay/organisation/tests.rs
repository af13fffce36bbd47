//! The directory that is made from the past holds together and covers every leaf.

use std::collections::BTreeMap;

use lamplight_domain::log::By;
use lamplight_domain::org::Directory;

use super::*;
use crate::replay::incident::{Incidents, Kind};
use crate::replay::log_file::read;

fn incidents(text: &str) -> Vec<Incident> {
    Incidents::of(&read("a.csv", text.as_bytes()).unwrap()).all
}

fn made() -> (Lesson, Organisation, Directory) {
    let past = incidents(include_str!("../../../tests/replay/past.csv"));
    let played = incidents(include_str!("../../../tests/replay/sample.csv"));
    let begins_at = played[0].opened_at;
    let lesson = Lesson::from(&past, begins_at);
    let organisation = Organisation::of(&lesson, &played, Policy::replay(20_000), begins_at, 1);
    let empty = Directory::empty(organisation.id);
    let (_, directory) = empty.change(&organisation.rows, By::System, begins_at).unwrap();
    (lesson, organisation, directory)
}

#[test]
fn the_directory_is_valid_and_complete() {
    let (lesson, organisation, directory) = made();
    assert_eq!(directory.coverage.len(), lesson.rules.len());
    assert_eq!(directory.groups.len(), lesson.groups.len());
    assert_eq!(directory.zones.len(), lesson.locations.len() + 2);
    assert!(organisation.engineers.len() >= 5);
    let phones: BTreeSet<_> = directory.people.values().map(|person| person.phone.clone()).collect();
    assert_eq!(phones.len(), directory.people.len(), "no two people share a number");
    for leaf in organisation.leaves.values() {
        assert!(directory.is_leaf(*leaf));
        assert!(!directory.causes_of(*leaf).is_empty());
        let path: Vec<_> = directory.category_path(*leaf).map(|node| Subject::Category(node.id)).collect();
        assert!(
            directory.coverage.values().any(|row| path.contains(&row.subject)),
            "a leaf nobody answers for"
        );
    }
}

#[test]
fn names_find_their_ids() {
    let (lesson, organisation, directory) = made();
    let kind = Kind { category: Some("Category 1".to_owned()), subcategory: Some("No such".to_owned()) };
    let leaf = organisation.leaf(&lesson.leaf(&kind));
    assert_eq!(directory.categories[&leaf].name, UNKNOWN);
    assert_eq!(directory.zones[&organisation.zone(Some("No such"))].name, UNKNOWN);
    assert_eq!(directory.zones[&organisation.zone(Some("Location 1"))].name, "Location 1");
    assert_eq!(directory.people[&organisation.caller(None)].name, UNKNOWN);
    assert_eq!(directory.causes[&organisation.cause(Some("No such"))].name, UNKNOWN);
}

#[test]
fn by_hand_it_goes_to_the_engineer_of_reality_or_the_next_best() {
    let (_, organisation, directory) = made();
    let names: BTreeMap<_, _> = directory.people.values().map(|person| (person.id, person)).collect();
    let asked = |solver, group| names[&organisation.by_hand(solver, group).unwrap()];
    assert_eq!(asked(Some("Resolved by 3"), Some("Group 1")).name, "Resolved by 3");
    let colleague = asked(Some("Resolved by 88"), Some("Group 4"));
    assert!(colleague.groups.contains(&organisation.group("Group 4").unwrap()));
    assert!(asked(None, None).roles.has(Role::Engineer));
}

#[test]
fn the_same_past_gives_the_same_organisation() {
    assert_eq!(made().1, made().1);
}
