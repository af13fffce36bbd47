//! The demo hospital holds together, and is the same on every machine.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;

use super::*;
use crate::dispatch::{Floor, FloorMemory, Preview};
use crate::ids::{CategoryId, Minter, SystemId, TextId, TicketId};
use crate::log::By;
use crate::org::DirectoryRow;
use crate::org::{Holder, Role, Subject, ZoneKind};
use crate::ticket::{Channel, Dispatch, Number, Open};
use crate::time::LocalDay;

const NOW: Timestamp = Timestamp::from_micros(1_795_489_200_000_000);

fn demo() -> Hospital {
    hospital(OrganisationId::from_raw(1), 1, NOW)
}

#[test]
fn it_can_be_imported() {
    let demo = demo();
    let (_, after) = Directory::empty(demo.organisation)
        .change(&demo.rows, By::System, NOW)
        .expect("every reference holds and no two coverage rows tie");
    assert_eq!(after, demo.directory());
}

/// Rows are stored as JSON: a row's tag must not meet a field of the row.
#[test]
fn every_row_is_the_same_after_storing() {
    for row in demo().rows {
        let stored = serde_json::to_string(&row).expect("a row can be written");
        assert_eq!(serde_json::from_str::<DirectoryRow>(&stored).expect(&stored), row);
    }
}

#[test]
fn it_is_the_hospital_of_the_mission() {
    let directory = demo().directory();
    assert_eq!(directory.groups.len(), 6);
    assert_eq!(directory.systems.len(), 75);
    assert_eq!(directory.zones.values().filter(|zone| zone.kind == ZoneKind::Campus).count(), 2);
    let areas = || directory.zones.values().filter(|zone| zone.kind == ZoneKind::Area);
    assert!(areas().all(|area| area.closet.is_some()));
    assert!((55..=80).contains(&directory.departments.len()), "{}", directory.departments.len());
    let with = |role| directory.people.values().filter(move |person| person.roles.has(role)).count();
    assert!((55..=65).contains(&with(Role::Engineer)), "{}", with(Role::Engineer));
    assert_eq!(with(Role::Reporter), 300);
    assert_eq!((with(Role::Dispatcher), with(Role::Supervisor)), (4, 2));
    assert_eq!((with(Role::Admin), with(Role::Screen)), (1, 1));
    for subject in directory.systems.keys() {
        let rows = directory.coverage.values().filter(|row| row.subject == Subject::System(*subject));
        assert_eq!(rows.count(), 2, "an A and a B");
    }
    let group_rows = directory.coverage.values().filter(|row| matches!(row.holder, Holder::Group(_)));
    assert!(group_rows.count() >= 6);
}

#[test]
fn ids_names_and_telephones_are_given_once() {
    let demo = demo();
    let directory = demo.directory();
    let rows_of_people = demo.rows.iter().filter(|row| matches!(row, DirectoryRow::Person(_))).count();
    assert_eq!(directory.people.len(), rows_of_people);
    let phones: BTreeSet<_> = directory.people.values().filter_map(|person| person.phone.clone()).collect();
    assert_eq!(phones.len(), directory.people.len() - 1, "all but the screen");
    let accounts: BTreeSet<_> = directory.people.values().map(|person| person.account).collect();
    assert_eq!(accounts.len(), directory.people.len());
    let engineers: BTreeSet<_> = directory.engineers().map(|person| person.name.clone()).collect();
    assert_eq!(engineers.len(), demo.engineers.len());
}

#[test]
fn the_same_seed_gives_the_same_hospital_and_another_another() {
    assert_eq!(demo().rows, demo().rows);
    assert_ne!(demo().rows, hospital(OrganisationId::from_raw(1), 2, NOW).rows);
    let stream = |seed| demo().reports(Minter::seeded(seed)).take(50).collect::<Vec<_>>();
    assert_eq!(stream(9), stream(9));
    assert_ne!(stream(9), stream(10));
}

#[test]
fn every_leaf_in_every_department_has_somebody_to_ask() {
    let demo = demo();
    let directory = Arc::new(demo.directory());
    let duty = demo.engineers.iter().map(|engineer| (*engineer, Duty::On)).collect();
    let floor = Floor::restore(directory.clone(), duty, [], FloorMemory::default(), 1);
    let leaves = directory.categories.keys().filter(|category| directory.is_leaf(**category));
    for category in leaves {
        for department in directory.departments.keys() {
            let open = open(demo.reporters[0], *department, *category, None);
            let record = floor.preview(Preview::Open(&open), NOW).expect("a place and a kind of fault");
            assert!(record.winner.is_some(), "nobody for {category} in {department}");
        }
    }
}

#[test]
fn the_visitors_report_rings_at_the_visitors_engineer() {
    let demo = demo();
    let directory = Arc::new(demo.directory());
    let printer = directory.categories.values().find(|row| row.name == "标签打印机").expect("is in the tree");
    assert!(!printer.causes.is_empty());
    let open = open(demo.visitor.nurse, demo.visitor.ward, printer.id, None);
    let floor =
        Floor::restore(directory.clone(), demo.duty.iter().copied().collect(), [], FloorMemory::default(), 1);
    let record = floor.preview(Preview::Open(&open), NOW).expect("a place and a kind of fault");
    assert_eq!(record.winner, Some(demo.visitor.engineer));
}

#[test]
fn reports_name_leaves_and_say_something() {
    let demo = demo();
    let directory = demo.directory();
    let (mut systems, mut waiting) = (0, 0);
    for report in demo.reports(Minter::seeded(1)).take(1_000) {
        assert!(directory.is_leaf(report.category));
        assert!(directory.departments.contains_key(&report.department));
        assert_ne!(report.department, demo.visitor.ward);
        assert!(!report.summary.is_empty() && !report.summary.contains("{}"));
        systems += usize::from(report.system.is_some());
        waiting += usize::from(report.patient_waiting);
    }
    assert!((150..450).contains(&systems), "{systems}");
    assert!((80..350).contains(&waiting), "{waiting}");
}

fn open(
    reporter: PersonId,
    department: DepartmentId,
    category: CategoryId,
    system: Option<SystemId>,
) -> Open {
    Open {
        id: TicketId::from_raw(1),
        number: Number { day: LocalDay(20_261_124), serial: 1 },
        channel: Channel::Page,
        reporter,
        department: Some(department),
        zone: None,
        category,
        system,
        patient_waiting: false,
        priority: None,
        summary: TextId::from_raw(1),
        dispatch: Dispatch::Now,
        occurred_at: None,
        solved: None,
        offer: None,
    }
}

#[test]
fn every_department_has_labels_to_scan() {
    let demo = demo();
    let directory = demo.directory();
    for department in directory.departments.keys() {
        let labels = directory.places.values().filter(|place| place.department == Some(*department));
        assert_eq!(labels.count(), 3);
    }
    let scanned = directory.place(&demo.label).expect("the visitor's label is one of them");
    assert_eq!(scanned.department, Some(demo.visitor.ward));
    assert_eq!(scanned.label, "护士站 打印机 2");
}
