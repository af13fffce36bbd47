//! The two times (design 1.8), made by the program and passed in.

use std::time::Duration;

use lamplight_domain::time::{Span, Timestamp};

/// `now` is the hospital's and may run faster than life; `tick` is monotonic and never scaled.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Life time since the program started.
    fn tick(&self) -> Duration;

    /// Wall-clock life time, for logins and keys.
    fn life(&self) -> Timestamp;

    /// How much faster than life `now` runs; 1.0 in earnest.
    fn rate(&self) -> f64;

    /// How long to sleep until the hospital's `due`; zero when it has passed.
    fn until(&self, due: Timestamp) -> Duration {
        let left: Span = due - self.now();
        Duration::from_micros(u64::try_from(left.micros()).unwrap_or(0)).div_f64(self.rate())
    }
}
