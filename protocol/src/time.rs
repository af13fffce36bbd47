//! An instant on the wire: RFC 3339 with `Z`, microseconds where there are any.

use chrono::{DateTime, SecondsFormat, Utc};
use lamplight_domain::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// What is said of a text that is no time.
const EXPECTED: &str = "expected a time as RFC 3339 has it, such as 2026-11-24T02:21:00Z";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-11-24T02:21:00Z")]
pub struct Instant(pub Timestamp);

impl From<Timestamp> for Instant {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl From<Instant> for Timestamp {
    fn from(at: Instant) -> Self {
        at.0
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let at = DateTime::parse_from_rfc3339(&text).map_err(|_| serde::de::Error::custom(EXPECTED))?;
        Ok(Self(Timestamp::from_micros(at.with_timezone(&Utc).timestamp_micros())))
    }
}
