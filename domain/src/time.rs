//! Instants, spans and local days. The hospital's `now` is always passed in; nothing here reads a clock.
//!
//! Inside and in SQL everything is `i64` microseconds UTC; only the organisation's zone turns an instant
//! into a day. Arithmetic saturates: a nonsense input gives a far date, never a panic.

mod day;

use alloc::string::String;
use core::fmt;
use core::ops::{Add, AddAssign, Sub};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const MAX: Self = Self(i64::MAX);

    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// As chrono sees it; far out of range it is the epoch.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
}

/// A length of time in microseconds; may be negative as a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    pub const ZERO: Self = Self(0);

    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    pub const fn from_minutes(minutes: i64) -> Self {
        Self::from_seconds(minutes.saturating_mul(60))
    }

    pub const fn from_hours(hours: i64) -> Self {
        Self::from_minutes(hours.saturating_mul(60))
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn seconds(self) -> i64 {
        self.0 / 1_000_000
    }

    /// `self * share / 1000`: a share in thousandths, e.g. 750 for the warning at 75 %.
    pub const fn thousandths(self, share: i64) -> Self {
        Self(self.0.saturating_mul(share) / 1_000)
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;

    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Span {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// A calendar day of an organisation as `yyyymmdd`: `20261124`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalDay(pub u32);

impl fmt::Display for LocalDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

/// An IANA time zone, by its name in the stored form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeZoneName(Tz);

impl TimeZoneName {
    pub const SHANGHAI: Self = Self(Tz::Asia__Shanghai);
    pub const UTC: Self = Self(Tz::UTC);

    /// `None` when IANA has no such zone.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub fn local_day(self, at: Timestamp) -> LocalDay {
        let date = at.to_utc().with_timezone(&self.0).date_naive();
        LocalDay(date.year().max(0).cast_unsigned() * 10_000 + date.month() * 100 + date.day())
    }

    /// The first instant of this moment's local day.
    pub fn day_begin(self, at: Timestamp) -> Timestamp {
        self.first_instant(at.to_utc().with_timezone(&self.0).date_naive())
    }

    /// The instant at which this moment's local day ends: the first instant of the next one.
    pub fn day_end(self, at: Timestamp) -> Timestamp {
        let date = at.to_utc().with_timezone(&self.0).date_naive();
        let next = date.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        self.first_instant(next)
    }

    fn first_instant(self, date: NaiveDate) -> Timestamp {
        let midnight = date.and_time(NaiveTime::MIN);
        // A zone that skips midnight (summer time) starts its day at the first hour that exists.
        (0..4)
            .find_map(|hour| {
                self.0.from_local_datetime(&(midnight + chrono::TimeDelta::hours(hour))).earliest()
            })
            .map_or(Timestamp::MAX, |at| Timestamp(at.timestamp_micros()))
    }
}

impl Serialize for TimeZoneName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for TimeZoneName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| serde::de::Error::custom("not an IANA time zone"))
    }
}

#[cfg(test)]
mod tests;
