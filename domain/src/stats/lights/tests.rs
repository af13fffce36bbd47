//! A report lights the window of its area, an ended one does not; a vague place lights the first window.

use super::*;
use crate::ids::{OrganisationId, TicketId};
use crate::ticket::tests::states::State;

/// A building of two floors with two areas below; ids in that order: 1 building, 2 and 3 floors, 21, 22, 31.
fn house() -> Directory {
    let mut directory = Directory::empty(OrganisationId::from_raw(1));
    let rows = [
        (1, None, ZoneKind::Building),
        (2, Some(1), ZoneKind::Floor),
        (3, Some(1), ZoneKind::Floor),
        (21, Some(2), ZoneKind::Area),
        (22, Some(2), ZoneKind::Area),
        (31, Some(3), ZoneKind::Area),
        (40, None, ZoneKind::Building),
    ];
    for (id, parent, kind) in rows {
        let (id, parent) = (ZoneId::from_raw(id), parent.map(ZoneId::from_raw));
        directory.zones.insert(id, Zone { id, parent, kind, name: "".into(), closet: None });
    }
    directory
}

fn at(id: i64, zone: i64, state: State) -> Ticket {
    let ticket = state.given().ticket().clone();
    Ticket { id: TicketId::from_raw(id), zone: ZoneId::from_raw(zone), ..ticket }
}

#[test]
fn a_window_is_lit_while_somebody_waits_behind_it() {
    let tickets = [
        at(1, 22, State::Accepted),
        at(2, 22, State::Unassigned),
        at(3, 31, State::Completed),
        at(4, 1, State::Unassigned),
        at(5, 3, State::Unassigned),
        at(6, 999, State::Unassigned),
    ];
    let lit = lights(&house(), &tickets);
    assert_eq!(lit.len(), 1, "a building without floors has no windows");
    assert_eq!(lit[0].floors, [vec![1, 2], vec![1]]);
}
