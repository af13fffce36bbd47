//! The organisation: its directory (zones, departments, categories, groups, people, coverage, policy),
//! how it changes, and what it never does: know a ticket.

mod bare;
mod coverage;
mod day;
mod directory;
mod duty;
mod event;
mod gaps;
mod nodes;
mod person;
mod places;
mod policy;
mod screen;

pub use bare::{FirstAdmin, bare};
pub use coverage::{CoverageRow, Holder, Subject};
pub use day::turn_day;
pub use directory::{Directory, DirectoryRow};
pub use duty::{Duty, DutyChange, switch_duty};
pub use event::Event;
pub use gaps::{Gap, GapKind, gaps};
pub use nodes::{Category, CategoryKind, Cause, Department, Group, System, Zone, ZoneKind};
pub use person::{PHONE_EXPECTED, Person, Role, Roles, is_phone};
pub use places::{PLACE_CODE_LEN, PLACE_CODE_LETTERS, Place, place_code};
pub use policy::{Policy, Targets, Weights};
pub use screen::{
    PAIRING_LIFE, SCREEN_CODE_DIGITS, SCREEN_LOGIN_LIFE, SCREEN_NAME_MAX, new_screen, screen_code,
    screen_name, withdrawn_screen,
};
