//! The machine's clock, read here and nowhere else, as the two times of the house: the hospital's `now`
//! and the monotonic `tick`. A demo or a replay gives the hospital a start and a rate of its own.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use lamplight_actors::Clock;
use lamplight_domain::time::{Span, Timestamp};
use tokio::time::Instant;

/// Where `now` comes from.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// The machine's wall clock: a server in earnest follows its corrections.
    Life,
    /// `start` until the clock is started, then `rate` times life until `end`, where it stands again.
    Scaled { start: Timestamp, rate: f64, end: Timestamp },
}

#[derive(Debug)]
pub struct MachineClock {
    pace: Pace,
    made: Instant,
    /// The `tick` at which a scaled clock was started; empty while it stands still.
    started: OnceLock<Duration>,
    /// The `tick` at which it was halted for good.
    halted: OnceLock<Duration>,
    /// The latest `now` that was given out: a wall clock that is set back must not take it back.
    latest: AtomicI64,
}

impl MachineClock {
    /// For a server in earnest. Not before `at_least`, the last moment that its log already knows.
    pub fn life(at_least: Timestamp) -> Self {
        Self::new(Pace::Life, at_least)
    }

    /// The hospital's time begins at `start` and runs `rate` times as fast as life; at least a thousandth
    /// of it.
    pub fn scaled(start: Timestamp, rate: f64) -> Self {
        let clock = Self::standing(start, rate);
        clock.start();
        clock
    }

    /// As `scaled`, but the hospital's time stands at `start` until `start()` is called: for a play whose
    /// actors must be in place before the first moment.
    pub fn standing(start: Timestamp, rate: f64) -> Self {
        let rate = if rate.is_finite() { rate.max(0.001) } else { 1.0 };
        Self::new(Pace::Scaled { start, rate, end: Timestamp::MAX }, start)
    }

    /// The hospital's time never passes `end`: for a past that leads up to it. Not for the clock of life.
    #[must_use]
    pub fn ending(mut self, at: Timestamp) -> Self {
        if let Pace::Scaled { end, .. } = &mut self.pace {
            *end = at;
        }
        self
    }

    /// Lets the hospital's time run. Only the first call counts.
    pub fn start(&self) {
        self.started.get_or_init(|| self.tick());
    }

    /// Stops the hospital's time for good: nothing falls due any more. Only the first call counts.
    pub fn halt(&self) {
        self.halted.get_or_init(|| self.tick());
    }

    fn new(pace: Pace, at_least: Timestamp) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
        let made = Instant::now();
        Self {
            pace,
            made,
            started: OnceLock::new(),
            halted: OnceLock::new(),
            latest: AtomicI64::new(at_least.micros()),
        }
    }
}

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        match self.pace {
            Pace::Life => {
                let wall = wall_clock().micros();
                Timestamp::from_micros(self.latest.fetch_max(wall, Ordering::Relaxed).max(wall))
            }
            Pace::Scaled { start, rate, end } => match self.started.get() {
                Some(&started) => {
                    let until = self.halted.get().copied().unwrap_or_else(|| self.tick());
                    (start + hospital_time(until.saturating_sub(started), rate)).min(end)
                }
                None => start,
            },
        }
    }

    fn tick(&self) -> Duration {
        self.made.elapsed()
    }

    fn life(&self) -> Timestamp {
        wall_clock()
    }

    fn rate(&self) -> f64 {
        match self.pace {
            Pace::Life => 1.0,
            Pace::Scaled { rate, .. } => rate,
        }
    }
}

/// How much of the hospital's time passes in so much of life.
fn hospital_time(life: Duration, rate: f64) -> Span {
    Span::from_micros(i64::try_from(life.mul_f64(rate).as_micros()).unwrap_or(i64::MAX))
}

/// The wall clock of this moment, life time.
pub fn wall_clock() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    let now = SystemTime::now();
    let micros = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_micros());
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
