//! What it costs to give a ticket to somebody: integers in thousandths, so that every machine finds the
//! same winner. `weight.load x load^2 + zone + fairness + travel + context`; each part lies between 0 and
//! its weight, but load, which grows on when a critical ticket exceeds the capacity.

use alloc::vec::Vec;

use crate::dispatch::filter::capacity;
use crate::dispatch::need::Need;
use crate::dispatch::record::Terms;
use crate::dispatch::view::View;
use crate::ids::PersonId;
use crate::org::{Duty, Person};
use crate::time::Span;

/// The capacity that load is measured against where the policy sets no limit, in minutes.
const NOMINAL_CAPACITY: u32 = 120;
/// Full weight.
const WHOLE: i64 = 1_000;
/// Days that count as recent work, today included.
const FAIRNESS_DAYS: i64 = 7;

impl View<'_> {
    /// `median`: of recent work (`recent_work_median`), found once a choice.
    pub fn terms(&self, engineer: PersonId, need: &Need, median: i64) -> Terms {
        let weights = self.directory().policy.weights;
        let part = |weight: i64, share: i64| weight.saturating_mul(share) / WHOLE;
        let load = self.load_share(engineer, need.effort);
        Terms {
            load: weights.load.saturating_mul(load.saturating_mul(load)) / (WHOLE * WHOLE),
            zone: part(weights.zone, self.zone_share(engineer, need)),
            fairness: part(weights.fairness, self.fairness_share(engineer, median)),
            travel: part(weights.travel, self.travel_share(engineer, need)),
            context: part(weights.context, self.context_share(engineer, need)),
        }
    }

    /// Load with this ticket over capacity. Rises with every minute he holds (D9).
    fn load_share(&self, engineer: PersonId, effort: u32) -> i64 {
        let capacity = capacity(&self.directory().policy, self.duty_of(engineer));
        let capacity = i64::from(capacity.unwrap_or(NOMINAL_CAPACITY).max(1));
        let load = i64::from(self.books.hands(engineer).load) + i64::from(effort);
        // A thousand capacities are enough to tell people apart; the square stays far from overflow.
        (load * WHOLE / capacity).min(1_000 * WHOLE)
    }

    /// From the nearest of his own zones.
    fn zone_share(&self, engineer: PersonId, need: &Need) -> i64 {
        if self.roster.is_remote(need.category) {
            return 0;
        }
        let zones = self.directory().person(engineer).map_or(&[][..], |person| &person.zones);
        zones.iter().map(|&zone| self.roster.distance(zone, need.zone)).min().unwrap_or(WHOLE)
    }

    /// How far his work of seven days lies above the median; never below zero: who has done little is
    /// not pushed forward, so a newcomer is not flooded.
    fn fairness_share(&self, engineer: PersonId, median: i64) -> i64 {
        if median == 0 {
            return 0;
        }
        ((self.recent_work(engineer) - median) * WHOLE / median).clamp(0, WHOLE)
    }

    /// From where he was last seen at work, else from his seat.
    fn travel_share(&self, engineer: PersonId, need: &Need) -> i64 {
        if self.roster.is_remote(need.category) {
            return 0;
        }
        let place = self.memory.place_of(engineer, self.directory());
        place.map_or(WHOLE, |place| self.roster.distance(place, need.zone))
    }

    /// Nothing when he knows the matter: he mended it before, or worked in that very place last.
    fn context_share(&self, engineer: PersonId, need: &Need) -> i64 {
        let knows =
            need.former_owner == Some(engineer) || self.memory.last_zone.get(&engineer) == Some(&need.zone);
        if knows { 0 } else { WHOLE }
    }

    /// Minutes completed in the last seven days.
    fn recent_work(&self, engineer: PersonId) -> i64 {
        let first = self.now - Span::from_hours(24 * (FAIRNESS_DAYS - 1));
        let first = self.directory().time_zone.local_day(first);
        let days = self.memory.effort_by_day.get(&engineer);
        days.into_iter().flat_map(|days| days.range(first..)).map(|(_, &minutes)| i64::from(minutes)).sum()
    }

    /// Of the engineers now on duty: who is on leave must not pull it down. The lower middle of an even
    /// number.
    pub fn recent_work_median(&self) -> i64 {
        let on_duty = |person: &&Person| self.duty_of(person.id) != Duty::Off;
        let mut work: Vec<i64> =
            self.directory().engineers().filter(on_duty).map(|person| self.recent_work(person.id)).collect();
        if work.is_empty() {
            return 0;
        }
        let middle = (work.len() - 1) / 2;
        *work.select_nth_unstable(middle).1
    }
}
