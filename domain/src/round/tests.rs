//! The order of walking: whatever he owns, each of his tickets once, the same from whichever order; and the
//! cases that people would argue about, one line each.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::fixtures::desk::{LI, WARD_3, WU, clock, directory};
use crate::org::{DirectoryRow, Zone};
use crate::ticket::HoldReason;
use crate::ticket::tests::given::{accepts, given, reported, rings};
use crate::time::Span;

const CAMPUS: ZoneId = ZoneId::from_raw(9_000);
const EAST: ZoneId = ZoneId::from_raw(9_001);
const EAST_1: ZoneId = ZoneId::from_raw(9_010);
const EAST_2: ZoneId = ZoneId::from_raw(9_020);
const WEST: ZoneId = ZoneId::from_raw(9_002);
const EAST_1A: ZoneId = ZoneId::from_raw(9_011);
const EAST_1B: ZoneId = ZoneId::from_raw(9_012);
const EAST_2A: ZoneId = ZoneId::from_raw(9_021);
const WEST_A: ZoneId = ZoneId::from_raw(9_030);
const PLACES: [ZoneId; 5] = [EAST_1A, EAST_1B, EAST_2A, WEST_A, WARD_3];

/// The desk's house with two buildings more.
fn house() -> Directory {
    let mut house = directory();
    let zone = |id, parent, kind| {
        let name = String::new();
        DirectoryRow::Zone(Zone { id, parent, kind, name, closet: None })
    };
    house.put(
        2,
        [
            zone(CAMPUS, None, ZoneKind::Campus),
            zone(EAST, Some(CAMPUS), ZoneKind::Building),
            zone(WEST, Some(CAMPUS), ZoneKind::Building),
            zone(EAST_1, Some(EAST), ZoneKind::Floor),
            zone(EAST_2, Some(EAST), ZoneKind::Floor),
            zone(EAST_1A, Some(EAST_1), ZoneKind::Area),
            zone(EAST_1B, Some(EAST_1), ZoneKind::Area),
            zone(EAST_2A, Some(EAST_2), ZoneKind::Area),
            zone(WEST_A, Some(WEST), ZoneKind::Area),
        ],
    );
    house
}

/// Li's, in that place.
fn his(id: i64, zone: ZoneId) -> Ticket {
    let mut ticket = given([reported(), rings(1, LI), accepts(LI)]).ticket().clone();
    ticket.id = TicketId::from_raw(id);
    ticket.zone = zone;
    ticket
}

fn in_phase(mut ticket: Ticket, phase: Phase) -> Ticket {
    if let Some(owner) = &mut ticket.owner {
        owner.phase = phase;
    }
    ticket
}

fn held(ticket: Ticket, hour: i64) -> Ticket {
    let until = clock(hour, 0);
    in_phase(ticket, Phase::OnHold { reason: HoldReason::Parts, until, arrived: None, set_by: 1 })
}

fn overdue(mut ticket: Ticket) -> Ticket {
    ticket.clocks.resolve.missed = true;
    ticket
}

fn with_patient(ticket: Ticket) -> Ticket {
    Ticket { patient_waiting: true, ..ticket }
}

fn walked(from: Option<ZoneId>, tickets: &[Ticket]) -> Vec<(i64, Option<u32>, WhyNext)> {
    let round = round(LI, from, tickets, &house());
    round.stops.iter().map(|stop| (stop.ticket.raw(), stop.minutes, stop.why)).collect()
}

#[test]
fn the_nearest_is_next_and_the_way_goes_on_from_there() {
    let tickets = [his(1, WEST_A), his(2, EAST_2A), his(3, EAST_1B), his(4, EAST_1A), his(5, WARD_3)];
    let near = |id, minutes| (id, Some(minutes), WhyNext::Near);
    assert_eq!(
        walked(Some(EAST_1A), &tickets),
        [near(4, 0), near(3, 2), near(2, 4), near(1, 8), near(5, 30)]
    );
}

#[test]
fn what_presses_goes_before_what_is_near_and_a_hold_after_all() {
    let mut critical = his(4, EAST_2A);
    critical.priority = Priority::Critical;
    let tickets = [
        his(1, EAST_1A),
        overdue(his(2, WEST_A)),
        with_patient(his(3, EAST_1B)),
        critical,
        held(his(5, EAST_1A), 11),
        held(his(6, WEST_A), 10),
        in_phase(his(7, WEST_A), Phase::Arrived { mode: ArriveMode::OnSite }),
    ];
    let order: Vec<_> = walked(Some(EAST_1A), &tickets).into_iter().map(|(id, _, why)| (id, why)).collect();
    assert_eq!(
        order,
        [
            (7, WhyNext::Here),
            (2, WhyNext::Overdue),
            (3, WhyNext::PatientWaiting),
            (4, WhyNext::Critical),
            (1, WhyNext::Near),
            (6, WhyNext::OnHold),
            (5, WhyNext::OnHold),
        ],
        "he is in the west already; of the holds the one that ends first"
    );
}

#[test]
fn what_is_mended_from_the_desk_takes_no_way_and_moves_nobody() {
    let mut house = house();
    let mut remote = house.categories.values().next().unwrap().clone();
    remote.id = crate::ids::CategoryId::from_raw(9_500);
    remote.remote = true;
    house.put(3, [DirectoryRow::Category(remote)]);
    let mut by_telephone = his(1, WEST_A);
    by_telephone.category = crate::ids::CategoryId::from_raw(9_500);
    let tickets = [his(2, EAST_1B), by_telephone];
    let stops = round(LI, Some(EAST_1A), &tickets, &house).stops;
    let stops: Vec<_> = stops.iter().map(|stop| (stop.ticket.raw(), stop.minutes, stop.why)).collect();
    assert_eq!(stops, [(1, Some(0), WhyNext::Remote), (2, Some(2), WhyNext::Near)]);
}

#[test]
fn where_nobody_knows_where_he_is_the_due_decides() {
    let late = his(1, EAST_1A);
    let mut soon = his(2, WEST_A);
    soon.clocks.resolve.target = Span::from_minutes(20);
    assert_eq!(walked(None, &[late, soon]), [(2, None, WhyNext::Near), (1, Some(8), WhyNext::Near)]);
}

#[test]
fn another_s_and_what_only_rings_are_not_on_his_way() {
    let hers = given([reported(), rings(1, WU), accepts(WU)]).ticket().clone();
    let rings = given([reported(), rings(1, LI)]).ticket().clone();
    assert_eq!(walked(Some(EAST_1A), &[hers, rings]), []);
}

#[test]
fn ways_are_symmetric() {
    let house = house();
    for (one, other) in PLACES.iter().flat_map(|one| PLACES.iter().map(move |other| (*one, *other))) {
        assert_eq!(minutes_between(&house, one, other), minutes_between(&house, other, one));
    }
    assert_eq!(minutes_between(&house, EAST_1, EAST_1A), 2, "somewhere on that floor");
}

fn any_ticket() -> impl Strategy<Value = (ZoneId, u8, bool, bool, i64)> {
    (select(PLACES.to_vec()), 0..4_u8, any::<bool>(), any::<bool>(), 9..12_i64)
}

proptest! {
    #[test]
    fn each_of_his_once_and_the_same_whichever_comes_first(
        tickets in proptest::collection::vec(any_ticket(), 0..9),
        from in proptest::option::of(select(PLACES.to_vec())),
        turn in 0..9_usize,
    ) {
        let made = (1..).zip(tickets).map(|(id, (zone, phase, late, patient, hour))| {
            let mut ticket = his(id, zone);
            ticket.patient_waiting = patient;
            ticket.clocks.resolve.missed = late;
            match phase {
                0 => in_phase(ticket, Phase::Arrived { mode: ArriveMode::OnSite }),
                1 => in_phase(ticket, Phase::Arrived { mode: ArriveMode::Remote }),
                2 => held(ticket, hour),
                _ => ticket,
            }
        });
        let mut tickets: Vec<Ticket> = made.collect();
        let one = round(LI, from, &tickets, &house());
        let mut ids: Vec<i64> = one.stops.iter().map(|stop| stop.ticket.raw()).collect();
        ids.sort_unstable();
        prop_assert_eq!(ids, (1..=tickets.len() as i64).collect::<Vec<_>>());
        let by = turn.min(tickets.len());
        tickets.rotate_left(by);
        prop_assert_eq!(&round(LI, from, &tickets, &house()), &one);
        tickets.reverse();
        prop_assert_eq!(&round(LI, from, &tickets, &house()), &one);
        let class = |why: WhyNext| match why {
            WhyNext::Here => 0,
            WhyNext::Overdue | WhyNext::PatientWaiting | WhyNext::Critical => 1,
            WhyNext::Near | WhyNext::Remote => 2,
            WhyNext::OnHold => 3,
        };
        prop_assert!(one.stops.is_sorted_by_key(|stop| class(stop.why)), "nothing urgent waits for anything else");
    }
}
