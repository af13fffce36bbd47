//! A scanned place as the form of a report reads it.

use lamplight_domain::org::{Directory, Place};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::Named;
use crate::view::{category_named, department_named, place, zone_named};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlaceView {
    /// Small letters.
    pub code: String,
    /// What stands there: `护士站 打印机 2`.
    pub label: String,
    pub zone: Named,
    /// Building, floor and area of the zone.
    pub place: String,
    pub department: Option<Named>,
    /// Categories to begin with, leaves or branches; may be empty.
    pub categories: Vec<Named>,
}

pub fn place_view(directory: &Directory, of: &Place) -> PlaceView {
    PlaceView {
        code: of.code.clone(),
        label: of.label.clone(),
        zone: zone_named(directory, of.zone),
        place: place(directory, of.zone),
        department: of.department.map(|id| department_named(directory, id)),
        categories: of.categories.iter().map(|id| category_named(directory, *id)).collect(),
    }
}
