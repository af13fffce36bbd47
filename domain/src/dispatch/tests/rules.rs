//! Who is asked: rungs, capacity, rings, exclusions, by hand.

use super::desk::*;
use crate::dispatch::{BusyReason, DecisionKind, Input, OutReason, Standing, TransferTo};
use crate::ids::{PersonId, TicketId};
use crate::org::{DirectoryRow, Duty, Role};
use crate::ticket::{Command, OfferKind, Open, Priority, Rejection, ReturnReason, Rung};

fn printer() -> Open {
    report(PRINTER, WARD)
}

fn standing(desk: &Desk, engineer: PersonId) -> Standing {
    let record = desk.last_record();
    let mut all = record.rungs.iter().flat_map(|rung| &rung.candidates);
    all.find(|candidate| candidate.engineer == engineer).expect("was considered").standing
}

#[test]
fn a_report_opens_ringing_at_a() {
    let mut desk = Desk::new();
    let ticket = desk.opens(printer());
    assert_eq!(desk.rings_at(ticket), Some(A));
    assert_eq!(desk.tickets[&ticket].offer.expect("rings").rung, Rung::A);
    assert_eq!(desk.tickets[&ticket].version, 2, "Opened and Offered in one entry");
}

#[test]
fn two_reports_in_one_breath_do_not_both_go_to_the_idle_a() {
    let mut desk = Desk::new();
    let first = desk.reports(printer());
    let second = desk.reports(printer());
    desk.settle();
    assert_eq!((desk.rings_at(first), desk.rings_at(second)), (Some(A), Some(B)));
    assert_eq!(standing(&desk, A), Standing::Busy { why: BusyReason::AlreadyRinging });
}

#[test]
fn a_off_duty_is_passed_over_like_absent_and_the_record_says_why() {
    let mut desk = Desk::with(directory(), &[B, C]);
    let ticket = desk.opens(printer());
    assert_eq!(desk.rings_at(ticket), Some(B));
    assert_eq!(standing(&desk, A), Standing::Out { why: OutReason::OffDuty });
}

#[test]
fn a_full_a_is_passed_over_and_a_critical_ticket_may_be_one_more() {
    let mut desk = Desk::new();
    for _ in 0..4 {
        let ticket = desk.opens(printer());
        desk.accepts(A, ticket);
    }
    assert_eq!(desk.floor.load_of(A), 120);
    let normal = desk.opens(printer());
    assert_eq!(desk.rings_at(normal), Some(B));
    assert_eq!(standing(&desk, A), Standing::Busy { why: BusyReason::FullyLoaded });
    let critical = desk.opens(Open { priority: Some(Priority::Critical), ..printer() });
    assert_eq!(desk.rings_at(critical), Some(A));
    desk.accepts(A, critical);
    let another = desk.opens(Open { priority: Some(Priority::Critical), ..printer() });
    assert_eq!(desk.rings_at(another), Some(B), "only one more, and B may ring twice for it");
}

#[test]
fn who_says_busy_has_half_the_capacity() {
    let mut desk = Desk::new();
    desk.switches(A, Duty::Busy);
    for expected in [A, A, B] {
        let ticket = desk.opens(printer());
        assert_eq!(desk.rings_at(ticket), Some(expected));
        desk.accepts(expected, ticket);
    }
}

#[test]
fn a_job_larger_than_a_capacity_goes_to_empty_hands() {
    let mut desk = Desk::with(directory(), &[C, D]);
    let small = desk.opens(printer());
    let busy = desk.rings_at(small).expect("somebody");
    let large = desk.opens(report(REBUILD, WARD));
    let other = desk.rings_at(large).expect("somebody with nothing to do");
    assert_ne!(busy, other);
    let second = desk.opens(report(REBUILD, WARD));
    assert_eq!(desk.rings_at(second), None, "it waits");
    desk.accepts(busy, small);
    desk.completes(busy, small);
    assert_eq!(desk.rings_at(second), Some(busy));
}

#[test]
fn own_group_then_other_groups_with_the_skill() {
    let mut desk = Desk::with(directory(), &[D, E]);
    let first = desk.opens(printer());
    assert_eq!(desk.tickets[&first].offer.expect("rings").rung, Rung::Group);
    let second = desk.opens(printer());
    let offer = desk.tickets[&second].offer.expect("rings");
    assert_eq!((offer.to, offer.group, offer.rung), (E, APPLICATIONS, Rung::OtherGroup));
}

#[test]
fn the_group_asks_the_nearest_first() {
    let mut desk = Desk::with(directory(), &[C, D]);
    let far = desk.opens(report(PRINTER, FAR_WARD));
    assert_eq!(desk.rings_at(far), Some(C), "his floor holds it, and his id is lower");
    desk.accepts(C, far);
    let near = desk.opens(report(PRINTER, FAR_WARD));
    assert_eq!(desk.rings_at(near), Some(D), "the other has work now");
}

#[test]
fn nobody_free_waits_and_is_offered_the_moment_somebody_is() {
    let mut desk = Desk::with(directory(), &[A]);
    let first = desk.opens(printer());
    let waiting = desk.opens(printer());
    assert_eq!(desk.rings_at(waiting), None);
    assert!(!desk.is_stranded(waiting));
    assert_eq!(desk.floor.backlog().collect::<Vec<_>>(), [waiting]);
    desk.accepts(A, first);
    assert_eq!(desk.rings_at(waiting), Some(A), "his telephone is silent again");
}

#[test]
fn the_backlog_goes_by_urgency_then_age() {
    let mut desk = Desk::with(directory(), &[A]);
    let ringing = desk.opens(printer());
    let low = desk.opens(Open { priority: Some(Priority::Low), ..printer() });
    let older = desk.opens(printer());
    desk.waits(1);
    let newer = desk.opens(printer());
    let high = desk.opens(Open { priority: Some(Priority::High), ..printer() });
    let order = |desk: &Desk| desk.floor.backlog().collect::<Vec<_>>();
    assert_eq!(order(&desk), [high, older, newer, low]);
    desk.decide(newer, &Command::Urge { note: None }, caller(NURSE, Role::Reporter)).expect("he may");
    assert_eq!(order(&desk), [newer, high, older, low], "as high as high, and older than it");
    desk.accepts(A, ringing);
    assert_eq!(desk.rings_at(newer), Some(A));
}

#[test]
fn all_out_is_stranded_with_a_record_and_a_change_of_duty_tries_again() {
    let mut desk = Desk::with(directory(), &[]);
    let ticket = desk.opens(printer());
    assert!(desk.is_stranded(ticket));
    assert_eq!(desk.last_record().kind, DecisionKind::Stranded);
    assert_eq!(desk.last_record().winner, None);
    desk.switches(C, Duty::On);
    assert!(!desk.is_stranded(ticket));
    assert_eq!(desk.rings_at(ticket), Some(C));
}

#[test]
fn who_declines_or_returns_is_excluded_and_wrong_group_excludes_the_group() {
    let mut desk = Desk::new();
    let ticket = desk.opens(printer());
    desk.declines(A, ticket);
    assert_eq!(desk.rings_at(ticket), Some(B));
    desk.accepts(B, ticket);
    let wrong = Command::Return { reason: ReturnReason::WrongGroup, note: None };
    desk.engineer(B, ticket, wrong.clone());
    let offer = desk.tickets[&ticket].offer.expect("rings");
    assert_eq!(offer.group, APPLICATIONS);
    desk.accepts(offer.to, ticket);
    desk.engineer(offer.to, ticket, wrong);
    assert_eq!(desk.rings_at(ticket), None, "a second wrong group: by hand");
    assert_eq!(desk.floor.backlog().count(), 0);
}

#[test]
fn by_hand_only_membership_binds_and_the_rest_is_written_down() {
    let mut desk = Desk::with(directory(), &[A]);
    let ticket = desk.opens(printer());
    desk.offers(ticket, D);
    assert_eq!(desk.rings_at(ticket), Some(D), "off duty, and yet");
    assert_eq!(desk.last_record().kind, DecisionKind::ByHand { by: DISPATCHER });
    assert_eq!(standing(&desk, D), Standing::Out { why: OutReason::OffDuty });
    desk.offers(ticket, NURSE);
    assert_eq!(desk.last_answer(), &Err(Rejection::NotEligible { engineer: NURSE }));
    let mut gone = person(C, Role::Engineer, &[TERMINALS], &[]);
    gone.enabled = false;
    desk.changes(&[DirectoryRow::Person(gone)]);
    desk.offers(ticket, C);
    assert_eq!(desk.last_answer(), &Err(Rejection::NotEligible { engineer: C }));
}

#[test]
fn an_offer_by_hand_waits_for_the_ring_that_is_under_way() {
    let mut desk = Desk::new();
    let ticket = desk.reports(printer());
    let ask = desk.ask();
    let caller = caller(DISPATCHER, Role::Dispatcher);
    desk.step(Input::OfferByHand { ask, ticket, to: D, group: None, caller });
    assert_eq!(desk.due.len(), 1, "only the report goes out");
    desk.settle();
    assert_eq!(desk.rings_at(ticket), Some(D));
    assert_eq!(desk.floor.load_of(A), 0);
}

#[test]
fn a_transfer_to_a_group_goes_to_its_cheapest_free_member() {
    let mut desk = Desk::new();
    let ticket = desk.opens(printer());
    desk.accepts(A, ticket);
    desk.transfers(ticket, TransferTo::Group(APPLICATIONS));
    let offer = desk.tickets[&ticket].offer.expect("rings");
    assert_eq!((offer.to, offer.kind), (E, OfferKind::Transfer));
    assert_eq!(desk.tickets[&ticket].owner.as_ref().map(|owner| owner.engineer), Some(A), "keeps it");
    desk.switches(E, Duty::Off);
    assert_eq!(desk.rings_at(ticket), None);
    desk.switches(F, Duty::Off);
    desk.transfers(ticket, TransferTo::Group(APPLICATIONS));
    assert_eq!(desk.last_answer(), &Err(Rejection::NobodyFree));
}

#[test]
fn an_ended_ticket_asked_for_by_hand_says_so() {
    let mut desk = Desk::new();
    let ticket = desk.opens(printer());
    desk.accepts(A, ticket);
    desk.completes(A, ticket);
    assert_eq!(desk.floor.tickets().count(), 0, "ended tickets leave the floor");
    desk.offers(ticket, B);
    assert!(matches!(desk.last_answer(), Err(Rejection::Ended { .. })));
    desk.offers(TicketId::from_raw(5), B);
    assert_eq!(desk.last_answer(), &Err(Rejection::Unknown { field: "ticket" }));
}
