//! The shape of a hospital's week: how many reports a day brings, at which hours, and by which way.
//! Numbers alone; chance comes in.

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use crate::hospital::past::chance::Chance;
use crate::ticket::Channel;
use crate::time::{LocalDay, Span};

/// Reports of a usual day, from Monday to Sunday.
const REPORTS: [usize; 7] = [222, 217, 215, 213, 209, 76, 65];
/// How the reports of a day are spread over its hours: the wards wake at seven, the clinics open at eight,
/// and the afternoon's clinics bring a second, lower hill.
const HOURS: [usize; 24] =
    [6, 4, 4, 3, 4, 7, 16, 55, 135, 125, 108, 76, 34, 48, 92, 86, 70, 40, 25, 20, 17, 14, 10, 7];
/// The weekend has no clinics: flatter.
const WEEKEND_HOURS: [usize; 24] =
    [12, 8, 7, 6, 8, 14, 28, 60, 92, 90, 80, 66, 44, 46, 60, 62, 58, 50, 44, 40, 36, 30, 22, 16];
/// Of a thousand reports.
const CHANNELS: [(Channel, usize); 4] =
    [(Channel::Page, 600), (Channel::Phone, 350), (Channel::Alarm, 30), (Channel::Api, 20)];

/// From 0 for Monday to 6 for Sunday.
pub fn weekday(day: LocalDay) -> usize {
    let (year, month, date) = (day.0 / 10_000, day.0 / 100 % 100, day.0 % 100);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(2_000), month, date);
    date.map_or(0, |date| usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0))
}

pub fn is_weekend(day: LocalDay) -> bool {
    weekday(day) >= 5
}

/// When somebody reports, counted from midnight, in order.
pub fn reports(day: LocalDay, chance: &mut Chance) -> Vec<Span> {
    let usual = REPORTS[weekday(day)];
    // Between 95 and 105 of a hundred.
    let count = usual * (950 + chance.below(101)) / 1_000;
    chance.moments(count, if is_weekend(day) { &WEEKEND_HOURS } else { &HOURS })
}

pub fn channel(chance: &mut Chance) -> Channel {
    CHANNELS[chance.weighted(&CHANNELS.map(|(_, weight)| weight))].0
}
