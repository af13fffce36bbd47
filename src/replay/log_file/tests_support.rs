//! Rows for the tests of this folder: only what a test is about is named there.

use super::*;

/// A row of an incident that was opened at one minute and changed at another.
pub fn row(number: &str, opened: i64, updated: i64) -> Row {
    let minute = |minute: i64| Some(Timestamp::from_micros(minute * 60_000_000));
    Row {
        line: 0,
        number: number.to_owned(),
        state: State::Working,
        changes: 0,
        reopen_count: 0,
        caller: None,
        opened_at: minute(opened),
        updated_at: minute(updated),
        channel: Channel::Phone,
        location: None,
        category: None,
        subcategory: None,
        symptom: None,
        priority: None,
        group: None,
        cause: None,
        resolved_by: None,
        resolved_at: None,
    }
}
