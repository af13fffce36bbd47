//! The directory as a choice reads it: coverage, members and paths, indexed once per directory, so that a
//! decision is a few dozen look-ups. Never changes; a new directory makes a new one.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::dispatch::rungs::Seat;
use crate::ids::{CategoryId, GroupId, PersonId, SystemId, ZoneId};
use crate::org::{Directory, Holder, Role, Subject};

/// Who holds one subject in one place.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    a: Option<Seat>,
    b: Option<Seat>,
}

#[derive(Debug, Clone)]
pub struct Roster {
    directory: Arc<Directory>,
    cells: BTreeMap<(Subject, Option<ZoneId>), Cell>,
    group_rows: BTreeMap<Subject, GroupId>,
    /// Engineers by group, disabled ones too: the record says why they were not asked.
    members: BTreeMap<GroupId, Vec<PersonId>>,
    /// Each zone with its ancestors, nearest first.
    zone_paths: BTreeMap<ZoneId, Vec<ZoneId>>,
}

impl Roster {
    pub fn of(directory: Arc<Directory>) -> Self {
        let mut cells: BTreeMap<_, Cell> = BTreeMap::new();
        let mut group_rows = BTreeMap::new();
        for row in directory.coverage.values() {
            let cell = cells.entry((row.subject, row.zone));
            match row.holder {
                Holder::A { engineer, group } => cell.or_default().a = Some(Seat { engineer, group }),
                Holder::B { engineer, group } => cell.or_default().b = Some(Seat { engineer, group }),
                Holder::Group(group) => drop(group_rows.insert(row.subject, group)),
            }
        }
        let mut members: BTreeMap<GroupId, Vec<PersonId>> = BTreeMap::new();
        for person in directory.people.values().filter(|person| person.roles.has(Role::Engineer)) {
            for group in &person.groups {
                members.entry(*group).or_default().push(person.id);
            }
        }
        let path = |zone: &ZoneId| directory.zone_path(*zone).map(|node| node.id).collect();
        let zone_paths = directory.zones.keys().map(|zone| (*zone, path(zone))).collect();
        Self { directory, cells, group_rows, members, zone_paths }
    }

    pub fn directory(&self) -> &Arc<Directory> {
        &self.directory
    }

    /// A and B, each from the most specific row that names one: the system's rows before the category's,
    /// a deeper category before a higher one, then a deeper zone before a higher one.
    pub fn holders(
        &self,
        category: CategoryId,
        system: Option<SystemId>,
        zone: ZoneId,
    ) -> (Option<Seat>, Option<Seat>) {
        let mut found = Cell::default();
        let places = self.zone_paths.get(&zone).map_or(&[][..], Vec::as_slice);
        for subject in self.subjects(category, system) {
            for place in places.iter().copied().map(Some).chain([None]) {
                let Some(cell) = self.cells.get(&(subject, place)) else { continue };
                found.a = found.a.or(cell.a);
                found.b = found.b.or(cell.b);
                if found.a.is_some() && found.b.is_some() {
                    return (found.a, found.b);
                }
            }
        }
        (found.a, found.b)
    }

    /// Groups that answer for this kind of fault, most specific first, without repeats: the first is the
    /// ticket's own group, the others have the skill.
    pub fn groups(&self, category: CategoryId, system: Option<SystemId>) -> Vec<GroupId> {
        let mut groups = Vec::new();
        for subject in self.subjects(category, system) {
            if let Some(group) = self.group_rows.get(&subject)
                && !groups.contains(group)
            {
                groups.push(*group);
            }
        }
        groups
    }

    pub fn members(&self, group: GroupId) -> &[PersonId] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    /// How far `from` is from `to`, in thousandths: the part of `to`'s path that one has to climb before
    /// meeting a place that contains `from` too. 0 inside `from`, 1000 on another campus.
    pub fn distance(&self, from: ZoneId, to: ZoneId) -> i64 {
        let (Some(near), Some(path)) = (self.zone_paths.get(&from), self.zone_paths.get(&to)) else {
            return 1_000;
        };
        if path.contains(&from) {
            return 0;
        }
        let climbed = path.iter().position(|place| near.contains(place)).unwrap_or(path.len());
        i64::try_from(climbed * 1_000 / path.len().max(1)).unwrap_or(1_000)
    }

    pub fn is_remote(&self, category: CategoryId) -> bool {
        self.directory.categories.get(&category).is_some_and(|row| row.remote)
    }

    fn subjects(&self, category: CategoryId, system: Option<SystemId>) -> impl Iterator<Item = Subject> + '_ {
        let categories = self.directory.category_path(category).map(|row| Subject::Category(row.id));
        system.map(Subject::System).into_iter().chain(categories)
    }
}
