//! Clocks, deadlines, alarms, and acts that are dated back.

use super::given::{
    Act, Given, accepts, arrives, by, completes, given, holds, reported, resumes, returns, rings, withdraws,
};
use super::states::State;
use crate::fixtures::desk::{DISPATCHER, LI, NO_TONER, NURSE, SCANNER, SUPERVISOR, clock, report, trusted};
use crate::log::By;
use crate::sla::{Calendar, Deadline, DeadlineKind, Target, deadlines};
use crate::ticket::{ArriveMode, Command, Hold, HoldReason, Open, Priority, Rejection, ReturnReason};
use crate::time::{Span, Timestamp};

fn due(given: &Given, kind: DeadlineKind) -> Option<Timestamp> {
    let all = deadlines(given.ticket(), Calendar::Always, 750);
    all.into_iter().find(|deadline| deadline.kind == kind).map(|deadline| deadline.due)
}

fn kinds(given: &Given) -> Vec<DeadlineKind> {
    deadlines(given.ticket(), Calendar::Always, 750).into_iter().map(|Deadline { kind, .. }| kind).collect()
}

const RESOLVE: DeadlineKind = DeadlineKind::Miss(Target::Resolve);
const RESPOND: DeadlineKind = DeadlineKind::Miss(Target::Respond);
const ACCEPT: DeadlineKind = DeadlineKind::Miss(Target::Accept);

#[test]
fn a_new_ticket_has_three_targets_that_warn_at_three_quarters() {
    // Normal priority: accept 10 minutes, respond 30, resolve 8 hours.
    let opened = given([reported()]);
    assert_eq!(due(&opened, ACCEPT), Some(clock(9, 10)));
    assert_eq!(due(&opened, RESPOND), Some(clock(9, 30)));
    assert_eq!(due(&opened, RESOLVE), Some(clock(17, 0)));
    assert_eq!(due(&opened, DeadlineKind::Warn(Target::Accept)), Some(clock(9, 7) + Span::from_seconds(30)));
    assert_eq!(due(&opened, DeadlineKind::Warn(Target::Resolve)), Some(clock(15, 0)));
}

#[test]
fn targets_stop_one_after_the_other() {
    let accepted = given([reported(), rings(1, LI), accepts(LI)]);
    assert_eq!(due(&accepted, ACCEPT), None);
    let arrived = accepted.and(arrives(LI));
    assert_eq!((due(&arrived, RESPOND), due(&arrived, RESOLVE)), (None, Some(clock(17, 0))));
    let done = arrived.and(completes(LI, NO_TONER));
    assert_eq!(kinds(&done), []);
}

#[test]
fn a_hold_moves_targets_by_exactly_the_time_held() {
    let held = given([reported(), rings(1, LI), accepts(LI), holds(LI, clock(12, 0)).at(9, 20)]);
    assert_eq!(kinds(&held), [DeadlineKind::Hold]);
    let resumed = held.and(resumes(LI).at(9, 50));
    assert_eq!((due(&resumed, RESPOND), due(&resumed, RESOLVE)), (Some(clock(10, 0)), Some(clock(17, 30))));
    let twice = resumed.and(holds(LI, clock(12, 0)).at(9, 55)).and_expired(DeadlineKind::Hold);
    assert_eq!(due(&twice, RESOLVE), Some(clock(19, 35)));
}

#[test]
fn a_hold_does_not_make_late_work_look_just_late() {
    let late = given([reported(), rings(1, LI), accepts(LI)]).and_expired(RESOLVE);
    let missed = late.now();
    let held =
        late.and(Act { at: Some(missed + Span::from_minutes(5)), ..holds(LI, missed + Span::from_hours(2)) });
    let resumed = held.and(Act { at: Some(missed + Span::from_minutes(30)), ..resumes(LI) });
    let clock = resumed.ticket().clocks.resolve;
    assert_eq!(clock.due(Calendar::Always), Some(missed + Span::from_minutes(25)), "5 minutes late, not 0");
}

#[test]
fn giving_back_a_held_ticket_lets_its_clocks_run_on() {
    let held = given([reported(), rings(1, LI), accepts(LI), holds(LI, clock(12, 0)).at(9, 20)]);
    let returned = held.and(returns(LI, ReturnReason::NotMine).at(10, 20));
    assert_eq!(due(&returned, RESOLVE), Some(clock(18, 0)));
    assert_eq!(due(&returned, DeadlineKind::Hold), None);
}

#[test]
fn a_merged_ticket_pauses_and_a_reopened_one_starts_anew() {
    let merge = Command::Merge { into: crate::ids::TicketId::from_raw(9) };
    let merged = given([reported()]).and(by(DISPATCHER, merge).at(9, 5));
    assert_eq!(kinds(&merged), []);
    let split = merged.and(by(DISPATCHER, Command::Split).at(9, 15));
    assert_eq!((due(&split, ACCEPT), due(&split, RESOLVE)), (Some(clock(9, 20)), Some(clock(17, 10))));
    let reopened =
        given([reported(), withdraws(NURSE)]).and(by(NURSE, Command::Reopen { note: None }).at(12, 0));
    assert_eq!(due(&reopened, ACCEPT), Some(clock(12, 10)));
}

#[test]
fn another_priority_counts_from_the_same_start() {
    let urgent = given([reported()])
        .and_expired(DeadlineKind::Warn(Target::Accept))
        .and(by(DISPATCHER, Command::Reprioritise { priority: Priority::Low }).at(9, 8));
    assert_eq!((due(&urgent, ACCEPT), due(&urgent, RESOLVE)), (Some(clock(9, 30)), Some(clock(57, 0))));
    // The longer target warns anew.
    assert!(due(&urgent, DeadlineKind::Warn(Target::Accept)).is_some());
    let missed = given([reported()])
        .and_expired(ACCEPT)
        .and(by(DISPATCHER, Command::Reprioritise { priority: Priority::Low }));
    assert!(missed.ticket().clocks.accept.missed, "a target already missed stays missed");
    assert_eq!(due(&missed, ACCEPT), None);
    // The same targets: nothing is set anew.
    let moved = Command::Reclassify { category: SCANNER, zone: None, system: None };
    let same = given([reported()]).and_expired(DeadlineKind::Warn(Target::Accept)).and(by(DISPATCHER, moved));
    assert_eq!(due(&same, DeadlineKind::Warn(Target::Accept)), None);
}

#[test]
fn a_deadline_fires_once_not_early_and_only_if_it_still_stands() {
    let ringing = || given([reported(), rings(1, LI)]);
    let ring = ringing().expire(DeadlineKind::Ring);
    let early = Act { at: Some(clock(9, 4)), ..ring.clone() };
    ringing().when(early).refused(Rejection::NotDue { due: clock(9, 5) });
    ringing().and(ring.clone()).when(ring.clone()).refused(Rejection::DeadlineMoved);
    ringing().and(accepts(LI)).when(ring.clone()).refused(Rejection::DeadlineMoved);
    ringing().and(withdraws(NURSE)).when(ring.clone()).refused(Rejection::DeadlineMoved);
    // Another ring stands: the old deadline is not its own.
    let again = ringing().and(ring.clone()).and(rings(2, LI));
    again.when(ring).refused(Rejection::DeadlineMoved);
}

#[test]
fn several_that_fell_due_at_once_fire_one_by_one() {
    let mut late = given([reported()]);
    for kind in [DeadlineKind::Warn(Target::Accept), DeadlineKind::Warn(Target::Respond), ACCEPT, RESPOND] {
        let act = Act { at: Some(clock(10, 0)), ..late.expire(kind) };
        late = late.and(act);
    }
    assert!(late.ticket().clocks.accept.missed && late.ticket().clocks.respond.missed);
    assert_eq!(late.ticket().escalated, 1);
}

#[test]
fn an_alarm_rises_until_somebody_has_seen_it() {
    let missed = given([reported()]).and_expired(ACCEPT);
    assert_eq!((missed.ticket().escalated, due(&missed, DeadlineKind::Escalate)), (1, Some(clock(9, 20))));
    let twice = missed.and_expired(DeadlineKind::Escalate).and_expired(DeadlineKind::Escalate);
    assert_eq!(twice.ticket().escalated, 3);
    let seen = |level| by(SUPERVISOR, Command::Acknowledge { level });
    assert_eq!(twice.decide(&seen(2)), Err(Rejection::NothingToAcknowledge { level: 3 }));
    let quiet = twice.and(seen(3));
    assert_eq!((quiet.ticket().escalated, due(&quiet, DeadlineKind::Escalate)), (0, None));
    // The next target that is missed raises a new one.
    assert_eq!(quiet.and_expired(RESOLVE).ticket().escalated, 1);
}

#[test]
fn a_warning_that_was_seen_says_nothing_of_the_miss() {
    let seen = |level| by(SUPERVISOR, Command::Acknowledge { level });
    let warned = given([reported()]).and_expired(DeadlineKind::Warn(Target::Accept));
    assert!(warned.ticket().clocks.accept.is_warning() && !warned.ticket().clocks.accept.seen);
    let quiet = warned.and(seen(0));
    assert!(quiet.ticket().clocks.accept.seen);
    assert_eq!(quiet.ticket().acknowledgement.and_then(|one| one.by), Some(SUPERVISOR));
    assert_eq!(quiet.decide(&seen(0)), Err(Rejection::NothingToAcknowledge { level: 0 }));
    let missed = quiet.and_expired(ACCEPT);
    assert_eq!(missed.ticket().escalated, 1);
    // Level 0 does not name an alarm.
    assert_eq!(missed.decide(&seen(0)), Err(Rejection::NothingToAcknowledge { level: 1 }));
}

#[test]
fn an_alarm_that_does_not_repeat_is_raised_once() {
    let mut opened = given([reported()]);
    opened.directory.policy.escalate_every = None;
    let missed = opened.and_expired(ACCEPT);
    assert_eq!((missed.ticket().escalated, due(&missed, DeadlineKind::Escalate)), (1, None));
}

#[test]
fn a_stranded_ticket_is_tried_again_after_a_while() {
    let stranded = State::Stranded.given();
    let since = stranded.now();
    assert_eq!(due(&stranded, DeadlineKind::Round), Some(since + Span::from_minutes(10)));
    let again = stranded.and_expired(DeadlineKind::Round);
    assert_eq!((again.ticket().round.no, again.ticket().round.stranded), (2, None));
}

#[test]
fn an_act_may_be_dated_back_but_not_before_its_phase_began() {
    let accepted = || given([reported(), rings(1, LI).at(9, 1), accepts(LI).at(9, 2)]);
    let arrive =
        |moment| by(LI, Command::Arrive { mode: ArriveMode::OnSite, occurred_at: Some(moment) }).at(11, 0);
    let out = |earliest, latest| Rejection::OccurredAtOutOfRange { earliest, latest };
    accepted().when(arrive(clock(9, 1))).refused(out(clock(9, 2), clock(11, 0)));
    accepted().when(arrive(clock(11, 1))).refused(out(clock(9, 2), clock(11, 0)));
    let arrived = accepted().and(arrive(clock(9, 10)));
    let recorded = arrived.log.last().unwrap();
    assert_eq!((recorded.at, recorded.occurred_at), (clock(11, 0), Some(clock(9, 10))));
    let ticket = arrived.ticket();
    assert_eq!(ticket.owner.as_ref().unwrap().phase_since, clock(9, 10), "phases are as they were");
    assert_eq!(ticket.clocks.respond.stopped_at, Some(clock(11, 0)), "clocks keep to event time");
    let late = by(LI, Command::Complete { cause: NO_TONER, note: None, occurred_at: Some(clock(9, 2)) });
    accepted().when(late.at(23, 0)).refused(out(clock(11, 0), clock(23, 0)));
}

#[test]
fn a_hold_ends_in_the_future_within_ninety_days() {
    let accepted = || given([reported(), rings(1, LI), accepts(LI)]);
    let hold = |until| {
        by(LI, Command::Hold(Hold { reason: HoldReason::Vendor, until, note: None, occurred_at: None }))
            .at(10, 0)
    };
    let latest = clock(10, 0) + Span::from_hours(90 * 24);
    let out = Rejection::UntilOutOfRange { earliest: clock(10, 0), latest };
    accepted().when(hold(clock(10, 0))).refused(out.clone());
    accepted().when(hold(latest + Span::from_micros(1))).refused(out);
    accepted().when(hold(latest)).then_only("held");
}

#[test]
fn reporters_urge_every_ten_minutes_and_reopen_within_seven_days() {
    let urge = || by(NURSE, Command::Urge { note: None });
    let urged = given([reported(), urge().at(9, 1)]);
    assert_eq!(urged.decide(&urge().at(9, 10)), Err(Rejection::UrgedTooSoon { next_at: clock(9, 11) }));
    assert_eq!(urged.and(urge().at(9, 11)).ticket().urges.count, 2);
    let reopen = |hour| by(NURSE, Command::Reopen { note: None }).at(hour, 0);
    let withdrawn = || given([reported(), withdraws(NURSE).at(10, 0)]);
    withdrawn().when(reopen(10 + 7 * 24)).then_only("reopened");
    let until = clock(10 + 7 * 24, 0);
    withdrawn().when(reopen(11 + 7 * 24)).refused(Rejection::ReopenTooLate { until });
}

#[test]
fn a_clock_set_back_moves_no_order() {
    let set_back = given([reported()]).and(by(NURSE, Command::Urge { note: None }).at(8, 0));
    assert_eq!(set_back.log[1].at, clock(9, 0));
}

#[test]
fn a_slip_entered_later_says_when_it_was() {
    let slip =
        |moment| by(DISPATCHER, Command::Open(Open { occurred_at: Some(moment), ..report() })).at(9, 0);
    assert_eq!(given([slip(clock(8, 0))]).ticket().occurred_at, Some(clock(8, 0)));
    assert!(given([]).decide(&slip(clock(9, 1))).is_err());
    let alarm = Act { command: Command::Open(report()), caller: trusted(By::Alarm), at: None };
    assert_eq!(given([alarm]).ticket().opened_by, None);
}

#[test]
fn a_target_used_up_before_a_hold_is_due_at_once_after_it() {
    // The wheel was late: nothing had fired when the hold began, half an hour after the target.
    let held = given([reported(), rings(1, LI), accepts(LI), holds(LI, clock(12, 0)).at(10, 0)]);
    let resumed = held.and(resumes(LI).at(11, 0));
    assert_eq!(due(&resumed, RESPOND), Some(clock(10, 30)), "in the past, by what was used too much");
}
