//! Who is on duty when: a day shift on working days, a smaller one at the weekend, and a night watch in
//! turns with somebody of every group. Never looks at tickets: who goes home with open work is another's
//! affair.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::hospital::past::chance::Chance;
use crate::hospital::past::shape::is_weekend;
use crate::ids::{GroupId, PersonId};
use crate::org::Directory;
use crate::time::{LocalDay, Span, Timestamp};

/// Of so many in a group one has the night.
const NIGHT_SHARE: usize = 8;
/// And one the weekend's day.
const WEEKEND_SHARE: usize = 4;
/// Of a thousand, who is away on a working day: leave, courses, illness.
const AWAY: usize = 60;
const NIGHT_BEGINS: Span = Span::from_minutes(17 * 60);

/// Somebody's time on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    pub engineer: PersonId,
    pub from: Timestamp,
    pub to: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Crew {
    groups: Vec<Vec<PersonId>>,
    /// Days planned so far: whose turn it is.
    turn: usize,
}

impl Crew {
    pub fn of(directory: &Directory, engineers: &[PersonId]) -> Self {
        let mut groups: BTreeMap<GroupId, Vec<PersonId>> = BTreeMap::new();
        for &engineer in engineers {
            let group = directory.person(engineer).and_then(|person| person.groups.first());
            groups.entry(group.copied().unwrap_or(GroupId::from_raw(0))).or_default().push(engineer);
        }
        Self { groups: groups.into_values().collect(), turn: 0 }
    }

    /// The watch of the night that ends in the morning of the first day.
    pub fn first_night(&self) -> Vec<PersonId> {
        self.groups.iter().flat_map(|group| watch(group, group.len() - 1)).collect()
    }

    /// The shifts that begin on this day, whose midnight is given.
    pub fn shifts(&mut self, day: LocalDay, midnight: Timestamp, chance: &mut Chance) -> Vec<Shift> {
        let mut shifts = Vec::new();
        for group in &self.groups {
            let night = watch(group, self.turn);
            let rests = watch(group, self.turn + group.len() - 1);
            let weekend = weekend(group, self.turn);
            for &engineer in group {
                let works = if is_weekend(day) {
                    weekend.contains(&engineer)
                } else {
                    !rests.contains(&engineer) && !chance.happens(AWAY)
                };
                if night.contains(&engineer) {
                    let from = midnight + NIGHT_BEGINS + chance.minutes(0, 20);
                    let to = midnight + Span::from_hours(32) + chance.minutes(0, 15);
                    shifts.push(Shift { engineer, from, to });
                } else if works {
                    let from = midnight + Span::from_minutes(7 * 60 + 40) + chance.minutes(0, 25);
                    let to = midnight + Span::from_minutes(17 * 60 + 25) + chance.minutes(0, 25);
                    shifts.push(Shift { engineer, from, to });
                }
            }
        }
        self.turn += 1;
        shifts
    }
}

fn watch(group: &[PersonId], turn: usize) -> Vec<PersonId> {
    in_turn(group, turn, group.len().div_ceil(NIGHT_SHARE))
}

fn weekend(group: &[PersonId], turn: usize) -> Vec<PersonId> {
    in_turn(group, turn * 2 + 3, group.len().div_ceil(WEEKEND_SHARE))
}

fn in_turn(group: &[PersonId], turn: usize, count: usize) -> Vec<PersonId> {
    (0..count.min(group.len())).map(|place| group[(turn * count + place) % group.len()]).collect()
}
