//! What a reporter is offered in every state, and that what is offered is taken.

use super::*;
use crate::fixtures::desk::{DOCTOR, NURSE, caller, clock};
use crate::sla::Calendar;
use crate::ticket::Stage;
use crate::ticket::tests::given::{Given, by};
use crate::ticket::tests::states::State;
use crate::time::Span;

fn of(given: &Given, person: crate::ids::PersonId, now: Timestamp) -> Progress {
    let context = Context { now, directory: &given.directory, calendar: Calendar::Always };
    progress(given.ticket(), caller(person), &context)
}

#[test]
fn each_state_offers_what_it_takes() {
    for &state in State::ALL {
        let given = state.given();
        let expected: &[Move] = match (state, state.stage()) {
            (State::Quarantined, _) | (_, Stage::Merged) => &[],
            (State::Rated, _) | (_, Stage::Withdrawn | Stage::Unresolved) => &[Move::Reopen],
            (_, Stage::Completed) => &[Move::Rate, Move::Reopen],
            _ => &[Move::Urge, Move::Withdraw],
        };
        assert_eq!(of(&given, NURSE, given.now()).may, expected, "{state:?}");
        assert_eq!(of(&given, DOCTOR, given.now()).may, [], "no report of his");
    }
}

#[test]
fn who_has_just_urged_hears_when_he_may_again() {
    let given = State::Unassigned.given().and(by(NURSE, Command::Urge { note: None }).at(9, 2));
    let soon = of(&given, NURSE, clock(9, 5));
    assert_eq!((soon.may.as_slice(), soon.next_urge_at), (&[Move::Withdraw][..], Some(clock(9, 12))));
    let later = of(&given, NURSE, clock(9, 12));
    assert_eq!((later.may.as_slice(), later.next_urge_at), (&[Move::Urge, Move::Withdraw][..], None));
}

#[test]
fn reopening_has_its_last_moment() {
    let given = State::Completed.given();
    let last = given.now() + given.directory.policy.reopen_within;
    assert_eq!(of(&given, NURSE, last).reopen_until, Some(last));
    let over = of(&given, NURSE, last + Span::from_seconds(1));
    assert_eq!((over.may.as_slice(), over.reopen_until), (&[Move::Rate][..], None));
}
