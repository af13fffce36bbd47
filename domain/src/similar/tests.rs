//! What is taken for the same fault, and what is not: a line a case.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::words::Words;
use super::*;
use crate::fixtures::desk::{
    CAMPUS, DEVICES, DOCTOR, HIS, NURSE, PRINTER, SCANNER, SURGERY, WARD_3, WARD_4, directory, report,
};
use crate::hospital::hospital;
use crate::ids::OrganisationId;
use crate::org::{DirectoryRow, Zone};
use crate::ticket::Command;
use crate::ticket::tests::given::{by, given};

const ROOM_IN_3: ZoneId = ZoneId::from_raw(411);
const TYPED: &str = "打印机不出纸";

/// A printer in ward 3 that says nothing, with one thing changed.
fn ticket(id: i64, change: impl FnOnce(&mut Ticket)) -> Ticket {
    let mut ticket = given([by(NURSE, Command::Open(report()))]).ticket().clone();
    ticket.id = TicketId::from_raw(id);
    change(&mut ticket);
    ticket
}

fn house() -> Directory {
    let mut directory = directory();
    let room = Zone {
        id: ROOM_IN_3,
        parent: Some(WARD_3),
        kind: ZoneKind::Area,
        name: "1".to_string(),
        closet: None,
    };
    directory.put(2, [DirectoryRow::Zone(room)]);
    directory
}

/// Printer in ward 3, of nobody's department.
fn draft() -> Draft {
    Draft { category: Some(PRINTER), zone: Some(WARD_3), ..Draft::default() }
}

fn why(draft: &Draft, ticket: &Ticket, summary: &str) -> Vec<Why> {
    let found = similar(draft, Asker::Desk, &house(), [(ticket, summary)]);
    found.first().map(|one| one.why.clone()).unwrap_or_default()
}

#[test]
fn the_same_branch_where_he_is_is_similar() {
    let elsewhere = |zone| ticket(1, move |one| (one.zone, one.department) = (zone, None));
    assert_eq!(why(&draft(), &elsewhere(WARD_3), ""), [Why::SameZone]);
    assert_eq!(why(&draft(), &elsewhere(ROOM_IN_3), ""), [Why::SameZone], "a room of the ward");
    assert_eq!(why(&draft(), &elsewhere(WARD_4), ""), [], "the ward beside");
    assert_eq!(why(&draft(), &elsewhere(CAMPUS), ""), [], "a campus is no place to search");
    let scanner = ticket(1, |one| one.category = SCANNER);
    assert_eq!(why(&draft(), &scanner, ""), [], "nothing but the root in common");
    let branch = Draft { category: Some(DEVICES), ..draft() };
    assert_eq!(why(&branch, &scanner, ""), [Why::SameZone], "a branch that the reporter chose holds it");
}

#[test]
fn the_department_counts_wherever_its_rooms_are() {
    let of_surgery = Draft { department: Some(SURGERY), zone: Some(WARD_4), ..draft() };
    assert_eq!(why(&of_surgery, &ticket(1, |_| ()), ""), [Why::SameDepartment]);
    let no_zone = Draft { department: Some(SURGERY), zone: None, ..draft() };
    assert_eq!(why(&no_zone, &ticket(1, |_| ()), ""), [Why::SameZone, Why::SameDepartment]);
}

#[test]
fn the_same_system_is_similar_everywhere() {
    let his = ticket(1, |one| (one.system, one.zone, one.department) = (Some(HIS), WARD_4, None));
    let draft = Draft { system: Some(HIS), ..Draft::default() };
    assert_eq!(why(&draft, &his, ""), [Why::SameSystem]);
    assert_eq!(why(&Draft::default(), &his, ""), [], "a draft that says nothing is like nothing");
}

#[test]
fn words_count_near_and_for_software_everywhere() {
    let typed = Draft { category: None, summary: Some(TYPED.to_string()), ..draft() };
    let near = ticket(1, |one| one.department = None);
    assert_eq!(why(&typed, &near, "护士站打印机不出纸了"), [Why::SameZone, Why::SameWords]);
    assert_eq!(why(&typed, &near, "打印机卡纸"), [], "half of it is the name of the device");
    let far = ticket(1, |one| (one.zone, one.department) = (WARD_4, None));
    assert_eq!(why(&typed, &far, TYPED), [], "another printer");
    let nowhere = Draft { zone: None, ..typed };
    assert_eq!(why(&nowhere, &far, TYPED), [Why::SameWords], "who names no place may mean this one");
}

#[test]
fn software_in_the_same_words_is_the_same_anywhere() {
    let hospital = hospital(OrganisationId::from_raw(1), 1, crate::fixtures::desk::clock(9, 0));
    let directory = hospital.directory();
    let software = directory
        .categories
        .values()
        .find(|node| node.kind == CategoryKind::Software && node.parent.is_some());
    let category = software.unwrap().id;
    let areas: Vec<_> =
        directory.zones.values().filter(|zone| zone.kind == ZoneKind::Area).map(|zone| zone.id).collect();
    let other = ticket(1, |one| (one.category, one.zone, one.department) = (category, areas[0], None));
    let draft =
        Draft { zone: Some(areas[9]), summary: Some("PACS 登录超时".to_string()), ..Draft::default() };
    let found = similar(&draft, Asker::Desk, &directory, [(&other, "pacs 登录超时，全室不能开单")]);
    assert_eq!(found[0].why, [Why::SameWords]);
}

#[test]
fn the_best_come_first_and_of_two_alike_the_newer() {
    let quiet = |id| ticket(id, |one| one.department = None);
    let (newer, older, worded, leaf) = (quiet(4), quiet(3), quiet(2), ticket(1, |_| ()));
    let draft = Draft { department: Some(SURGERY), summary: Some(TYPED.to_string()), ..draft() };
    let live = [(&newer, ""), (&older, ""), (&worded, TYPED), (&leaf, "")];
    let found = similar(&draft, Asker::Desk, &house(), live);
    let ids: Vec<i64> = found.iter().map(|one| one.ticket.raw()).collect();
    assert_eq!(ids, [2, 1, 4, 3]);
    let many: Vec<Ticket> = (0..20).map(quiet).collect();
    let found = similar(&draft, Asker::Desk, &house(), many.iter().map(|one| (one, "")));
    assert_eq!(found.len(), SIMILAR_MAX);
}

#[test]
fn a_reporter_is_shown_his_own_department_area_and_named_system_alone() {
    let sees = |draft: &Draft, ticket: &Ticket, department| {
        let asker = Asker::Reporter { person: DOCTOR, department };
        !similar(draft, asker, &house(), [(ticket, "")]).is_empty()
    };
    let theirs = ticket(1, |one| one.department = None);
    assert!(sees(&draft(), &theirs, Some(SURGERY)), "in the area of his department");
    assert!(!sees(&draft(), &theirs, None), "he belongs nowhere");
    let of_surgery = ticket(1, |one| one.zone = WARD_4);
    let there = Draft { zone: Some(WARD_4), ..draft() };
    assert!(sees(&there, &of_surgery, Some(SURGERY)), "of his department");
    assert!(!sees(&there, &ticket(1, |one| (one.zone, one.department) = (WARD_4, None)), Some(SURGERY)));
    let his = ticket(1, |one| (one.system, one.zone, one.department) = (Some(HIS), WARD_4, None));
    assert!(sees(&Draft { system: Some(HIS), ..draft() }, &his, None), "of a system that he names");
    let own = ticket(1, |one| one.reporters = alloc::vec![NURSE, DOCTOR]);
    assert!(sees(&draft(), &own, None), "he reports it already");
}

#[test]
fn words_of_far_tickets_are_read_of_the_newest_alone() {
    let far = |id| ticket(id, |one| (one.zone, one.department) = (WARD_4, None));
    let tickets: Vec<Ticket> = (0..=500).map(far).collect();
    let typed = Draft { summary: Some(TYPED.to_string()), ..Draft::default() };
    let last = |count: usize| {
        let live = tickets.iter().take(count + 1).enumerate();
        let live = live.map(|(place, one)| (one, if place == count { TYPED } else { "" }));
        similar(&typed, Asker::Desk, &house(), live).len()
    };
    assert_eq!((last(499), last(500)), (1, 0));
}

#[test]
fn pieces_are_pairs_of_hanzi_and_whole_words() {
    let shared = |one: &str, other: &str| Words::of(one).shared(&Words::of(other));
    assert_eq!(Words::of("打印机，HIS 打不开").len(), 5, "打印 印机 his 打不 不开");
    assert_eq!(shared("HIS打不开", "his 打不开了"), 3);
    assert_eq!(shared("印机", "打印，机"), 0, "a comma parts a pair");
    assert!(Words::of("机 a 1 ，。").is_empty());
}
