//! How often somebody may try to log in, per telephone number and per client address, ask for the code of a
//! screen, or type one, and how many of his denials are audited; by `tick`.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::ops::Add;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use lamplight_domain::ids::PersonId;
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::problem::Refused;

/// Denials of one person that are audited a minute: who goes on is known, and the journal is everybody's.
const DENIALS_A_MINUTE: u32 = 20;
/// Codes that one network may ask for a minute. A screen asks once in ten minutes, a house full of them that
/// starts at the same time is let in within a few.
const PAIRINGS_A_MINUTE: u32 = 30;
/// Codes that one person may type a minute: so many tries at a million are none.
const CODES_A_MINUTE: u32 = 10;
/// Keys held before forgotten ones are swept.
const KEYS_MAX: usize = 100_000;

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Ticks, NoOpMiddleware<Moment>>;

pub(crate) struct Attempts {
    phones: Limiter<String>,
    addresses: Limiter<IpAddr>,
    denials: Limiter<PersonId>,
    pairings: Limiter<IpAddr>,
    codes: Limiter<PersonId>,
    ticks: Ticks,
}

impl Attempts {
    /// Attempts a minute, at once or spread.
    pub fn new(clock: Arc<dyn lamplight_actors::Clock>, per_phone: u32, per_address: u32) -> Self {
        let ticks = Ticks(clock);
        let quota = |a_minute| Quota::per_minute(NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN));
        Self {
            phones: RateLimiter::new(quota(per_phone), DashMapStateStore::default(), ticks.clone()),
            addresses: RateLimiter::new(quota(per_address), DashMapStateStore::default(), ticks.clone()),
            denials: RateLimiter::new(quota(DENIALS_A_MINUTE), DashMapStateStore::default(), ticks.clone()),
            pairings: RateLimiter::new(quota(PAIRINGS_A_MINUTE), DashMapStateStore::default(), ticks.clone()),
            codes: RateLimiter::new(quota(CODES_A_MINUTE), DashMapStateStore::default(), ticks.clone()),
            ticks,
        }
    }

    /// Whether this denial is one more for the audit.
    pub fn take_denial(&self, person: PersonId) -> bool {
        self.sweep();
        self.denials.check_key(&person).is_ok()
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub fn take(&self, phone: &str, address: Option<IpAddr>) -> Result<(), Duration> {
        self.sweep();
        let now = self.ticks.now();
        if let Some(address) = address {
            self.addresses.check_key(&network(address)).map_err(|not_until| not_until.wait_time_from(now))?;
        }
        self.phones.check_key(&phone.to_owned()).map_err(|not_until| not_until.wait_time_from(now))
    }

    /// Counts one code asked for by a screen, and says whose network it is.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub fn take_pairing(&self, address: Option<IpAddr>) -> Result<Option<IpAddr>, Duration> {
        self.sweep();
        let Some(network) = address.map(network) else { return Ok(None) };
        let now = self.ticks.now();
        let counted = self.pairings.check_key(&network);
        counted.map(|()| Some(network)).map_err(|not_until| not_until.wait_time_from(now))
    }

    /// Counts one code typed by this person.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub fn take_code(&self, person: PersonId) -> Result<(), Duration> {
        self.sweep();
        let now = self.ticks.now();
        self.codes.check_key(&person).map_err(|not_until| not_until.wait_time_from(now))
    }

    fn sweep(&self) {
        if self.phones.len() > KEYS_MAX {
            self.phones.retain_recent();
        }
        if self.denials.len() > KEYS_MAX {
            self.denials.retain_recent();
        }
        if self.addresses.len() > KEYS_MAX {
            self.addresses.retain_recent();
        }
        if self.pairings.len() > KEYS_MAX {
            self.pairings.retain_recent();
        }
        if self.codes.len() > KEYS_MAX {
            self.codes.retain_recent();
        }
    }
}

/// The refusal of one attempt too many.
pub(crate) fn too_many(wait: Duration) -> Refused {
    let wait_ms = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
    Refused::after_ms(Problem::of(ProblemCode::TooManyAttempts).with("wait_s", wait.as_secs() + 1), wait_ms)
}

/// Whoever has one IPv6 address has the 2^64 of its network.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

/// The program's own monotonic time as governor wants it.
#[derive(Clone)]
struct Ticks(Arc<dyn lamplight_actors::Clock>);

impl Clock for Ticks {
    type Instant = Moment;

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.0.tick().as_nanos()).unwrap_or(u64::MAX))
    }
}

/// Nanoseconds since the program started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment(u64);

impl Add<Nanos> for Moment {
    type Output = Self;

    fn add(self, span: Nanos) -> Self {
        Self(self.0.saturating_add(span.as_u64()))
    }
}

impl Reference for Moment {
    fn duration_since(&self, earlier: Self) -> Nanos {
        self.0.saturating_sub(earlier.0).into()
    }

    fn saturating_sub(&self, span: Nanos) -> Self {
        Self(self.0.checked_sub(span.as_u64()).unwrap_or(self.0))
    }
}

#[cfg(test)]
mod tests;
