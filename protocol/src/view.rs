//! How domain values are worded for readers: names beside ids, places, paths, masked telephones. Pure
//! lookups in a directory snapshot; never a rule, never a right: who may read at all was asked before.

use lamplight_domain::ids::{CategoryId, CauseId, DepartmentId, GroupId, PersonId, SystemId, ZoneId};
use lamplight_domain::org::{Directory, ZoneKind};
use lamplight_domain::ticket::{Number, Ticket};
use serde::Serialize;

use crate::Id;
use crate::ticket::Named;

/// For whose eyes a row is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// Dispatcher, supervisor, administrator: everything.
    Board,
    /// A screen in a corridor: engineers by name, nothing that a reporter said or is.
    Wall,
    /// An engineer: the reporter's telephone only where he owns the ticket or it rings at him.
    Engineer(PersonId),
    /// A reporter, of his own reports.
    Reporter(PersonId),
}

impl Reader {
    pub(crate) fn may_call(self, ticket: &Ticket) -> bool {
        match self {
            Self::Board => true,
            Self::Wall | Self::Reporter(_) => false,
            Self::Engineer(me) => {
                ticket.owner.as_ref().is_some_and(|owner| owner.engineer == me)
                    || ticket.offer.as_ref().is_some_and(|offer| offer.to == me)
            }
        }
    }
}

macro_rules! named {
    ($($(#[$doc:meta])* $function:ident($id:ident: $kind:ty) = $map:ident;)+) => {$(
        $(#[$doc])*
        /// The name is empty when the directory does not have it (any more).
        pub fn $function(directory: &Directory, $id: $kind) -> Named {
            let name = directory.$map.get(&$id).map_or_else(String::new, |row| row.name.clone());
            Named { id: Id::from($id), name }
        }
    )+};
}

named! {
    person_named(person: PersonId) = people;
    group_named(group: GroupId) = groups;
    zone_named(zone: ZoneId) = zones;
    department_named(department: DepartmentId) = departments;
    category_named(category: CategoryId) = categories;
    cause_named(cause: CauseId) = causes;
    system_named(system: SystemId) = systems;
}

/// `内科楼 6 层 · 护士站`: building and floor, then the area; as much of it as the zone has.
pub fn place(directory: &Directory, zone: ZoneId) -> String {
    let mut path: Vec<_> = directory.zone_path(zone).collect();
    path.reverse();
    let outer: Vec<&str> = path
        .iter()
        .filter(|node| matches!(node.kind, ZoneKind::Building | ZoneKind::Floor))
        .map(|node| node.name.as_str())
        .collect();
    let areas: Vec<&str> =
        path.iter().filter(|node| node.kind == ZoneKind::Area).map(|node| node.name.as_str()).collect();
    let parts: Vec<String> =
        [outer.join(" "), areas.join(" ")].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return path.last().map_or_else(String::new, |campus| campus.name.clone());
    }
    parts.join(" · ")
}

/// The wiring closet that serves a zone: its own or the nearest above it.
pub fn closet(directory: &Directory, zone: ZoneId) -> Option<String> {
    directory.zone_path(zone).find_map(|node| node.closet.clone())
}

/// Names from the root to the category itself.
pub fn category_path(directory: &Directory, category: CategoryId) -> Vec<String> {
    let mut path: Vec<String> = directory.category_path(category).map(|node| node.name.clone()).collect();
    path.reverse();
    path
}

/// `13812346021` as `138****6021`; shorter numbers keep their last two digits.
pub fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    let (head, tail) = if digits.len() >= 11 { (3, 4) } else { (0, 2.min(digits.len() / 2)) };
    let hidden = digits.len() - head - tail;
    digits
        .iter()
        .enumerate()
        .map(|(place, &digit)| if place >= head && place < head + hidden { '*' } else { digit })
        .collect()
}

/// `1124-087`: a number as people say it, without the year.
pub fn short_number(number: Number) -> String {
    let full = number.to_string();
    full.get(4..).unwrap_or(&full).to_owned()
}

/// The snake_case word of a unit variant, as serde spells it.
pub(crate) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
