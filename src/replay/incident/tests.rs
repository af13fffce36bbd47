//! Rows become incidents: order put right, holds and endings read.

use super::*;
use crate::replay::log_file::{read, tests_support::row};

const SAMPLE: &str = include_str!("../../../tests/replay/sample.csv");

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_micros(minute * 60_000_000)
}

fn waits(at: i64, reason: HoldReason) -> Row {
    Row { state: State::Awaiting(reason), ..row("INC1", 0, at) }
}

fn only(rows: Vec<Row>) -> Incident {
    Incidents::of(&Log { rows, ..Log::default() }).all.remove(0)
}

#[test]
fn the_sample_has_thirty_incidents_by_opening() {
    let incidents = Incidents::of(&read("sample.csv", SAMPLE.as_bytes()).unwrap());
    assert_eq!(incidents.all.len(), 30);
    assert!(incidents.all.is_sorted_by_key(|incident| incident.opened_at));
    assert!(incidents.disordered >= 2, "{}", incidents.disordered);
    let kind = |number: &str| incidents.all.iter().find(|incident| incident.number == number).unwrap();
    assert_eq!(kind("INC0901021").kind, Kind { category: None, subcategory: None });
    assert_eq!(kind("INC0901025").end.resolved_by.as_deref(), Some("Resolved by 88"));
    assert_eq!(kind("INC0901030").end.group(), None);
    assert_eq!(kind("INC0901013").end.groups.len(), 2);
    assert_eq!(kind("INC0901029").end.reopened, 1);
}

#[test]
fn rows_are_put_in_order() {
    let tidy = only(vec![row("INC1", 0, 0), row("INC1", 0, 5), row("INC1", 0, 9)]);
    let found = Incidents::of(&Log {
        rows: vec![row("INC1", 0, 9), row("INC2", 0, 0), row("INC1", 0, 0), row("INC1", 0, 5)],
        ..Log::default()
    });
    assert_eq!(found.disordered, 1);
    assert_eq!(found.all[0], tidy);
}

#[test]
fn a_run_of_waiting_rows_is_one_hold() {
    let held = only(vec![
        row("INC1", 0, 0),
        waits(3, HoldReason::User),
        waits(5, HoldReason::User),
        waits(8, HoldReason::Vendor),
        row("INC1", 0, 9),
        waits(9, HoldReason::User),
        row("INC1", 0, 9),
        waits(12, HoldReason::User),
    ]);
    let hold =
        |reason, from, until: Option<i64>| Hold { reason, from: minute(from), until: until.map(minute) };
    assert_eq!(
        held.holds,
        [
            hold(HoldReason::User, 3, Some(8)),
            hold(HoldReason::Vendor, 8, Some(9)),
            hold(HoldReason::User, 12, None),
        ]
    );
}

#[test]
fn the_last_known_group_solved_it() {
    let at =
        |updated, group: Option<&str>| Row { group: group.map(str::to_owned), ..row("INC1", 0, updated) };
    let moved = only(vec![at(0, Some("One")), at(4, Some("Two")), at(6, None)]);
    assert_eq!(moved.end.group(), Some("Two"));
    assert_eq!(moved.end.group_before(minute(4)), Some("One"));
    assert_eq!(moved.end.group_before(minute(0)), None);
}

#[test]
fn impossible_moments_are_counted() {
    let early = Row { resolved_at: Some(minute(-5)), ..row("INC1", 0, 0) };
    let unopened = Row { opened_at: None, ..row("INC2", 0, 0) };
    let found = Incidents::of(&Log { rows: vec![early, unopened], ..Log::default() });
    assert_eq!((found.resolved_early, found.without_opening, found.all.len()), (1, 1, 1));
    assert_eq!(found.all[0].end.resolved_at, Some(minute(0)));
}
