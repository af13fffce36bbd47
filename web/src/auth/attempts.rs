//! How often somebody may try to log in: per telephone number and per client address, by `tick`.

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

/// Keys held before forgotten ones are swept.
const KEYS_MAX: usize = 100_000;

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Ticks, NoOpMiddleware<Moment>>;

pub(crate) struct Attempts {
    phones: Limiter<String>,
    addresses: Limiter<IpAddr>,
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
            ticks,
        }
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

    fn sweep(&self) {
        if self.phones.len() > KEYS_MAX {
            self.phones.retain_recent();
        }
        if self.addresses.len() > KEYS_MAX {
            self.addresses.retain_recent();
        }
    }
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
