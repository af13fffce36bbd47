//! How often and how long a call is tried again. Pure arithmetic: waiting is the caller's.

use std::time::Duration;

/// Attempts and waits between them: the wait doubles from `wait_first` up to `wait_max`, and the real one
/// lies between nothing and that (full jitter), but never under what the server asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts in all, the first included.
    pub attempts_max: u32,
    pub wait_first: Duration,
    pub wait_max: Duration,
    /// One attempt without an answer is given up after this.
    pub answer_within: Duration,
}

impl Patience {
    /// For programs that must get through: about a minute before giving up.
    pub const STUBBORN: Self = Self {
        attempts_max: 20,
        wait_first: Duration::from_millis(20),
        wait_max: Duration::from_secs(4),
        answer_within: Duration::from_secs(30),
    };

    /// A single attempt, for tests that want to see what the server says.
    pub const NONE: Self = Self {
        attempts_max: 1,
        wait_first: Duration::ZERO,
        wait_max: Duration::ZERO,
        answer_within: Duration::from_secs(30),
    };

    /// How long to wait after the failed attempt `attempt` (from 1), or `None` to give up. `chance` is
    /// any 64 random bits.
    pub fn wait(&self, attempt: u32, retry_after: Option<Duration>, chance: u64) -> Option<Duration> {
        if attempt >= self.attempts_max {
            return None;
        }
        let doubled = self.wait_first.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let ceiling = doubled.min(self.wait_max);
        let jittered = ceiling.mul_f64((chance >> 11) as f64 / (1_u64 << 53) as f64);
        Some(retry_after.unwrap_or_default() + jittered)
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::STUBBORN
    }
}
