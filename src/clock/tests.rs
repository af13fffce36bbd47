//! The two times. Nothing here waits: the arithmetic is pure, the rest only compares.

use std::time::Duration;

use lamplight_actors::Clock;
use lamplight_domain::time::{Span, Timestamp};

use super::{MachineClock, hospital_time, wall_clock};

const NOON: Timestamp = Timestamp::from_micros(1_795_000_000_000_000);

#[test]
fn the_hospitals_time_runs_at_its_rate() {
    assert_eq!(hospital_time(Duration::from_secs(3), 20.0), Span::from_seconds(60));
    assert_eq!(hospital_time(Duration::from_secs(3), 0.5), Span::from_millis(1_500));
    assert_eq!(hospital_time(Duration::ZERO, 20_000.0), Span::ZERO);
}

#[test]
fn a_scaled_clock_begins_at_its_start_and_goes_forward() {
    let clock = MachineClock::scaled(NOON, 20_000.0);
    let first = clock.now();
    assert!(first >= NOON && first < NOON + Span::from_hours(48));
    assert!(clock.now() >= first);
    assert!((clock.rate() - 20_000.0).abs() < f64::EPSILON);
}

#[test]
fn a_standing_clock_waits_for_its_start_and_can_be_halted() {
    let clock = MachineClock::standing(NOON, 1_000_000.0);
    let begun = clock.tick();
    while clock.tick() == begun {}
    assert_eq!(clock.now(), NOON);
    clock.start();
    while clock.now() == NOON {}
    clock.halt();
    let (halted, tick) = (clock.now(), clock.tick());
    while clock.tick() == tick {}
    assert_eq!(clock.now(), halted);
}

#[test]
fn a_due_time_becomes_a_sleep_by_the_rate() {
    let clock = MachineClock::scaled(NOON, 20.0);
    let sleep = clock.until(NOON + Span::from_hours(20));
    assert!(sleep <= Duration::from_secs(3_600) && sleep > Duration::from_secs(3_500), "{sleep:?}");
    assert_eq!(clock.until(NOON - Span::from_seconds(1)), Duration::ZERO);
}

#[test]
fn a_past_never_passes_its_end() {
    let clock = MachineClock::scaled(NOON, 1e9).ending(NOON + Span::from_minutes(1));
    while clock.tick().is_zero() {}
    assert_eq!(clock.now(), NOON + Span::from_minutes(1));
}

#[test]
fn a_nonsense_rate_is_not_taken() {
    for rate in [f64::NAN, f64::INFINITY, 0.0, -3.0] {
        let taken = MachineClock::scaled(NOON, rate).rate();
        assert!(taken > 0.0 && taken.is_finite(), "{rate} became {taken}");
    }
}

#[test]
fn in_earnest_it_is_the_wall_clock_but_never_before_the_log() {
    let before = wall_clock();
    let clock = MachineClock::life(Timestamp::from_micros(0));
    assert!(clock.now() >= before && clock.now() <= wall_clock() + Span::from_minutes(1));
    assert!((clock.rate() - 1.0).abs() < f64::EPSILON);
    let ahead = before + Span::from_hours(24);
    assert_eq!(MachineClock::life(ahead).now(), ahead);
}
