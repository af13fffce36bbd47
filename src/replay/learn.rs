//! What the past teaches about who solves what: category tree, zones, groups, engineers and coverage, as
//! names. Learns only from what could be known at a given moment: an incident's end counts when it was
//! resolved before, its opening when it was opened before. Never sees the file that is played.

use std::collections::{BTreeMap, BTreeSet};

use lamplight_domain::time::Timestamp;

use super::incident::{Incident, Kind};

/// Somebody who solved fewer cases of a kind does not answer for it.
const CASES_MIN: u32 = 5;
/// A zone differs clearly when so many of a kind's cases there ..
const ZONE_CASES_MIN: u32 = 10;
/// .. were solved to so large a share (in percent) by a group that is not the kind's usual one.
const ZONE_SHARE_MIN_PERCENT: u32 = 60;

/// A leaf of the category tree. `None` is the leaf `unknown`: of a category, or of the whole tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    pub category: Option<String>,
    pub subcategory: Option<String>,
}

/// What a coverage rule is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Leaf(Leaf),
    /// A category with all its leaves.
    Category(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    A { engineer: String, group: String },
    B { engineer: String, group: String },
    Group(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub about: About,
    /// `None`: everywhere.
    pub location: Option<String>,
    pub holder: Holder,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lesson {
    pub categories: BTreeMap<String, BTreeSet<String>>,
    pub locations: BTreeSet<String>,
    pub causes: BTreeSet<String>,
    /// All groups that solved something, with or without a known member.
    pub groups: BTreeSet<String>,
    /// Each solver's groups, the one he solved most for first.
    pub engineers: BTreeMap<String, Vec<String>>,
    pub rules: Vec<Rule>,
    /// Incidents whose end was known.
    pub cases: u64,
    /// Opened in time, but resolved later or never: their ends were not looked at.
    pub open_cases: u64,
    /// Opened at or after the moment: not looked at.
    pub later_cases: u64,
}

impl Lesson {
    /// Learns from the incidents of another file what was known just before `moment`.
    pub fn from(incidents: &[Incident], moment: Timestamp) -> Self {
        let mut lesson = Self::default();
        let mut known = Vec::new();
        for incident in incidents {
            if incident.opened_at >= moment {
                lesson.later_cases += 1;
                continue;
            }
            lesson.see_opening(incident);
            if incident.end.resolved_at.is_some_and(|at| at < moment) {
                known.push(incident);
            } else {
                lesson.open_cases += 1;
            }
        }
        lesson.cases = known.len() as u64;
        let tallies = Tallies::count(&lesson, &known, moment);
        lesson.causes = known.iter().filter_map(|incident| incident.end.cause.clone()).collect();
        lesson.groups = tallies.overall.names().map(str::to_owned).collect();
        lesson.engineers = tallies
            .engineers
            .iter()
            .map(|(name, groups)| {
                (name.clone(), groups.ranked().map(|(group, _)| group.to_owned()).collect())
            })
            .collect();
        lesson.rules = tallies.rules(&lesson);
        lesson
    }

    fn see_opening(&mut self, incident: &Incident) {
        self.locations.extend(incident.location.clone());
        if let Some(category) = &incident.kind.category {
            let leaves = self.categories.entry(category.clone()).or_default();
            leaves.extend(incident.kind.subcategory.clone());
        }
    }

    /// The leaf that a report of this kind takes: what the tree does not have is `unknown`.
    pub fn leaf(&self, kind: &Kind) -> Leaf {
        let category = kind.category.as_ref().filter(|name| self.categories.contains_key(*name));
        let subcategory = kind
            .subcategory
            .as_ref()
            .filter(|name| category.is_some_and(|category| self.categories[category].contains(*name)));
        Leaf { category: category.cloned(), subcategory: subcategory.cloned() }
    }
}

/// How often, and when last, each name occurred.
#[derive(Debug, Clone, Default)]
struct Tally(BTreeMap<String, (u32, Timestamp)>);

impl Tally {
    fn add(&mut self, name: &str, at: Timestamp) {
        let (count, latest) = self.0.entry(name.to_owned()).or_default();
        *count += 1;
        *latest = at.max(*latest);
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Most frequent first; of two alike the one seen later, then by name.
    fn ranked(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut order: Vec<_> = self.0.iter().collect();
        order.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
        order.into_iter().map(|(name, (count, _))| (name.as_str(), *count))
    }

    fn first(&self) -> Option<&str> {
        self.ranked().next().map(|(name, _)| name)
    }

    fn total(&self) -> u32 {
        self.0.values().map(|(count, _)| count).sum()
    }
}

/// Who solved the cases of one leaf, in one location or anywhere.
#[derive(Debug, Clone, Default)]
struct Solved {
    groups: Tally,
    solvers: Tally,
    /// By solver: for which group.
    solver_groups: BTreeMap<String, Tally>,
}

impl Solved {
    fn add(&mut self, group: &str, solver: Option<&str>, at: Timestamp) {
        self.groups.add(group, at);
        if let Some(solver) = solver {
            self.solvers.add(solver, at);
            self.solver_groups.entry(solver.to_owned()).or_default().add(group, at);
        }
    }

    /// The two most frequent solvers with cases enough, each with his usual group here.
    fn pair(&self) -> impl Iterator<Item = (&str, &str)> {
        let experienced = self.solvers.ranked().take_while(|(_, count)| *count >= CASES_MIN).take(2);
        experienced.filter_map(|(solver, _)| Some((solver, self.solver_groups.get(solver)?.first()?)))
    }
}

#[derive(Debug, Default)]
struct Tallies {
    overall: Tally,
    engineers: BTreeMap<String, Tally>,
    categories: BTreeMap<String, Tally>,
    leaves: BTreeMap<Leaf, Solved>,
    places: BTreeMap<(Leaf, String), Solved>,
}

impl Tallies {
    fn count(lesson: &Lesson, known: &[&Incident], moment: Timestamp) -> Self {
        let mut tallies = Self::default();
        for incident in known {
            let solver = incident.end.resolved_by.as_deref();
            let Some(group) = incident.end.group_before(moment) else {
                if let Some(solver) = solver {
                    tallies.engineers.entry(solver.to_owned()).or_default();
                }
                continue;
            };
            let at = incident.end.resolved_at.unwrap_or(incident.opened_at);
            let leaf = lesson.leaf(&incident.kind);
            tallies.overall.add(group, at);
            if let Some(solver) = solver {
                tallies.engineers.entry(solver.to_owned()).or_default().add(group, at);
            }
            if let Some(category) = &leaf.category {
                tallies.categories.entry(category.clone()).or_default().add(group, at);
            }
            if let Some(location) = &incident.location {
                let place = (leaf.clone(), location.clone());
                tallies.places.entry(place).or_default().add(group, solver, at);
            }
            tallies.leaves.entry(leaf).or_default().add(group, solver, at);
        }
        tallies
    }

    fn rules(&self, lesson: &Lesson) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (leaf, solved) in &self.leaves {
            let about = About::Leaf(leaf.clone());
            rules.extend(engineers(&about, None, solved));
            rules.extend(group(about, solved.groups.first()));
        }
        for category in lesson.categories.keys() {
            let usual = self.categories.get(category).unwrap_or(&self.overall);
            rules.extend(group(About::Category(category.clone()), usual.first()));
        }
        let unknown = Leaf { category: None, subcategory: None };
        if !self.leaves.contains_key(&unknown) {
            rules.extend(group(About::Leaf(unknown), self.overall.first()));
        }
        for ((leaf, location), solved) in &self.places {
            if self.leaves.get(leaf).is_some_and(|usual| differs_clearly(solved, usual)) {
                rules.extend(engineers(&About::Leaf(leaf.clone()), Some(location), solved));
            }
        }
        rules
    }
}

/// Whether another group than the usual one solves most of what happens here.
fn differs_clearly(here: &Solved, usual: &Solved) -> bool {
    let Some((group, count)) = here.groups.ranked().next() else { return false };
    let total = here.groups.total();
    total >= ZONE_CASES_MIN
        && count * 100 >= total * ZONE_SHARE_MIN_PERCENT
        && usual.groups.first() != Some(group)
}

fn engineers(about: &About, location: Option<&String>, solved: &Solved) -> Vec<Rule> {
    let named = |engineer: &str, group: &str| (engineer.to_owned(), group.to_owned());
    let holders = solved.pair().enumerate().map(|(place, (engineer, group))| {
        let (engineer, group) = named(engineer, group);
        if place == 0 { Holder::A { engineer, group } } else { Holder::B { engineer, group } }
    });
    holders.map(|holder| Rule { about: about.clone(), location: location.cloned(), holder }).collect()
}

fn group(about: About, group: Option<&str>) -> Option<Rule> {
    group.map(|group| Rule { about, location: None, holder: Holder::Group(group.to_owned()) })
}

#[cfg(test)]
mod tests;
