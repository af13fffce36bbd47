//! Coverage, distance and cost: which row wins, how far it is, and the worked example of the README.

use super::desk::*;
use crate::dispatch::{BusyReason, DecisionKind, OutReason, Standing, Terms, winner_of};
use crate::ids::{GroupId, PersonId, ZoneId};
use crate::org::{DirectoryRow, Duty, Group, Holder, Role, Subject, Zone, ZoneKind};
use crate::ticket::{Command, Open, Rung};

/// Whom A's seat names for a report, with these rows besides those of every test.
fn a_for(rows: &[DirectoryRow], open: Open) -> PersonId {
    let mut desk = Desk::new();
    desk.changes(rows);
    let ticket = desk.opens(open);
    let offer = desk.tickets[&ticket].offer.expect("rings");
    assert_eq!(offer.rung, Rung::A);
    offer.to
}

fn a_row(id: i64, subject: Subject, zone: Option<ZoneId>, engineer: PersonId) -> DirectoryRow {
    coverage(id, subject, zone, Holder::A { engineer, group: TERMINALS })
}

#[test]
fn a_deeper_zone_wins() {
    let rows = [a_row(20, Subject::Category(PRINTER), Some(WARD), C)];
    assert_eq!(a_for(&rows, report(PRINTER, WARD)), C);
    assert_eq!(a_for(&rows, report(PRINTER, OTHER_WARD)), A, "the row of the floor");
}

#[test]
fn a_deeper_category_wins_over_a_deeper_zone() {
    let rows = [a_row(20, Subject::Category(HARDWARE), Some(WARD), C)];
    assert_eq!(a_for(&rows, report(PRINTER, WARD)), A);
    assert_eq!(a_for(&rows, report(REBUILD, WARD)), C, "inherited from hardware");
}

#[test]
fn a_row_of_the_system_wins_over_every_category() {
    let rows = [a_row(20, Subject::Category(SCREEN), Some(WARD), C)];
    assert_eq!(a_for(&rows, report(SCREEN, WARD)), C);
    assert_eq!(a_for(&rows, Open { system: Some(HIS), ..report(SCREEN, WARD) }), E);
}

#[test]
fn b_comes_from_its_own_most_specific_row() {
    let mut desk = Desk::with(directory(), &[B, C, D]);
    desk.changes(&[a_row(20, Subject::Category(PRINTER), Some(WARD), C)]);
    desk.switches(C, Duty::Off);
    let ticket = desk.opens(report(PRINTER, WARD));
    let offer = desk.tickets[&ticket].offer.expect("rings");
    assert_eq!((offer.to, offer.rung), (B, Rung::B), "of the floor, as the ward names none");
}

#[test]
fn without_any_row_nobody_is_guessed() {
    let mut desk = Desk::new();
    let alone = GroupId::from_raw(9);
    desk.changes(&[
        DirectoryRow::Group(Group { id: alone, name: "nobody".into() }),
        coverage(3, Subject::Category(HARDWARE), None, Holder::Group(alone)),
        coverage(8, Subject::Category(REBUILD), None, Holder::Group(alone)),
    ]);
    let ticket = desk.opens(report(REBUILD, WARD));
    assert!(desk.is_stranded(ticket));
}

/// The example of `dispatch/README.md`, number by number.
#[test]
fn the_worked_example_of_the_readme() {
    let east = ZoneId::from_raw(20);
    let campus = Zone { id: east, parent: None, kind: ZoneKind::Campus, name: "east".into(), closet: None };
    let mut far = person(D, Role::Engineer, &[TERMINALS], &[east]);
    far.name = "on the other campus".into();
    let away = PersonId::from_raw(7);
    let off_duty = person(away, Role::Engineer, &[TERMINALS], &[WARD]);
    let mut desk = Desk::with(directory(), &[A, B, C, D]);
    desk.changes(&[DirectoryRow::Zone(campus), DirectoryRow::Person(far), DirectoryRow::Person(off_duty)]);
    let holds = |desk: &mut Desk, engineer, times| {
        for _ in 0..times {
            let ticket = desk.opens(Open {
                dispatch: crate::ticket::Dispatch::Later,
                priority: Some(crate::ticket::Priority::Normal),
                ..report(SCREEN, WARD)
            });
            desk.offers(ticket, engineer);
            desk.accepts(engineer, ticket);
        }
    };
    holds(&mut desk, A, 4);
    holds(&mut desk, C, 2);
    let ringing = desk.opens(report(PRINTER, WARD));
    assert_eq!(desk.rings_at(ringing), Some(B));
    let ticket = desk.opens(report(PRINTER, WARD));
    assert_eq!(desk.rings_at(ticket), Some(D));
    let record = desk.last_record();
    let standing = |engineer: PersonId| {
        let mut all = record.rungs.iter().flat_map(|rung| &rung.candidates);
        all.find(|candidate| candidate.engineer == engineer).expect("considered").standing
    };
    assert_eq!(standing(A), Standing::Busy { why: BusyReason::FullyLoaded });
    assert_eq!(standing(B), Standing::Busy { why: BusyReason::AlreadyRinging });
    assert_eq!(standing(away), Standing::Out { why: OutReason::OffDuty });
    let near = Terms { load: 281, zone: 150, fairness: 0, travel: 25, context: 50 };
    let far = Terms { load: 31, zone: 300, fairness: 0, travel: 50, context: 50 };
    assert_eq!((standing(C), near.cost()), (Standing::Free { terms: near }, 506));
    assert_eq!((standing(D), far.cost()), (Standing::Free { terms: far }, 431));
    assert_eq!((winner_of(record), record.kind), (Some(D), DecisionKind::Automatic));
}

#[test]
fn who_mended_here_last_knows_the_matter_and_stands_near() {
    let mut desk = Desk::with(directory(), &[C, D]);
    let first = desk.opens(report(PRINTER, WARD));
    desk.offers(first, D);
    desk.accepts(D, first);
    desk.completes(D, first);
    desk.waits(8 * 24 * 60);
    let ticket = desk.opens(report(PRINTER, WARD));
    assert_eq!(desk.rings_at(ticket), Some(D), "travel and context are nothing for him");
}

#[test]
fn a_transfer_preview_and_refusals_change_nothing() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    let (once, twice) = (desk.preview(ticket), desk.preview(ticket));
    assert_eq!(once, twice);
    assert_eq!(once.winner, Some(B), "A rings already");
    assert_eq!(once.rungs.len(), 4, "all of them, for the choice by hand");
    desk.dispatcher(ticket, Command::Urge { note: None });
    assert_eq!(desk.rings_at(ticket), Some(A));
}
