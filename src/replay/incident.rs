//! An incident as its rows tell it together: opened once, held now and then, resolved once or not.
//! What describes the end is kept apart from what is known when it is opened.

use std::collections::BTreeMap;

use lamplight_domain::time::Timestamp;
use lamplight_protocol::ticket::{Channel, HoldReason, Priority};

use super::log_file::{Log, Row, State};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub number: String,
    pub opened_at: Timestamp,
    pub caller: Option<String>,
    pub channel: Channel,
    pub priority: Option<Priority>,
    /// Of its first row, as are location and symptom.
    pub kind: Kind,
    pub location: Option<String>,
    pub symptom: Option<String>,
    pub holds: Vec<Hold>,
    pub end: Ending,
}

/// What kind of fault it was taken for at opening.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    pub category: Option<String>,
    pub subcategory: Option<String>,
}

/// It waited for somebody from a row's moment until the next row's; `None`: no row came after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    pub reason: HoldReason,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

/// What nobody knew at opening: for scoring, and for learning once it lies in the past.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    pub resolved_at: Option<Timestamp>,
    pub resolved_by: Option<String>,
    pub cause: Option<String>,
    /// Each group that had it, with the moment of its row: the last one solved it.
    pub groups: Vec<(Timestamp, String)>,
    pub reopened: u32,
}

impl Ending {
    /// The group that solved it: the last that is named.
    pub fn group(&self) -> Option<&str> {
        self.groups.last().map(|(_, group)| group.as_str())
    }

    /// The last group that was named before a moment.
    pub fn group_before(&self, moment: Timestamp) -> Option<&str> {
        self.groups.iter().rev().find(|(at, _)| *at < moment).map(|(_, group)| group.as_str())
    }
}

/// All incidents of a log by opening, with what had to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Incidents {
    pub all: Vec<Incident>,
    /// Incidents whose rows stood in another order than they happened, or apart from each other.
    pub disordered: u64,
    /// Incidents of which no row says when they were opened: left out.
    pub without_opening: u64,
    /// Resolved before they were opened, by the log: taken as resolved at opening.
    pub resolved_early: u64,
}

impl Incidents {
    /// Groups rows by number, puts them in order and reads each incident.
    pub fn of(log: &Log) -> Self {
        let mut histories: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        let mut scattered: BTreeMap<&str, bool> = BTreeMap::new();
        let mut last = "";
        for row in &log.rows {
            let history = histories.entry(&row.number).or_default();
            if !history.is_empty() && last != row.number {
                scattered.insert(&row.number, true);
            }
            history.push(row);
            last = &row.number;
        }
        let mut found = Self::default();
        for (number, mut rows) in histories {
            let before = rows.clone();
            rows.sort_by_key(|row| (row.updated_at, row.changes));
            found.disordered += u64::from(rows != before || scattered.contains_key(number));
            found.take(number, &rows);
        }
        found.all.sort_by(|a, b| (a.opened_at, &a.number).cmp(&(b.opened_at, &b.number)));
        found
    }

    fn take(&mut self, number: &str, rows: &[&Row]) {
        let Some(opened_at) = rows.iter().find_map(|row| row.opened_at) else {
            self.without_opening += 1;
            return;
        };
        let Some(first) = rows.first() else { return };
        let mut resolved_at = rows.iter().rev().find_map(|row| row.resolved_at);
        if resolved_at.is_some_and(|at| at < opened_at) {
            self.resolved_early += 1;
            resolved_at = Some(opened_at);
        }
        self.all.push(Incident {
            number: number.to_owned(),
            opened_at,
            caller: rows.iter().find_map(|row| row.caller.clone()),
            channel: first.channel,
            priority: first.priority,
            kind: Kind { category: first.category.clone(), subcategory: first.subcategory.clone() },
            location: first.location.clone(),
            symptom: first.symptom.clone(),
            holds: holds(rows, opened_at),
            end: Ending {
                resolved_at,
                resolved_by: rows.iter().rev().find_map(|row| row.resolved_by.clone()),
                cause: rows.iter().rev().find_map(|row| row.cause.clone()),
                groups: groups(rows, opened_at),
                reopened: rows.iter().map(|row| row.reopen_count).max().unwrap_or(0),
            },
        });
    }
}

/// One hold for each run of rows that wait for the same thing.
fn holds(rows: &[&Row], opened_at: Timestamp) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    let mut waiting: Option<Hold> = None;
    for row in rows {
        let at = row.updated_at.unwrap_or(opened_at).max(opened_at);
        let reason = match row.state {
            State::Awaiting(reason) => Some(reason),
            State::Working | State::Unknown => None,
        };
        if let Some(hold) = waiting.filter(|hold| Some(hold.reason) != reason) {
            holds.push(Hold { until: Some(at), ..hold });
            waiting = None;
        }
        if let (Some(reason), None) = (reason, waiting) {
            waiting = Some(Hold { reason, from: at, until: None });
        }
    }
    holds.extend(waiting);
    // The clock of the log is a minute: a hold that began and ended within one did not last.
    holds.retain(|hold| hold.until.is_none_or(|until| until > hold.from));
    holds
}

fn groups(rows: &[&Row], opened_at: Timestamp) -> Vec<(Timestamp, String)> {
    let mut groups: Vec<(Timestamp, String)> = Vec::new();
    for row in rows {
        if let Some(group) = &row.group
            && groups.last().is_none_or(|(_, last)| last != group)
        {
            groups.push((row.updated_at.unwrap_or(opened_at), group.clone()));
        }
    }
    groups
}

#[cfg(test)]
mod tests;
