//! The directory as clients read it: trees and lists with names.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Id;
use crate::ticket::{CategoryKind, Named, Priority, Role, ZoneKind};

mod place;
mod view;

pub use place::{PlaceView, place_view};
pub use view::{directory_view, is_desk};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryView {
    pub version: u32,
    pub organisation: Named,
    pub time_zone: String,
    pub zones: Vec<ZoneView>,
    pub departments: Vec<DepartmentView>,
    pub categories: Vec<CategoryView>,
    pub causes: Vec<Named>,
    pub systems: Vec<Named>,
    pub groups: Vec<Named>,
    /// Engineers for staff; reporters only for dispatchers, supervisors and administrators.
    pub people: Vec<DirectoryPerson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ZoneView {
    pub id: Id,
    pub parent: Option<Id>,
    pub kind: ZoneKind,
    pub name: String,
    pub closet: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentView {
    pub id: Id,
    pub name: String,
    pub area: Id,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryView {
    pub id: Id,
    pub parent: Option<Id>,
    pub kind: CategoryKind,
    pub name: String,
    pub leaf: bool,
    pub priority: Priority,
    /// Minutes.
    pub effort: u32,
    /// Causes offered at completion, ancestors' included; for those who complete.
    pub causes: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryPerson {
    pub id: Id,
    pub name: String,
    pub roles: Vec<Role>,
    pub department: Option<Id>,
    pub groups: Vec<Id>,
    /// As dialled, for the desk; else masked or absent.
    pub phone: Option<String>,
}
