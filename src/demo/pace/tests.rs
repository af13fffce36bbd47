//! The pace keeps a hospital between 30 and 60 live tickets, whatever its beginning.

use lamplight_domain::time::Span;

use super::{Dice, LIVE_MAX, Pace};

/// A hospital of one queue: each report stays for its answer, travel and work. The numbers of live
/// tickets, once a report's time, after it has settled.
fn settled(every: Span, seed: u64) -> Vec<usize> {
    let (pace, mut dice) = (Pace::new(every), Dice::seeded(seed));
    let mut ends: Vec<Span> = Vec::new();
    let mut now = Span::ZERO;
    let mut seen = Vec::new();
    for step in 0..3_000 {
        ends.retain(|end| *end > now);
        if step > 300 {
            seen.push(ends.len());
        }
        now += pace.next_report(ends.len(), &mut dice);
        if ends.len() < LIVE_MAX {
            let answer = pace.answer(Span::from_minutes(5), &mut dice);
            let there = answer + pace.travel(ends.len(), &mut dice);
            ends.push(now + there + pace.work(ends.len(), &mut dice));
        }
    }
    seen
}

#[test]
fn live_tickets_stay_between_thirty_and_sixty() {
    for (every, seed) in [(8, 1), (8, 2), (1, 3), (216, 4)] {
        let seen = settled(Span::from_seconds(every), seed);
        let within = seen.iter().filter(|live| (30..=60).contains(*live)).count();
        assert!(within * 100 >= seen.len() * 95, "{within} of {} at one in {every} s", seen.len());
        assert!(seen.iter().all(|live| *live <= 60));
    }
}

#[test]
fn a_ring_is_answered_within_its_window() {
    let mut dice = Dice::seeded(5);
    for _ in 0..1_000 {
        let window = Span::from_seconds(60);
        assert!(Pace::new(Span::from_seconds(216)).answer(window, &mut dice) < window);
    }
}

#[test]
fn the_same_seed_gives_the_same_day() {
    let (mut one, mut other) = (Dice::seeded(9), Dice::seeded(9));
    assert_eq!(
        std::iter::repeat_with(|| one.share()).take(20).collect::<Vec<_>>(),
        std::iter::repeat_with(|| other.share()).take(20).collect::<Vec<_>>()
    );
    assert!((0..1_000).all(|_| one.pick(&[1, 2, 3]).is_some()));
    assert_eq!(one.pick::<u8>(&[]), None);
}

#[test]
fn reports_come_as_often_as_said() {
    let (pace, mut dice) = (Pace::new(Span::from_seconds(8)), Dice::seeded(3));
    let total: i64 = (0..10_000).map(|_| pace.next_report(45, &mut dice).micros()).sum();
    let mean = total / 10_000;
    assert!((7_600_000..8_400_000).contains(&mean), "{mean} us");
}
