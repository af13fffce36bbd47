//! What is usual: the present day against like days, which are the same weekday in each of the last five
//! weeks. A day counts only when the log covers it whole: not the log's first day, nor any before it.

use alloc::vec::Vec;

use super::Scores;
use crate::time::{LocalDay, Timestamp};

pub(super) const SLOT_MINUTES: u32 = 30;
pub(super) const SLOTS: usize = 48;
const WEEKS: u32 = 5;

/// One half hour of the local clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfHour {
    /// Minutes since midnight.
    pub from_minute: u32,
    /// Reports opened in it on the present day; none: it has not begun.
    pub opened: Option<u32>,
    /// Fewest, median (of an even number the mean of the middle two, cut off) and most of the like days.
    pub usual: Option<(u32, u32, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodayAgainstUsual {
    pub day: LocalDay,
    /// Latest first.
    pub like_days: Vec<LocalDay>,
    pub half_hours: Vec<HalfHour>,
}

impl Scores {
    /// Reports up to this time of day on the like days, mean, rounded. Within the half hour that `now` is in
    /// they are taken as evenly spread. None: there is no like day.
    pub fn usual_by(&self, now: Timestamp) -> Option<u32> {
        let like = self.like_days();
        let minute = u64::from(self.minute_reached(now));
        let (full, rest) = ((minute / u64::from(SLOT_MINUTES)) as usize, minute % u64::from(SLOT_MINUTES));
        let sum: u64 = like
            .iter()
            .map(|&day| {
                let before: u64 = (0..full).map(|slot| u64::from(self.slot(day, slot))).sum();
                before * u64::from(SLOT_MINUTES) + u64::from(self.slot(day, full)) * rest
            })
            .sum();
        let parts = like.len() as u64 * u64::from(SLOT_MINUTES);
        u32::try_from((sum + parts / 2).checked_div(parts)?).ok()
    }

    /// The present day's reports by half hours against those of the like days.
    pub fn today_against_usual(&self, now: Timestamp) -> TodayAgainstUsual {
        let (present, like_days) = (self.present_day(), self.like_days());
        let reached = self.minute_reached(now);
        let half_hour = |slot: usize| {
            let from_minute = slot as u32 * SLOT_MINUTES;
            let mut like: Vec<u32> = like_days.iter().map(|&day| self.slot(day, slot)).collect();
            like.sort_unstable();
            let middle = (like.len().saturating_sub(1) / 2, like.len() / 2);
            let usual = match (like.first(), like.get(middle.0), like.get(middle.1), like.last()) {
                (Some(&low), Some(&left), Some(&right), Some(&high)) => {
                    Some((low, left + (right - left) / 2, high))
                }
                _ => None,
            };
            let opened = (from_minute <= reached).then(|| self.slot(present, slot));
            HalfHour { from_minute, opened, usual }
        };
        let half_hours = (0..SLOTS).map(half_hour).collect();
        TodayAgainstUsual { day: present, like_days, half_hours }
    }

    fn like_days(&self) -> Vec<LocalDay> {
        let (Some(present), Some(first)) = (self.day, self.first_day) else { return Vec::new() };
        (1..=WEEKS).map(|weeks| present.back(7 * weeks)).filter(|day| *day > first).collect()
    }

    fn slot(&self, day: LocalDay, slot: usize) -> u32 {
        self.days.get(&day).and_then(|day| day.slots.get(slot)).copied().unwrap_or(0)
    }

    /// How far the present day has come; all of it, where the clock is on the next already.
    fn minute_reached(&self, now: Timestamp) -> u32 {
        if self.time_zone.local_day(now) > self.present_day() {
            return 24 * 60;
        }
        self.time_zone.minute_of_day(now)
    }
}
