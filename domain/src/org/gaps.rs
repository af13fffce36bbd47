//! Holes in the coverage 责任空缺 as they are now: what nobody on duty answers for, and what has no B 角 at
//! all. Says where the holes are; whom to ask instead is decided in `dispatch::rungs`.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, ZoneId};
use crate::org::{Directory, Duty, Holder, Subject};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Neither A nor B is on duty (or named): the group has to step in.
    Nobody,
    /// There is an A, who is on duty, but no B behind him, on any day.
    NoB,
}

/// One subject in one zone (`None`: everywhere).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub kind: GapKind,
    pub subject: Subject,
    pub zone: Option<ZoneId>,
    pub a: Option<PersonId>,
    pub b: Option<PersonId>,
}

/// A and B of one cell, as named.
type Pair = (Option<PersonId>, Option<PersonId>);

/// What nobody answers for first, then by subject and zone. Only rows that name A or B are looked at: what
/// has group rows alone is answered by a group on purpose.
pub fn gaps(directory: &Directory, duty: &BTreeMap<PersonId, Duty>) -> Vec<Gap> {
    let mut cells: BTreeMap<(Subject, Option<ZoneId>), Pair> = BTreeMap::new();
    for row in directory.coverage.values() {
        let cell = (row.subject, row.zone);
        match row.holder {
            Holder::A { engineer, .. } => cells.entry(cell).or_default().0 = Some(engineer),
            Holder::B { engineer, .. } => cells.entry(cell).or_default().1 = Some(engineer),
            Holder::Group(_) => {}
        }
    }
    let here = |person: Option<PersonId>| {
        person.is_some_and(|id| {
            let enabled = directory.person(id).is_some_and(|person| person.enabled);
            enabled && duty.get(&id).is_some_and(|duty| *duty != Duty::Off)
        })
    };
    let mut found: Vec<Gap> = cells
        .into_iter()
        .filter_map(|((subject, zone), (a, b))| {
            let kind = match (here(a) || here(b), b) {
                (false, _) => GapKind::Nobody,
                (true, None) => GapKind::NoB,
                (true, Some(_)) => return None,
            };
            Some(Gap { kind, subject, zone, a, b })
        })
        .collect();
    found.sort_by_key(|gap| (gap.kind, gap.subject, gap.zone));
    found
}

#[cfg(test)]
mod tests;
