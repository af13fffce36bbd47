//! Durations as people write them: `250ms`, `30s`, `10m`, `12h`, `7d`. Never a bare number: its unit would
//! be a guess.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer, de};

const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// A duration of whole milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lasting(pub Duration);

impl Lasting {
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl FromStr for Lasting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unreadable =
            || format!("`{text}` is no duration: write a whole number and ms, s, m, h or d, like 30s");
        let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(unreadable)?;
        let (number, unit) = text.split_at(unit_at);
        let number: u64 = number.parse().map_err(|_| unreadable())?;
        let (_, millis) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(unreadable)?;
        number.checked_mul(*millis).map(Duration::from_millis).map(Self).ok_or_else(unreadable)
    }
}

impl fmt::Display for Lasting {
    /// In the largest unit that leaves no rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX);
        let whole = UNITS.iter().rev().find(|(_, unit)| millis >= *unit && millis % unit == 0);
        let (name, unit) = whole.unwrap_or(&UNITS[0]);
        write!(f, "{}{name}", millis / unit)
    }
}

impl<'de> Deserialize<'de> for Lasting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
impl serde::Serialize for Lasting {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
