//! Coverage 责任区: who answers for which kind of fault in which place. Rows only; which row wins is
//! decided in `dispatch::rungs`.

use serde::{Deserialize, Serialize};

use crate::ids::{CategoryId, CoverageId, GroupId, PersonId, SystemId, ZoneId};

/// What a row is about: a category with everything below it, or one software system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Category(CategoryId),
    System(SystemId),
}

/// Who answers for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A 角: the first to be asked, on behalf of `group`.
    A { engineer: PersonId, group: GroupId },
    /// B 角: asked where A is absent, busy or has not answered.
    B { engineer: PersonId, group: GroupId },
    /// The group that owns this kind of fault; without zone.
    Group(GroupId),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRow {
    pub id: CoverageId,
    pub subject: Subject,
    /// With everything below it; `None`: everywhere. Always `None` for group rows.
    pub zone: Option<ZoneId>,
    pub holder: Holder,
}
