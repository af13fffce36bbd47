//! The turn of an organisation's day: "today" turns by an event, not by looking at a clock.

use crate::log::{By, Decided, Fact, Recorded};
use crate::org::{Directory, Event};
use crate::ticket::Rejection;
use crate::time::{LocalDay, Timestamp};

/// Local midnight has passed. `last`: the day that turned last, where it is known.
///
/// # Errors
/// `NothingChanges` when this day has turned already.
pub fn turn_day(directory: &Directory, last: Option<LocalDay>, now: Timestamp) -> Result<Decided, Rejection> {
    let day = directory.time_zone.local_day(now);
    if last.is_some_and(|last| last >= day) {
        return Err(Rejection::NothingChanges);
    }
    let fact = Fact::Organisation(Event::DayTurned { day });
    Ok(Decided::organisation_event(
        directory.organisation,
        Recorded { at: now, by: By::Wheel, occurred_at: None, fact },
    ))
}
