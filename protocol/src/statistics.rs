//! Statistics as they are read by HTTP: counted by `domain::stats`, never here.

use lamplight_domain::stats::{HalfHour as Counted, TodayAgainstUsual as Today};
use lamplight_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Instant;

/// Reports of the present day by half hours, against the same weekday of the last weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TodayAgainstUsual {
    /// The organisation's present day: `2026-11-24`.
    pub day: String,
    /// The hospital's time of this answer.
    pub now: Instant,
    /// The days that it is set against, latest first: at most five; none while the log is young.
    pub like_days: Vec<String>,
    /// The 48 of a day, in order.
    pub half_hours: Vec<HalfHour>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HalfHour {
    /// Minutes of the local clock since midnight.
    pub from_minute: u32,
    /// Reports opened in it today; absent while it has not begun. The one that `now` is in is still running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<u32>,
    /// Fewest, median and most of the like days; absent while there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
}

impl TodayAgainstUsual {
    pub fn of(today: &Today, now: Timestamp) -> Self {
        Self {
            day: today.day.iso(),
            now: now.into(),
            like_days: today.like_days.iter().map(|day| day.iso()).collect(),
            half_hours: today.half_hours.iter().copied().map(HalfHour::from).collect(),
        }
    }
}

impl From<Counted> for HalfHour {
    fn from(half_hour: Counted) -> Self {
        Self {
            from_minute: half_hour.from_minute,
            opened: half_hour.opened,
            low: half_hour.usual.map(|(low, _, _)| low),
            median: half_hour.usual.map(|(_, median, _)| median),
            high: half_hour.usual.map(|(_, _, high)| high),
        }
    }
}
