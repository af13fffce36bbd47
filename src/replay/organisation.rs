//! The organisation in which a log is played, made from what the past teaches: rows of a directory with
//! ids, and the names by which the play finds them again. Pure: time and chance are passed in.

use std::collections::{BTreeMap, BTreeSet};

use lamplight_domain::ids::{
    AccountId, CategoryId, CauseId, GroupId, Minter, OrganisationId, PersonId, ZoneId,
};
use lamplight_domain::org::{
    Category, CategoryKind, Cause, CoverageRow, DirectoryRow, Group, Holder, Person, Policy, Role, Roles,
    Subject, Zone, ZoneKind,
};
use lamplight_domain::ticket::Priority;
use lamplight_domain::time::{Span, TimeZoneName, Timestamp};

use super::incident::Incident;
use super::learn::{About, Holder as Learned, Leaf, Lesson};

pub const UNKNOWN: &str = "unknown";
/// The log says nothing of effort, and nothing is limited by it: any number does.
const EFFORT_MINUTES: u32 = 30;

/// Somebody who logs in, with the number he does it with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub account: AccountId,
    pub person: PersonId,
    pub name: String,
    pub phone: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub rows: Vec<DirectoryRow>,
    pub dispatcher: Member,
    /// By the name that the log gives them.
    pub engineers: BTreeMap<String, Member>,
    leaves: BTreeMap<Leaf, CategoryId>,
    zones: BTreeMap<Option<String>, ZoneId>,
    groups: BTreeMap<String, GroupId>,
    members: BTreeMap<GroupId, Vec<PersonId>>,
    causes: BTreeMap<Option<String>, CauseId>,
    callers: BTreeMap<Option<String>, PersonId>,
}

impl Organisation {
    /// The learned directory with the callers of the incidents to be played.
    pub fn of(lesson: &Lesson, played: &[Incident], policy: Policy, begins_at: Timestamp, seed: u64) -> Self {
        let mut maker = Maker {
            minter: Minter::seeded(seed),
            at: begins_at - Span::from_hours(1),
            rows: Vec::new(),
            phones: 0,
        };
        let id = maker.mint();
        maker
            .rows
            .push(DirectoryRow::Organisation { name: "Replay".to_owned(), time_zone: TimeZoneName::UTC });
        maker.rows.push(DirectoryRow::Policy(policy));
        let zones = maker.zones(lesson);
        let causes = maker.causes(lesson);
        let (categories, leaves) = maker.categories(lesson, &causes);
        let groups = maker.groups(lesson);
        let dispatcher = maker.person("Dispatcher", Role::Dispatcher, Vec::new());
        let mut members: BTreeMap<GroupId, Vec<PersonId>> = BTreeMap::new();
        let mut engineers = BTreeMap::new();
        for (name, own) in &lesson.engineers {
            let own: Vec<GroupId> = own.iter().map(|group| groups[group]).collect();
            let engineer = maker.person(name, Role::Engineer, own.clone());
            for group in own {
                members.entry(group).or_default().push(engineer.person);
            }
            engineers.insert(name.clone(), engineer);
        }
        let callers = maker.callers(played);
        maker.coverage(lesson, &categories, &leaves, &zones, &groups, &engineers);
        let rows = maker.rows;
        Self { id, rows, dispatcher, engineers, leaves, zones, groups, members, causes, callers }
    }

    /// # Panics
    /// Never: `leaf` of the same lesson names only leaves that were made.
    pub fn leaf(&self, leaf: &Leaf) -> CategoryId {
        self.leaves[leaf]
    }

    /// The zone of a location that the lesson knows; else `unknown`.
    pub fn zone(&self, location: Option<&str>) -> ZoneId {
        let known = self.zones.get(&location.map(str::to_owned));
        *known.unwrap_or(&self.zones[&None])
    }

    pub fn cause(&self, code: Option<&str>) -> CauseId {
        *self.causes.get(&code.map(str::to_owned)).unwrap_or(&self.causes[&None])
    }

    pub fn caller(&self, name: Option<&str>) -> PersonId {
        *self.callers.get(&name.map(str::to_owned)).unwrap_or(&self.callers[&None])
    }

    pub fn group(&self, name: &str) -> Option<GroupId> {
        self.groups.get(name).copied()
    }

    /// Whom a dispatcher would ask who knew how it ended: the solver himself, else somebody of the group,
    /// else anybody.
    pub fn by_hand(&self, solver: Option<&str>, group: Option<&str>) -> Option<PersonId> {
        let solver = solver.and_then(|name| self.engineers.get(name)).map(|member| member.person);
        let colleague = || self.members.get(&self.group(group?)?)?.first().copied();
        let anybody = || self.engineers.values().next().map(|member| member.person);
        solver.or_else(colleague).or_else(anybody)
    }
}

/// Collects rows while it hands out ids.
struct Maker {
    minter: Minter,
    at: Timestamp,
    rows: Vec<DirectoryRow>,
    phones: u32,
}

impl Maker {
    /// An id of a millisecond of its own: thousands of one millisecond would collide.
    fn mint<T: From<i64>>(&mut self) -> T {
        self.at = self.at + Span::from_millis(1);
        self.minter.mint(self.at)
    }

    fn zones(&mut self, lesson: &Lesson) -> BTreeMap<Option<String>, ZoneId> {
        let campus = self.zone(UNKNOWN_CAMPUS, None, ZoneKind::Campus);
        let mut zones = BTreeMap::from([(None, self.zone(UNKNOWN, Some(campus), ZoneKind::Area))]);
        for location in &lesson.locations {
            zones.insert(Some(location.clone()), self.zone(location, Some(campus), ZoneKind::Area));
        }
        zones
    }

    fn zone(&mut self, name: &str, parent: Option<ZoneId>, kind: ZoneKind) -> ZoneId {
        let id = self.mint();
        self.rows.push(DirectoryRow::Zone(Zone { id, parent, kind, name: name.to_owned(), closet: None }));
        id
    }

    fn causes(&mut self, lesson: &Lesson) -> BTreeMap<Option<String>, CauseId> {
        let mut causes = BTreeMap::new();
        for code in std::iter::once(None).chain(lesson.causes.iter().cloned().map(Some)) {
            let id = self.mint();
            let name = code.clone().unwrap_or_else(|| UNKNOWN.to_owned());
            self.rows.push(DirectoryRow::Cause(Cause { id, name }));
            causes.insert(code, id);
        }
        causes
    }

    /// Categories by name, and every leaf: each category has one that is called `unknown`.
    fn categories(
        &mut self,
        lesson: &Lesson,
        causes: &BTreeMap<Option<String>, CauseId>,
    ) -> (BTreeMap<String, CategoryId>, BTreeMap<Leaf, CategoryId>) {
        let offered: Vec<CauseId> = causes.values().copied().collect();
        let mut categories = BTreeMap::new();
        let mut leaves = BTreeMap::new();
        let unknown = self.category(UNKNOWN, None, &offered);
        leaves.insert(Leaf { category: None, subcategory: None }, unknown);
        for (name, children) in &lesson.categories {
            let parent = self.category(name, None, &offered);
            categories.insert(name.clone(), parent);
            for child in std::iter::once(None).chain(children.iter().cloned().map(Some)) {
                let id = self.category(child.as_deref().unwrap_or(UNKNOWN), Some(parent), &[]);
                leaves.insert(Leaf { category: Some(name.clone()), subcategory: child }, id);
            }
        }
        (categories, leaves)
    }

    fn category(&mut self, name: &str, parent: Option<CategoryId>, causes: &[CauseId]) -> CategoryId {
        let id = self.mint();
        self.rows.push(DirectoryRow::Category(Category {
            id,
            parent,
            kind: CategoryKind::Software,
            name: name.to_owned(),
            remote: true,
            effort: EFFORT_MINUTES,
            priority: Priority::Normal,
            targets: None,
            causes: causes.to_vec(),
        }));
        id
    }

    fn groups(&mut self, lesson: &Lesson) -> BTreeMap<String, GroupId> {
        let mut groups = BTreeMap::new();
        for name in &lesson.groups {
            let id = self.mint();
            self.rows.push(DirectoryRow::Group(Group { id, name: name.clone() }));
            groups.insert(name.clone(), id);
        }
        groups
    }

    fn person(&mut self, name: &str, role: Role, groups: Vec<GroupId>) -> Member {
        self.phones += 1;
        let member = Member {
            account: self.mint(),
            person: self.mint(),
            name: name.to_owned(),
            phone: format!("199{:08}", self.phones),
        };
        self.rows.push(DirectoryRow::Person(Person {
            id: member.person,
            account: member.account,
            name: member.name.clone(),
            phone: Some(member.phone.clone()),
            roles: Roles::of(&[role]),
            enabled: true,
            department: None,
            groups,
            zones: Vec::new(),
        }));
        member
    }

    /// Callers of the played file: they only report, so they need no account that logs in.
    fn callers(&mut self, played: &[Incident]) -> BTreeMap<Option<String>, PersonId> {
        let names: BTreeSet<Option<String>> =
            played.iter().map(|incident| incident.caller.clone()).chain([None]).collect();
        let mut callers = BTreeMap::new();
        for name in names {
            let caller = self.person(name.as_deref().unwrap_or(UNKNOWN), Role::Reporter, Vec::new());
            callers.insert(name, caller.person);
        }
        callers
    }

    fn coverage(
        &mut self,
        lesson: &Lesson,
        categories: &BTreeMap<String, CategoryId>,
        leaves: &BTreeMap<Leaf, CategoryId>,
        zones: &BTreeMap<Option<String>, ZoneId>,
        groups: &BTreeMap<String, GroupId>,
        engineers: &BTreeMap<String, Member>,
    ) {
        for rule in &lesson.rules {
            let subject = Subject::Category(match &rule.about {
                About::Leaf(leaf) => leaves[leaf],
                About::Category(name) => categories[name],
            });
            let zone = rule.location.as_ref().map(|name| zones[&Some(name.clone())]);
            let holder = match &rule.holder {
                Learned::A { engineer, group } => {
                    Holder::A { engineer: engineers[engineer].person, group: groups[group] }
                }
                Learned::B { engineer, group } => {
                    Holder::B { engineer: engineers[engineer].person, group: groups[group] }
                }
                Learned::Group(group) => Holder::Group(groups[group]),
            };
            let id = self.mint();
            self.rows.push(DirectoryRow::Coverage(CoverageRow { id, subject, zone, holder }));
        }
    }
}

/// The log names no place above a location.
const UNKNOWN_CAMPUS: &str = "Campus";

#[cfg(test)]
mod tests;
