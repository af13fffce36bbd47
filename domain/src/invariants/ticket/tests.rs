//! Each predicate notices what it is for: lives of real tickets hold, forged ones do not.

use super::*;
use crate::fixtures::desk::{LI, TICKET, WU};
use crate::ids::OfferId;
use crate::invariants::sla;
use crate::ticket::RevokeReason;
use crate::ticket::tests::given::{accepts, given, lapses, reported, rings};
use crate::ticket::tests::states::State;

/// The life of a state with one event more, which nobody decided.
fn forged(state: State, by: By, event: Event) -> Result<Option<Ticket>, Violation> {
    let mut given = state.given();
    let version = given.ticket().version + 1;
    let fact = Fact::Ticket { ticket: TICKET, version, event };
    given.log.push(Recorded { at: given.now(), by, occurred_at: None, fact });
    check_history(&given.log)
}

#[track_caller]
fn violates(id: &str, outcome: Result<Option<Ticket>, Violation>) {
    assert_eq!(outcome.map_err(|violation| violation.id).err(), Some(id));
}

#[test]
fn every_state_that_people_reach_holds() {
    for &state in State::ALL {
        let given = state.given();
        assert_eq!(check_history(&given.log), Ok(given.ticket), "{state:?}");
    }
}

#[test]
fn a_gap_a_repeat_and_a_time_that_runs_back_violate_t1() {
    let mut gap = State::Accepted.given().log;
    gap.remove(1);
    violates("T1", check_history(&gap));
    let mut repeat = State::Accepted.given().log;
    repeat.insert(2, repeat[1].clone());
    violates("T1", check_history(&repeat));
    let mut back = State::Accepted.given().log;
    back[2].at = crate::fixtures::desk::clock(8, 0);
    violates("T1", check_history(&back));
}

#[test]
fn an_opening_that_is_missing_or_comes_twice_violates_t2() {
    let log = State::Accepted.given().log;
    violates("T2", check_history(&log[1..]));
    let Fact::Ticket { event, .. } = log[0].fact.clone() else { panic!() };
    violates("T2", forged(State::Accepted, By::System, event));
}

#[test]
fn two_rings_and_an_answer_of_another_violate_t3() {
    let log = given([reported(), rings(1, LI), lapses(2), rings(2, WU)]).log;
    let Fact::Ticket { event: ring, .. } = log[3].fact.clone() else { panic!() };
    violates("T3", forged(State::Ringing, By::Dispatch, ring));
    let accepted = Event::Accepted { engineer: WU, offer: OfferId::from_raw(1) };
    violates("T3", forged(State::Ringing, By::Person(WU), accepted));
    let cause = crate::fixtures::desk::NO_TONER;
    let completed = Event::Completed { cause, engineer: None, note: None };
    violates("T3", forged(State::Ringing, By::System, completed));
    let revoked = Event::Revoked { engineer: LI, offer: OfferId::from_raw(9), reason: RevokeReason::OffDuty };
    violates("T3", forged(State::Ringing, By::Dispatch, revoked));
}

#[test]
fn an_end_that_keeps_something_violates_t4() {
    let owner = State::Accepted.given().ticket().owner.clone();
    let mut ended = State::Completed.given().ticket.unwrap();
    assert_eq!(an_end_is_bare(&ended), Ok(()));
    ended.owner = owner;
    assert_eq!(an_end_is_bare(&ended).unwrap_err().id, "T4");
}

#[test]
fn a_second_rating_violates_t5() {
    violates("T5", forged(State::Rated, By::System, Event::Rated { stars: 1, words: None }));
    violates("T5", forged(State::Withdrawn, By::System, Event::Rated { stars: 1, words: None }));
}

#[test]
fn an_automatic_ring_at_somebody_excluded_violates_d2() {
    let ring = |to| {
        let log = given([reported(), rings(3, to)]).log;
        let Fact::Ticket { event, .. } = log[1].fact.clone() else { panic!() };
        event
    };
    violates("D2", forged(State::WrongGroup, By::Dispatch, ring(LI)));
    violates("D2", forged(State::Later, By::Dispatch, ring(WU)));
    assert!(forged(State::Later, By::Person(LI), ring(WU)).is_ok(), "by hand only membership binds");
}

#[test]
fn merges_in_a_circle_violate_t7() {
    let id = TicketId::from_raw;
    let chain = BTreeMap::from([(id(1), id(2)), (id(2), id(3))]);
    assert_eq!(merges_have_no_cycle(&chain), Ok(()));
    let circle = BTreeMap::from([(id(1), id(2)), (id(2), id(3)), (id(3), id(2))]);
    assert_eq!(merges_have_no_cycle(&circle).unwrap_err().id, "T7");
}

#[test]
fn what_the_wheel_did_not_have_to_do_violates_k2() {
    let lapsed = Event::Lapsed { engineer: LI, offer: OfferId::from_raw(1), attempt: 1 };
    violates("K2", forged(State::Ringing, By::Wheel, lapsed));
    violates("K2", forged(State::Accepted, By::Wheel, Event::RoundOpened { round: 2 }));
    violates("K2", forged(State::Accepted, By::Wheel, Event::HandedBack));
}

#[test]
fn an_alarm_that_jumps_or_falls_violates_k4() {
    violates("K4", forged(State::Alarmed, By::System, Event::Escalated { level: 5, next_at: None }));
    violates("K4", forged(State::Alarmed, By::System, Event::Acknowledged { level: 4 }));
}

#[test]
fn rows_that_do_not_fit_the_state_violate_k1() {
    let given = given([reported(), rings(1, LI), accepts(LI)]);
    let calendar = crate::sla::Calendar::Always;
    let rows = crate::sla::deadlines(given.ticket(), calendar, 750);
    let check = |rows: &[crate::sla::Deadline]| {
        sla::deadlines_fit(given.ticket(), rows, calendar, 750).map_err(|violation| violation.id)
    };
    assert_eq!(check(&rows), Ok(()));
    assert_eq!(check(&rows[1..]), Err("K1"), "one is missing");
    let mut late = rows.clone();
    late.last_mut().unwrap().due = crate::fixtures::desk::clock(23, 0);
    assert_eq!(check(&late), Err("K1"), "one is late");
    let twice: Vec<_> = rows.iter().chain(&rows[..1]).copied().collect();
    assert_eq!(check(&twice), Err("K1"), "one stands twice");
}

#[test]
fn a_clock_that_runs_on_hold_or_forgets_violates_k3() {
    let held = State::OnHold.given();
    let mut running = held.ticket().clone();
    running.clocks.resolve.since = Some(held.now());
    assert_eq!(sla::clocks_run_while_they_should(&running).unwrap_err().id, "K3");
    let mut forgetful = held.ticket().clone();
    forgetful.clocks.resolve.used = crate::time::Span::ZERO;
    let before = State::Accepted.given();
    let step = Step { before: before.ticket.as_ref(), recorded: held.log.last().unwrap(), after: &forgetful };
    assert_eq!(sla::clocks_keep_what_was_used(step).unwrap_err().id, "K3");
}
