//! How a simulated hospital moves: how often somebody reports, how long people take, and how that keeps
//! the number of live tickets where a console is worth looking at. Pure: chance comes from a seeded
//! stream, time is passed in.

use lamplight_domain::ids::Minter;
use lamplight_domain::time::Span;

/// Live tickets that the pace aims at; people hurry above and dawdle below.
const LIVE_AIMED: f64 = 45.0;
/// With so many live tickets nobody reports until some are done.
pub const LIVE_MAX: usize = 60;

/// A stream of chance with the shapes that people need.
#[derive(Debug, Clone)]
pub struct Dice(Minter);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(Minter::seeded(seed))
    }

    /// From 0 up to, but not, 1.
    pub fn share(&mut self) -> f64 {
        (self.0.chance() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in `percent` of a hundred cases.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.share() * 100.0 < f64::from(percent)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let place = (self.share() * from.len() as f64) as usize;
        from.get(place)
    }

    /// Around `mean`: between half and one and a half of it.
    pub fn around(&mut self, mean: Span) -> Span {
        scaled(mean, 0.5 + self.share())
    }

    /// Any span from nothing on, `mean` on average, as calls come in.
    fn sudden(&mut self, mean: Span) -> Span {
        scaled(mean, -(1.0 - self.share()).ln())
    }
}

/// A hospital in which somebody reports every `every`, in its own time.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    every: Span,
}

impl Pace {
    pub fn new(every: Span) -> Self {
        Self { every: every.max(Span::from_millis(100)) }
    }

    /// From one report to the next: sooner where little is open.
    pub fn next_report(self, live: usize, dice: &mut Dice) -> Span {
        let crowd = (live as f64 / LIVE_AIMED).clamp(0.3, 1.3);
        dice.sudden(scaled(self.every, crowd))
    }

    /// How long a ticket lives on average: so many reports come meanwhile that `LIVE_AIMED` are open.
    pub fn stay(self) -> Span {
        scaled(self.every, LIVE_AIMED)
    }

    /// Until somebody answers a ring that lasts `window`: never in its last quarter.
    pub fn answer(self, window: Span, dice: &mut Dice) -> Span {
        let wanted = dice.around(scaled(self.stay(), 0.06));
        wanted.min(scaled(window, 0.75))
    }

    /// From accepting to being there.
    pub fn travel(self, live: usize, dice: &mut Dice) -> Span {
        dice.around(scaled(self.stay(), 0.25 * haste(live)))
    }

    /// From being there to an outcome.
    pub fn work(self, live: usize, dice: &mut Dice) -> Span {
        dice.around(scaled(self.stay(), 0.6 * haste(live)))
    }

    /// What should be done already.
    pub fn soon(self, dice: &mut Dice) -> Span {
        dice.around(scaled(self.stay(), 0.03))
    }

    /// How long parts or a vendor are waited for.
    pub fn hold(self, dice: &mut Dice) -> Span {
        dice.around(scaled(self.stay(), 0.8))
    }

    /// How long a reporter or the desk lets something be before doing something about it.
    pub fn bother(self, dice: &mut Dice) -> Span {
        dice.around(scaled(self.stay(), 0.4))
    }
}

/// People take longer where little is to do, and less where much is.
fn haste(live: usize) -> f64 {
    (LIVE_AIMED / live.max(1) as f64).clamp(0.5, 1.6).powi(2)
}

fn scaled(span: Span, by: f64) -> Span {
    Span::from_micros((span.micros() as f64 * by) as i64)
}

#[cfg(test)]
mod tests;
