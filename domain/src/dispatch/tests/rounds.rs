//! What follows when a ring is not answered, somebody leaves, a ticket comes back, an inbox is full.

use super::desk::*;
use crate::dispatch::{DecisionKind, Floor, Input, candidates};
use crate::org::{DirectoryRow, Duty, Role};
use crate::sla::DeadlineKind;
use crate::ticket::Command;

#[test]
fn he_is_rung_once_more_and_then_passed_over_in_this_round() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.fires(ticket, DeadlineKind::Ring);
    let again = desk.tickets[&ticket].offer.expect("rings again");
    assert_eq!((again.to, again.attempt), (A, 2));
    assert_eq!(desk.last_record().kind, DecisionKind::SecondRing);
    desk.fires(ticket, DeadlineKind::Ring);
    let next = desk.tickets[&ticket].offer.expect("rings at the next");
    assert_eq!((next.to, next.attempt), (B, 1));
}

#[test]
fn who_went_off_duty_is_not_rung_a_second_time() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.switches_unsettled(A, Duty::Off);
    desk.fires_unsettled(ticket, DeadlineKind::Ring);
    desk.settle();
    assert_eq!(desk.rings_at(ticket), Some(B));
}

#[test]
fn nobody_answers_strands_and_ten_minutes_later_the_round_begins_anew() {
    let mut desk = Desk::with(directory(), &[A]);
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.fires(ticket, DeadlineKind::Ring);
    desk.fires(ticket, DeadlineKind::Ring);
    assert!(desk.is_stranded(ticket));
    desk.fires(ticket, DeadlineKind::Round);
    assert_eq!(desk.rings_at(ticket), Some(A));
    desk.fires(ticket, DeadlineKind::Ring);
    desk.fires(ticket, DeadlineKind::Ring);
    assert!(desk.is_stranded(ticket));
    desk.switches(A, Duty::Off);
    desk.switches(A, Duty::On);
    assert_eq!(desk.rings_at(ticket), Some(A), "he is awake: his silence is forgotten");
}

#[test]
fn going_off_duty_ends_his_rings_at_once_and_leaves_him_what_he_owns() {
    let mut desk = Desk::new();
    let owned = desk.opens(report(PRINTER, WARD));
    desk.accepts(A, owned);
    let ringing = desk.opens(report(PRINTER, WARD));
    assert_eq!(desk.rings_at(ringing), Some(A));
    desk.switches(A, Duty::Off);
    assert_eq!(desk.rings_at(ringing), Some(B));
    assert_eq!(desk.tickets[&owned].owner.as_ref().map(|owner| owner.engineer), Some(A));
}

#[test]
fn a_ring_still_under_way_is_revoked_as_soon_as_it_stands() {
    let mut desk = Desk::new();
    let ticket = desk.reports(report(PRINTER, WARD));
    desk.switches_unsettled(A, Duty::Off);
    desk.settle();
    assert_eq!(desk.rings_at(ticket), Some(B));
}

#[test]
fn disabled_in_a_new_directory_loses_his_rings() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    let mut gone = person(A, Role::Engineer, &[TERMINALS], &[WARD]);
    gone.enabled = false;
    desk.changes(&[DirectoryRow::Person(gone)]);
    assert_eq!(desk.rings_at(ticket), Some(B));
}

#[test]
fn after_a_reopening_the_former_owner_goes_first() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.declines(A, ticket);
    desk.accepts(B, ticket);
    desk.completes(B, ticket);
    desk.dispatcher(ticket, Command::Reopen { note: None });
    assert_eq!(desk.rings_at(ticket), Some(B), "not A, who would be first of all");
    assert_eq!(desk.last_record().kind, DecisionKind::FormerOwner);
}

#[test]
fn a_former_owner_who_is_off_duty_is_not_waited_for() {
    let mut desk = Desk::new();
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.declines(A, ticket);
    desk.accepts(B, ticket);
    desk.completes(B, ticket);
    desk.switches(B, Duty::Off);
    desk.dispatcher(ticket, Command::Reopen { note: None });
    assert_eq!(desk.rings_at(ticket), Some(A));
}

#[test]
fn a_full_inbox_keeps_the_reservation_and_is_tried_again() {
    let mut desk = Desk::with(directory(), &[A]);
    let first = desk.opens(report(PRINTER, WARD));
    let waiting = desk.opens(report(PRINTER, WARD));
    desk.accepts_unsettled(A, first);
    assert_eq!(desk.due.pop_front().as_ref().and_then(proposal).map(|offer| offer.to), Some(A));
    desk.step(Input::Busy { ticket: waiting });
    assert!(desk.floor.wants_tick());
    assert_eq!(desk.floor.load_with_reservations(A), 60);
    desk.waits(1);
    desk.step(Input::Tick);
    desk.settle();
    let offer = desk.tickets[&waiting].offer.expect("rings");
    assert_eq!(offer.offered_at, desk.now, "decided anew: its window is whole");
    assert_eq!(desk.floor.load_with_reservations(A), 60);
}

#[test]
fn an_open_that_failed_leaves_nothing_behind() {
    let mut desk = Desk::with(directory(), &[A]);
    let ticket = desk.reports(report(PRINTER, WARD));
    assert_eq!(desk.floor.load_with_reservations(A), 30);
    desk.due.clear();
    desk.step(Input::Refused { ticket });
    assert_eq!(desk.floor.load_with_reservations(A), 0);
    assert!(!desk.floor.is_pending(ticket));
}

#[test]
fn what_panicked_goes_by_hand_until_a_person_offers_it() {
    let mut desk = Desk::with(directory(), &[A]);
    let ringing = desk.opens(report(PRINTER, WARD));
    let waiting = desk.opens(report(PRINTER, WARD));
    desk.step(Input::Poisoned { ticket: waiting });
    desk.accepts(A, ringing);
    assert_eq!(desk.rings_at(waiting), None);
    desk.offers(waiting, A);
    assert_eq!(desk.rings_at(waiting), Some(A));
}

#[test]
fn a_floor_restored_from_rows_decides_like_the_one_that_folded() {
    let mut desk = Desk::with(directory(), &[A, C]);
    for _ in 0..3 {
        let ticket = desk.opens(report(PRINTER, WARD));
        if let Some(engineer) = desk.rings_at(ticket) {
            desk.accepts(engineer, ticket);
        }
    }
    desk.opens(report(PRINTER, WARD));
    let waiting = desk.opens(report(PRINTER, FAR_WARD));
    let duty = ENGINEERS.iter().map(|engineer| (*engineer, desk.floor.duty_of(*engineer))).collect();
    let rows = desk.tickets.values().filter(|ticket| ticket.is_live()).cloned();
    let mut again = Floor::restore(desk.directory.clone(), duty, rows, desk.floor.memory().clone(), 99);
    for engineer in ENGINEERS {
        assert_eq!(again.load_of(engineer), desk.floor.load_of(engineer));
    }
    let preview = |floor: &Floor| candidates(floor, waiting, desk.now).expect("lives");
    assert_eq!(preview(&again), preview(&desk.floor));
    assert_eq!(again.step(Input::Tick, desk.now), []);
}

#[test]
fn rows_that_call_for_something_get_it_at_the_first_tick() {
    let mut desk = Desk::with(directory(), &[A]);
    let ticket = desk.opens(report(PRINTER, WARD));
    let rows = [desk.tickets[&ticket].clone()];
    let duty = [(B, Duty::On)].into_iter().collect();
    let memory = desk.floor.memory().clone();
    desk.floor = Floor::restore(desk.directory.clone(), duty, rows, memory, 99);
    desk.step(Input::Tick);
    desk.settle();
    assert_eq!(desk.rings_at(ticket), Some(B), "the ring at who left was revoked first");
}

#[test]
fn an_offer_refused_because_the_directory_has_moved_on_is_decided_anew() {
    let mut desk = Desk::with(directory(), &[A, C]);
    let ticket = desk.opens(report(PRINTER, WARD));
    desk.fires_unsettled(ticket, DeadlineKind::Ring);
    let mut gone = person(A, Role::Engineer, &[TERMINALS], &[WARD]);
    gone.enabled = false;
    desk.changes(&[DirectoryRow::Person(gone)]);
    assert_eq!(desk.rings_at(ticket), Some(C));
}

#[test]
fn what_a_target_had_not_adopted_yet_goes_where_the_target_goes() {
    let mut desk = Desk::new();
    let [child, target, last] = [(); 3].map(|()| desk.opens(report(PRINTER, WARD)));
    desk.dispatcher(child, Command::Merge { into: target });
    desk.dispatcher(target, Command::Merge { into: last });
    let unadopted: Vec<_> = desk.floor.memory().unadopted.iter().map(|(&from, &into)| (from, into)).collect();
    assert_eq!(unadopted, [(child, last), (target, last)]);
}
