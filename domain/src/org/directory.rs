//! A snapshot of an organisation's directory: what every decision looks things up in. Ordered maps, so
//! that iteration is the same everywhere. Changed only by putting or removing versioned rows.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{
    CategoryId, CauseId, CoverageId, DepartmentId, GroupId, OrganisationId, PersonId, PlaceId, SystemId,
    ZoneId,
};
use crate::log::{By, Decided, Fact, Recorded};
use crate::org::{
    Category, Cause, CoverageRow, Department, Event, Group, Person, Place, Policy, Role, System, Targets,
    Zone, place_code,
};
use crate::ticket::{Priority, Rejection};
use crate::time::{TimeZoneName, Timestamp};

/// One versioned row, as stored and as imported. Of a person it holds name and telephone too: the store
/// keeps those in the `people` table. Tagged `row`, for zones and categories have a `kind` of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum DirectoryRow {
    Organisation { name: String, time_zone: TimeZoneName },
    Policy(Policy),
    Zone(Zone),
    Department(Department),
    Category(Category),
    Cause(Cause),
    System(System),
    Group(Group),
    Person(Person),
    Coverage(CoverageRow),
    Place(Place),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    pub organisation: OrganisationId,
    pub name: String,
    pub time_zone: TimeZoneName,
    /// Of the last change; 0 while empty.
    pub version: u32,
    pub policy: Policy,
    pub zones: BTreeMap<ZoneId, Zone>,
    pub departments: BTreeMap<DepartmentId, Department>,
    pub categories: BTreeMap<CategoryId, Category>,
    pub causes: BTreeMap<CauseId, Cause>,
    pub systems: BTreeMap<SystemId, System>,
    pub groups: BTreeMap<GroupId, Group>,
    pub people: BTreeMap<PersonId, Person>,
    pub coverage: BTreeMap<CoverageId, CoverageRow>,
    pub places: BTreeMap<PlaceId, Place>,
}

impl Directory {
    pub fn empty(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            name: String::new(),
            time_zone: TimeZoneName::SHANGHAI,
            version: 0,
            policy: Policy::default(),
            zones: BTreeMap::new(),
            departments: BTreeMap::new(),
            categories: BTreeMap::new(),
            causes: BTreeMap::new(),
            systems: BTreeMap::new(),
            groups: BTreeMap::new(),
            people: BTreeMap::new(),
            coverage: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// Takes rows in; a row of the same id is replaced. Total: it cannot fail. Validity is `change`'s duty.
    pub fn put(&mut self, version: u32, rows: impl IntoIterator<Item = DirectoryRow>) {
        self.version = version;
        for row in rows {
            match row {
                DirectoryRow::Organisation { name, time_zone } => {
                    self.name = name;
                    self.time_zone = time_zone;
                }
                DirectoryRow::Policy(policy) => self.policy = policy,
                DirectoryRow::Zone(zone) => drop(self.zones.insert(zone.id, zone)),
                DirectoryRow::Department(row) => drop(self.departments.insert(row.id, row)),
                DirectoryRow::Category(row) => drop(self.categories.insert(row.id, row)),
                DirectoryRow::Cause(row) => drop(self.causes.insert(row.id, row)),
                DirectoryRow::System(row) => drop(self.systems.insert(row.id, row)),
                DirectoryRow::Group(row) => drop(self.groups.insert(row.id, row)),
                DirectoryRow::Person(row) => drop(self.people.insert(row.id, row)),
                DirectoryRow::Coverage(row) => drop(self.coverage.insert(row.id, row)),
                DirectoryRow::Place(row) => drop(self.places.insert(row.id, row)),
            }
        }
    }

    /// Decides an import of rows: every reference must hold afterwards, no two coverage rows may tie.
    /// The rows themselves travel beside the event in the same journal entry.
    ///
    /// # Errors
    /// `BadDirectory` with what is wrong with which row.
    pub fn change(
        &self,
        rows: &[DirectoryRow],
        by: By,
        now: Timestamp,
    ) -> Result<(Decided, Self), Rejection> {
        let mut after = self.clone();
        after.put(self.version + 1, rows.iter().cloned());
        after.validate()?;
        let event = Event::DirectoryChanged {
            version: after.version,
            rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        };
        let recorded = Recorded { at: now, by, occurred_at: None, fact: Fact::Organisation(event) };
        Ok((Decided::organisation_event(self.organisation, recorded), after))
    }

    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The place that this scanned or typed code stands for. A look through all: a hospital has some
    /// thousand labels, and a scan is a person's act.
    pub fn place(&self, code: &str) -> Option<&Place> {
        let code = place_code(code)?;
        self.places.values().find(|place| !place.retired && place.code == code)
    }

    /// All enabled engineers, by id.
    pub fn engineers(&self) -> impl Iterator<Item = &Person> {
        self.people.values().filter(|person| person.enabled && person.roles.has(Role::Engineer))
    }

    /// The zone and its ancestors, nearest first.
    pub fn zone_path(&self, zone: ZoneId) -> impl Iterator<Item = &Zone> {
        let mut next = self.zones.get(&zone);
        core::iter::from_fn(move || {
            let here = next?;
            next = here.parent.and_then(|parent| self.zones.get(&parent));
            Some(here)
        })
        .take(16)
    }

    /// The category and its ancestors, nearest first.
    pub fn category_path(&self, category: CategoryId) -> impl Iterator<Item = &Category> {
        let mut next = self.categories.get(&category);
        core::iter::from_fn(move || {
            let here = next?;
            next = here.parent.and_then(|parent| self.categories.get(&parent));
            Some(here)
        })
        .take(16)
    }

    pub fn is_leaf(&self, category: CategoryId) -> bool {
        self.categories.contains_key(&category)
            && !self.categories.values().any(|other| other.parent == Some(category))
    }

    /// The targets of a category at a priority: the nearest ancestor that has its own, else the policy's.
    pub fn targets(&self, category: CategoryId, priority: Priority) -> Targets {
        self.category_path(category).find_map(|node| node.targets).unwrap_or(self.policy.targets)
            [priority.rank()]
    }

    /// The causes offered at completion of a category: its own, then its ancestors'.
    pub fn causes_of(&self, category: CategoryId) -> Vec<CauseId> {
        let mut causes = Vec::new();
        for cause in self.category_path(category).flat_map(|node| &node.causes) {
            if !causes.contains(cause) {
                causes.push(*cause);
            }
        }
        causes
    }

    /// The same with how often each was used, the most used first, else in that order: a habit is one touch
    /// away. Of a category that offers none all are, as at the completion.
    pub fn causes_by_use(&self, category: CategoryId, used: &BTreeMap<CauseId, u32>) -> Vec<(CauseId, u32)> {
        let mut causes = self.causes_of(category);
        if causes.is_empty() {
            causes = self.causes.keys().copied().collect();
        }
        let with_use = |id| (id, used.get(&id).copied().unwrap_or(0));
        let mut causes: Vec<(CauseId, u32)> = causes.into_iter().map(with_use).collect();
        causes.sort_by_key(|(_, used)| core::cmp::Reverse(*used));
        causes
    }
}

#[path = "validate.rs"]
mod validate;
