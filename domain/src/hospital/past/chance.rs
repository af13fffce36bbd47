//! Chance with the shapes that a hospital's day needs, in whole numbers: shares, picks, and lengths of time
//! that are mostly short and now and then long. Seeded; the same seed gives the same draws.

use alloc::vec::Vec;

use crate::hospital::build::pick;
use crate::ids::Minter;
use crate::time::Span;

/// Of ten equally likely cases, how long something takes against its usual length, in thousandths.
const SPREAD: [i64; 10] = [350, 480, 600, 720, 850, 1_000, 1_200, 1_500, 2_000, 3_200];

#[derive(Debug, Clone)]
pub struct Chance(Minter);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        Self(Minter::seeded(seed))
    }

    /// From 0 up to, but not, `below`, which is at least 1.
    pub fn below(&mut self, below: usize) -> usize {
        pick(&mut self.0, below)
    }

    /// True in so many of a thousand cases.
    pub fn happens(&mut self, of_thousand: usize) -> bool {
        self.below(1_000) < of_thousand
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let place = self.below(from.len());
        from.get(place)
    }

    /// A place in the list, by its weights.
    pub fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut rest = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return place;
            }
            rest -= weight;
        }
        0
    }

    pub fn between(&mut self, from: Span, to: Span) -> Span {
        let seconds = usize::try_from((to - from).seconds()).unwrap_or(0);
        from + Span::from_seconds(i64::try_from(self.below(seconds.max(1))).unwrap_or(0))
            + Span::from_millis(i64::try_from(self.below(1_000)).unwrap_or(0))
    }

    pub fn minutes(&mut self, from: i64, to: i64) -> Span {
        self.between(Span::from_minutes(from), Span::from_minutes(to))
    }

    /// Mostly around `usual`, seldom three times as long.
    pub fn about(&mut self, usual: Span) -> Span {
        let case = self.below(SPREAD.len());
        let (here, next) = (SPREAD[case], SPREAD.get(case + 1).copied().unwrap_or(SPREAD[case] + 1_000));
        let share = here + (next - here) * i64::try_from(self.below(1_000)).unwrap_or(0) / 1_000;
        usual.thousandths(share)
    }

    /// As many moments as asked for within an hour each, by the weights of the hours, in order.
    pub fn moments(&mut self, count: usize, hours: &[usize; 24]) -> Vec<Span> {
        let mut moments: Vec<Span> = (0..count)
            .map(|_| {
                let hour = i64::try_from(self.weighted(hours)).unwrap_or(0);
                Span::from_hours(hour) + self.between(Span::ZERO, Span::from_hours(1))
            })
            .collect();
        moments.sort_unstable();
        moments
    }
}
