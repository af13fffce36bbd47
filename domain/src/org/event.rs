//! Events of the organisation itself. Stored for ever: a published variant never changes, only optional
//! fields are added. Ids and numbers only; rows of the directory are versioned tables beside the log.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::org::Duty;
use crate::time::LocalDay;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Rows of the directory were put or removed; they carry this version.
    DirectoryChanged {
        version: u32,
        rows: u32,
    },
    DutyChanged {
        person: PersonId,
        duty: Duty,
    },
    /// Local midnight has passed: `day` has begun.
    DayTurned {
        day: LocalDay,
    },
}
