//! The duty switch: on, busy (half capacity), off. Shifts come later behind the same event.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::log::{By, Decided, Fact, Recorded};
use crate::org::{Directory, Event, Role};
use crate::ticket::Rejection;
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    On,
    /// On duty, with half the capacity.
    Busy,
    #[default]
    Off,
}

/// A wish to change somebody's duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyChange {
    pub person: PersonId,
    pub duty: Duty,
}

/// The engineer's duty as he wants it. Saying the same twice is refused as unchanged, so that the log
/// holds only changes.
///
/// # Errors
/// `UnknownPerson` when he is not an enabled engineer here, `NothingChanges` when it is so already.
pub fn switch_duty(
    directory: &Directory,
    current: Duty,
    change: DutyChange,
    by: By,
    now: Timestamp,
) -> Result<Decided, Rejection> {
    let engineer = directory
        .person(change.person)
        .filter(|person| person.enabled && person.roles.has(Role::Engineer))
        .ok_or(Rejection::UnknownPerson)?;
    if current == change.duty {
        return Err(Rejection::NothingChanges);
    }
    let event = Event::DutyChanged { person: engineer.id, duty: change.duty };
    Ok(Decided::organisation_event(
        directory.organisation,
        Recorded { at: now, by, occurred_at: None, fact: Fact::Organisation(event) },
    ))
}
