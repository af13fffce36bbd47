//! What the scores say: one function a figure, with its definition. "Reports" are tickets opened, whatever
//! became of them: withdrawn and merged ones too, for somebody reported them.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::{DAYS_BEFORE, Scores};
use crate::ids::{CategoryId, DepartmentId, PersonId, SystemId};
use crate::org::{CategoryKind, Directory};
use crate::stats::{PersonDay, Tally};
use crate::time::{LocalDay, Timestamp};

/// Reports of one kind, on the present day and since Monday (the present day included).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share<K> {
    pub of: K,
    pub today: u32,
    pub week: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineerScore {
    pub engineer: PersonId,
    pub completed: u32,
    pub in_hand: u32,
}

/// Reports opened on a day and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRow {
    pub day: LocalDay,
    pub opened: u32,
    pub hardware: u32,
    pub software: u32,
    pub telephone: u32,
    pub mobile: u32,
    pub machine: u32,
    pub completed_same_day: u32,
    pub overdue_same_day: u32,
}

impl Scores {
    /// The present day: the latest that anything is known of.
    pub fn day(&self) -> LocalDay {
        self.present_day()
    }

    /// Reports by their present category, taken together at the level below the root of each kind (the root
    /// itself, where a report names it); most of this week first.
    pub fn categories(&self, directory: &Directory) -> Vec<Share<CategoryId>> {
        self.shares(|day| {
            let mut branches = Tally::default();
            for (category, count) in day.categories.iter() {
                branches.add(branch_of(directory, *category), count);
            }
            branches
        })
    }

    /// Reports whose present category is of software, by their present system; `None`: none is named.
    pub fn systems(&self, directory: &Directory) -> Vec<Share<Option<SystemId>>> {
        self.shares(|day| {
            let mut systems = Tally::default();
            let software = |id| kind_of(directory, id) == Some(CategoryKind::Software);
            for ((_, system), count) in day.systems.iter().filter(|((category, _), _)| software(*category)) {
                systems.add(*system, count);
            }
            systems
        })
    }

    /// Reports by the department they were opened for; `None`: none is named.
    pub fn departments(&self) -> Vec<Share<Option<DepartmentId>>> {
        self.shares(|day| day.departments.clone())
    }

    /// Who completed something on the present day or owns something now; most completed first.
    /// `completed`: tickets whose end is a completion said on the present day, by whoever owned them then: one
    /// that is reopened does not count any more, one completed again counts once. `in_hand`: on hold included.
    pub fn engineers(&self) -> Vec<EngineerScore> {
        let mut scores: BTreeMap<PersonId, (u32, u32)> = BTreeMap::new();
        for engineer in self.today.completed.values().filter_map(|(engineer, _)| *engineer) {
            scores.entry(engineer).or_default().0 += 1;
        }
        for (engineer, count) in self.in_hand.iter() {
            scores.entry(*engineer).or_default().1 += count;
        }
        let mut engineers: Vec<EngineerScore> = scores
            .into_iter()
            .map(|(engineer, (completed, in_hand))| EngineerScore { engineer, completed, in_hand })
            .collect();
        engineers.sort_by_key(|score| (Reverse(score.completed), Reverse(score.in_hand), score.engineer));
        engineers
    }

    /// The present day of everybody who was asked, completed or was rated in it.
    pub fn people_today(&self) -> BTreeMap<PersonId, PersonDay> {
        let mut completed: BTreeMap<PersonId, Tally<i64>> =
            self.today.people.ids().map(|person| (person, Tally::default())).collect();
        for (engineer, seconds) in self.today.completed.values() {
            if let Some(engineer) = engineer {
                completed.entry(*engineer).or_default().add(*seconds, 1);
            }
        }
        let day = |(person, completed)| (person, self.today.people.day(person, &completed));
        completed.into_iter().map(day).collect()
    }

    /// The last 35 days, fewer while the log is younger, the present one last, none left out.
    /// `completed_same_day`: opened on the day and completed at its end (now, for the present day); what is
    /// completed or reopened later changes nothing. `overdue_same_day`: a target of it was missed before the
    /// day's end. `hardware`, `software`: by present category.
    pub fn days(&self, directory: &Directory) -> Vec<DayRow> {
        let (Some(present), Some(first)) = (self.day, self.first_day) else { return Vec::new() };
        let days = (0..DAYS_BEFORE).rev().map(|ago| present.back(ago));
        days.filter(|day| *day >= first).map(|day| self.day_row(day, directory)).collect()
    }

    fn day_row(&self, of: LocalDay, directory: &Directory) -> DayRow {
        let Some(day) = self.days.get(&of) else {
            return DayRow {
                day: of,
                opened: 0,
                hardware: 0,
                software: 0,
                telephone: 0,
                mobile: 0,
                machine: 0,
                completed_same_day: 0,
                overdue_same_day: 0,
            };
        };
        let mut kinds = [0, 0];
        for (category, count) in day.categories.iter() {
            match kind_of(directory, *category) {
                Some(CategoryKind::Hardware) => kinds[0] += count,
                Some(CategoryKind::Software) => kinds[1] += count,
                None => {}
            }
        }
        DayRow {
            day: of,
            opened: day.count(),
            hardware: kinds[0],
            software: kinds[1],
            telephone: day.telephone,
            mobile: day.mobile,
            machine: day.machine,
            completed_same_day: day.completed,
            overdue_same_day: day.missed,
        }
    }

    /// Median seconds from opening to first acceptance, of tickets first accepted on the present day. A
    /// reopened ticket has been through that: its later acceptances do not count.
    pub fn accept_median_s(&self) -> Option<i64> {
        self.today.accept.median()
    }

    /// Median seconds from opening to when somebody first was there: arrived (on the spot or remotely), or
    /// without that completed or left unresolved; of tickets where this was said on the present day. Of a
    /// reopened ticket only its first life counts; withdrawn and merged ones were not responded to, and an end
    /// that was undone was no response.
    pub fn respond_median_s(&self) -> Option<i64> {
        median(self.today.respond.values().copied())
    }

    /// Median seconds from opening to completion, of the completions of the present day that stand; a hold and
    /// an earlier life are within. When it happened counts where that differs from when it was said.
    pub fn resolve_median_s(&self) -> Option<i64> {
        median(self.today.completed.values().map(|(_, seconds)| *seconds))
    }

    /// Thousandths, cut off, of the reports of the present month's days before the present one that were
    /// completed on their day; none: no such report.
    pub fn same_day_of_month(&self) -> Option<u32> {
        let present = self.present_day();
        let month = self.days.range(..present).filter(|(day, _)| day.month() == present.month());
        let (opened, completed) = month.fold((0_u64, 0_u64), |(opened, completed), (_, day)| {
            (opened + u64::from(day.count()), completed + u64::from(day.completed))
        });
        u32::try_from((completed * 1_000).checked_div(opened)?).ok()
    }

    /// Since when the ticket waits that has waited longest, of those unassigned now. It waits from when it was
    /// left without an owner (an end that was undone is a break): a ring in between that nobody answered does
    /// not make it wait anew.
    pub fn unassigned_since(&self) -> Option<Timestamp> {
        self.waiting.values().filter(|waiting| !waiting.rings).map(|waiting| waiting.since).min()
    }

    /// Since when the ticket is overdue that is overdue longest: from the first of its missed targets on
    /// without a break.
    pub fn overdue_since(&self) -> Option<Timestamp> {
        self.overdue.values().copied().min()
    }

    fn shares<K: Ord + Copy>(&self, count: impl Fn(&super::Day) -> Tally<K>) -> Vec<Share<K>> {
        let present = self.present_day();
        let mut shares: BTreeMap<K, (u32, u32)> = BTreeMap::new();
        for (day, counts) in self.days.range(present.monday()..) {
            for (key, count) in count(counts).iter() {
                let share = shares.entry(*key).or_default();
                share.0 += if *day == present { count } else { 0 };
                share.1 += count;
            }
        }
        let mut shares: Vec<Share<K>> =
            shares.into_iter().map(|(of, (today, week))| Share { of, today, week }).collect();
        shares.sort_by_key(|share| (Reverse(share.week), Reverse(share.today), share.of));
        shares
    }
}

fn median(seconds: impl Iterator<Item = i64>) -> Option<i64> {
    let mut tally = Tally::default();
    seconds.for_each(|seconds| tally.add(seconds, 1));
    tally.median()
}

/// The ancestor below the root; the category itself where it is the root or unknown.
fn branch_of(directory: &Directory, category: CategoryId) -> CategoryId {
    let below_root = directory.category_path(category).filter(|node| node.parent.is_some()).last();
    below_root.map_or(category, |node| node.id)
}

fn kind_of(directory: &Directory, category: CategoryId) -> Option<CategoryKind> {
    directory.categories.get(&category).map(|node| node.kind)
}
