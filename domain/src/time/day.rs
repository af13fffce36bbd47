//! Arithmetic of local days: the day so many days ago, the Monday of a week, the month. Never looks at a
//! clock or a zone.

use alloc::string::String;

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc};

use super::{LocalDay, TimeZoneName, Timestamp};

impl LocalDay {
    fn of(date: NaiveDate) -> Self {
        Self(date.year().max(0).cast_unsigned() * 10_000 + date.month() * 100 + date.day())
    }

    /// A number that is no day counts as the epoch's.
    fn date(self) -> NaiveDate {
        let year = i32::try_from(self.0 / 10_000).unwrap_or(0);
        NaiveDate::from_ymd_opt(year, self.0 / 100 % 100, self.0 % 100)
            .unwrap_or_else(|| DateTime::<Utc>::default().date_naive())
    }

    /// The day so many days before this one.
    #[must_use]
    pub fn back(self, days: u32) -> Self {
        Self::of(self.date().checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN))
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.back(self.date().weekday().num_days_from_monday())
    }

    /// Year and month, as `202611`.
    pub const fn month(self) -> u32 {
        self.0 / 100
    }

    /// As people and the wire write it: `2026-11-24`.
    pub fn iso(self) -> String {
        alloc::format!("{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

impl TimeZoneName {
    /// Minutes of the local clock since midnight: 0 to 1,439.
    pub fn minute_of_day(self, at: Timestamp) -> u32 {
        let local = at.to_utc().with_timezone(&self.0).time();
        local.hour() * 60 + local.minute()
    }
}
