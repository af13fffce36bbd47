//! The lists and trees of a directory: zones, departments, categories, causes, systems, groups.
//! Plain data with names; never a rule.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{CategoryId, CauseId, DepartmentId, GroupId, SystemId, ZoneId};
use crate::org::policy::Targets;
use crate::ticket::Priority;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    Campus,
    Building,
    Floor,
    /// A ward, a room: what a ticket names.
    Area,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    pub id: ZoneId,
    /// `None` for a campus.
    pub parent: Option<ZoneId>,
    pub kind: ZoneKind,
    pub name: String,
    /// The wiring closet that serves an area, e.g. `3-06-B`.
    pub closet: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    pub id: DepartmentId,
    pub name: String,
    /// Where its people usually are: the zone that a report takes when none is named.
    pub area: ZoneId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoryKind {
    Hardware,
    Software,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    pub kind: CategoryKind,
    pub name: String,
    /// Mended from the desk: distance does not count.
    pub remote: bool,
    /// Default effort in minutes.
    pub effort: u32,
    /// The priority of a report of this kind when no patient is waiting.
    pub priority: Priority,
    /// Targets by priority (critical, high, normal, low); `None`: the policy's.
    pub targets: Option<[Targets; 4]>,
    /// Causes offered at completion, besides those of its ancestors.
    pub causes: Vec<CauseId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    pub id: CauseId,
    pub name: String,
}

/// A software system with its own A and B (coverage rows name it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    pub id: SystemId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
}
