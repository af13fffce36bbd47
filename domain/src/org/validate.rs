//! Whether a directory holds together: references, trees without a cycle, coverage without ties.

use alloc::collections::BTreeSet;

use crate::org::{Directory, Holder, Subject, place_code};
use crate::ticket::Rejection;

impl Directory {
    /// # Errors
    /// `BadDirectory { what, id }` for the first row that refers to nothing, closes a cycle or ties.
    pub(super) fn validate(&self) -> Result<(), Rejection> {
        self.validate_trees()?;
        self.validate_people()?;
        self.validate_coverage()?;
        self.validate_places()
    }

    fn validate_trees(&self) -> Result<(), Rejection> {
        for zone in self.zones.values() {
            let reaches_a_root = self.zone_path(zone.id).last().is_some_and(|root| root.parent.is_none());
            require(reaches_a_root, "zone", zone.id.raw())?;
        }
        for category in self.categories.values() {
            let reaches_a_root =
                self.category_path(category.id).last().is_some_and(|root| root.parent.is_none());
            let causes_known = category.causes.iter().all(|cause| self.causes.contains_key(cause));
            require(reaches_a_root && causes_known, "category", category.id.raw())?;
        }
        for department in self.departments.values() {
            require(self.zones.contains_key(&department.area), "department", department.id.raw())?;
        }
        Ok(())
    }

    fn validate_people(&self) -> Result<(), Rejection> {
        for person in self.people.values() {
            let known = person.groups.iter().all(|group| self.groups.contains_key(group))
                && person.zones.iter().all(|zone| self.zones.contains_key(zone))
                && person.department.is_none_or(|id| self.departments.contains_key(&id));
            require(known, "person", person.id.raw())?;
        }
        Ok(())
    }

    fn validate_coverage(&self) -> Result<(), Rejection> {
        let mut taken = BTreeSet::new();
        for row in self.coverage.values() {
            let subject_known = match row.subject {
                Subject::Category(id) => self.categories.contains_key(&id),
                Subject::System(id) => self.systems.contains_key(&id),
            };
            let (place, holder_known) = match row.holder {
                Holder::A { engineer, group } => (0, self.member(engineer, group)),
                Holder::B { engineer, group } => (1, self.member(engineer, group)),
                Holder::Group(group) => (2, self.groups.contains_key(&group) && row.zone.is_none()),
            };
            let zone_known = row.zone.is_none_or(|zone| self.zones.contains_key(&zone));
            let alone = taken.insert((row.subject, row.zone, place));
            require(subject_known && holder_known && zone_known && alone, "coverage", row.id.raw())?;
        }
        Ok(())
    }

    fn validate_places(&self) -> Result<(), Rejection> {
        let mut codes = BTreeSet::new();
        for place in self.places.values() {
            let known = self.zones.contains_key(&place.zone)
                && place.department.is_none_or(|id| self.departments.contains_key(&id))
                && place.categories.iter().all(|id| self.categories.contains_key(id));
            let written = place_code(&place.code).as_ref() == Some(&place.code);
            require(known && written && codes.insert(&place.code), "place", place.id.raw())?;
        }
        Ok(())
    }

    fn member(&self, engineer: crate::ids::PersonId, group: crate::ids::GroupId) -> bool {
        self.people.get(&engineer).is_some_and(|person| person.groups.contains(&group))
    }
}

fn require(holds: bool, what: &'static str, id: i64) -> Result<(), Rejection> {
    if holds { Ok(()) } else { Err(Rejection::BadDirectory { what, id }) }
}
