//! Alerts along a ticket's life: warned, seen, missed, raised, seen, met.

use super::*;
use crate::fixtures::desk::{LI, SUPERVISOR, clock, directory};
use crate::sla::DeadlineKind;
use crate::ticket::Command;
use crate::ticket::tests::given::{Given, accepts, by, completes, given, reported, rings};
use crate::ticket::tests::states::State;

const WARN: DeadlineKind = DeadlineKind::Warn(Target::Accept);
const MISS: DeadlineKind = DeadlineKind::Miss(Target::Accept);

fn of(given: &Given) -> Option<Alert> {
    alert(given.ticket(), &directory().policy)
}

fn told(given: &Given) -> (AlertKind, u8, bool, bool) {
    let alert = of(given).expect("an alert");
    (alert.kind, alert.level, alert.open, alert.sounds)
}

fn sees(level: u8) -> crate::ticket::tests::given::Act {
    by(SUPERVISOR, Command::Acknowledge { level })
}

#[test]
fn a_target_warns_then_is_missed_and_each_is_seen_for_itself() {
    let opened = given([reported()]);
    assert_eq!(of(&opened), None);
    let warned = opened.and_expired(WARN);
    assert_eq!(told(&warned), (AlertKind::Soon(Target::Accept), 0, true, true));
    let alert = of(&warned).expect("a warning");
    assert_eq!((alert.action, alert.due_at), (AlertAction::Acknowledge, Some(clock(9, 10))));
    assert!(alert.repeat.is_some(), "it sounds again until somebody has seen it");
    let quiet = warned.and(sees(0));
    assert_eq!(told(&quiet), (AlertKind::Soon(Target::Accept), 0, false, false));
    assert_eq!(of(&quiet).and_then(|alert| alert.acknowledgement?.by), Some(SUPERVISOR));
    let missed = quiet.and_expired(MISS);
    assert_eq!(told(&missed), (AlertKind::Overdue(Target::Accept), 1, true, true));
    let raised = missed.and_expired(DeadlineKind::Escalate);
    assert_eq!(told(&raised), (AlertKind::Overdue(Target::Accept), 2, true, true));
    assert_eq!(of(&raised).and_then(|alert| alert.next_at), Some(clock(9, 30)));
    let seen = raised.and(sees(2));
    assert_eq!(told(&seen), (AlertKind::Overdue(Target::Accept), 2, false, false));
    // Accepted late: nothing presses any more.
    let taken = seen.and(rings(1, LI)).and(accepts(LI));
    assert_eq!(of(&taken), None);
}

#[test]
fn an_alert_ends_with_its_ticket() {
    let missed = given([reported()]).and_expired(MISS).and(rings(1, LI)).and(accepts(LI));
    assert!(of(&missed).is_some(), "met late, but nobody has seen that it was missed");
    assert_eq!(of(&missed.and(completes(LI, crate::fixtures::desk::NO_TONER))), None);
}

#[test]
fn whoever_has_seen_a_miss_has_seen_the_warnings_beside_it() {
    let both = given([reported()]).and_expired(MISS).and_expired(DeadlineKind::Warn(Target::Respond));
    assert_eq!(told(&both).0, AlertKind::Overdue(Target::Accept));
    assert!(!told(&both.and(sees(1))).2);
}

#[test]
fn what_the_policy_silences_is_still_listed() {
    let warned = given([reported()]).and_expired(WARN);
    let mut policy = directory().policy;
    policy.warnings_sound = false;
    let alert = alert(warned.ticket(), &policy).expect("listed");
    assert!(alert.open && !alert.sounds);
}

#[test]
fn where_nobody_is_left_the_action_is_to_find_somebody() {
    for (state, kind) in [(State::Stranded, AlertKind::Stranded), (State::WrongGroup, AlertKind::ByHand)] {
        let alert = of(&state.given()).expect("an alert");
        assert_eq!((alert.kind, alert.action), (kind, AlertAction::Assign));
    }
    assert_eq!(of(&State::Quarantined.given()).map(|alert| alert.action), Some(AlertAction::Open));
}

#[test]
fn a_warning_that_nobody_has_seen_comes_before_one_that_was_seen() {
    let seen = given([reported()]).and_expired(WARN).and(sees(0));
    let second = seen.and_expired(DeadlineKind::Warn(Target::Respond));
    assert_eq!(told(&second), (AlertKind::Soon(Target::Respond), 0, true, true));
}
