//! Holes of the demo hospital, by who is on duty.

use alloc::collections::BTreeSet;

use super::*;
use crate::hospital::hospital;
use crate::ids::OrganisationId;
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp::from_micros(1_795_489_200_000_000);

fn demo() -> Directory {
    hospital(OrganisationId::from_raw(1), 1, NOW).directory()
}

fn everybody(directory: &Directory, duty: Duty) -> BTreeMap<PersonId, Duty> {
    directory.engineers().map(|person| (person.id, duty)).collect()
}

#[test]
fn with_everybody_on_duty_only_what_has_no_b_is_a_hole() {
    let directory = demo();
    let found = gaps(&directory, &everybody(&directory, Duty::Busy));
    assert!(!found.is_empty(), "the administration building has one engineer alone");
    assert!(found.iter().all(|gap| gap.kind == GapKind::NoB && gap.b.is_none() && gap.a.is_some()));
}

#[test]
fn with_nobody_on_duty_everything_that_names_somebody_is_a_hole() {
    let directory = demo();
    let cells: BTreeSet<_> = directory
        .coverage
        .values()
        .filter(|row| !matches!(row.holder, Holder::Group(_)))
        .map(|row| (row.subject, row.zone))
        .collect();
    let found = gaps(&directory, &BTreeMap::new());
    assert!(found.iter().all(|gap| gap.kind == GapKind::Nobody));
    assert_eq!(found.len(), cells.len());
}

#[test]
fn one_of_two_is_enough() {
    let directory = demo();
    let mut duty = everybody(&directory, Duty::On);
    let pair = gaps(&directory, &BTreeMap::new()).into_iter().find(|gap| gap.b.is_some()).expect("a pair");
    let is_hole = |duty: &BTreeMap<PersonId, Duty>| {
        let found = gaps(&directory, duty);
        found.iter().any(|gap| (gap.subject, gap.zone) == (pair.subject, pair.zone))
    };
    duty.insert(pair.a.expect("an A"), Duty::Off);
    assert!(!is_hole(&duty));
    duty.insert(pair.b.expect("a B"), Duty::Off);
    assert!(is_hole(&duty));
}
