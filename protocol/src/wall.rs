//! What the wall's charts and calm figures show, one row for all: counted by `domain::stats`, never here.
//! Numbers, names of staff, systems, categories and departments; nothing of a reporter.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::Named;
use crate::{Id, Instant};

mod view;

pub use view::{buildings, charts};

/// Everything that is counted by days. Days are the organisation's local ones, written `2026-11-24`; a week
/// begins on Monday. Withdrawn and merged tickets count as reports: somebody reported them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Charts {
    /// The present day.
    pub day: String,
    /// Reports by category at the level below the root of each kind (software, printer, computer ..), by the
    /// ticket's present category; most of this week first.
    pub categories: Vec<Share>,
    /// Reports of software faults by system; the one without an id: no system named.
    pub systems: Vec<Share>,
    /// Reports by department; the one without an id: none named.
    pub departments: Vec<Share>,
    /// Engineers who completed something today or have something in hand, most completed first.
    pub engineers: Vec<EngineerShare>,
    /// The present day last, 35 at most, none left out: a day without reports is a row of zeros.
    pub days: Vec<DayFigures>,
    pub today: TodayFigures,
    /// 院区灯火: buildings with their windows.
    pub buildings: Vec<Lights>,
}

/// A building: open reports by floor from the ground up, and by area of the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Lights {
    pub name: String,
    pub floors: Vec<Vec<u32>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Share {
    pub id: Option<Id>,
    pub name: Option<String>,
    pub today: u32,
    /// Since Monday, today included.
    pub week: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EngineerShare {
    pub engineer: Named,
    /// Completions of today that still stand.
    pub completed: u32,
    /// Owned now, on hold included.
    pub in_hand: u32,
}

/// Reports opened on one day, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayFigures {
    pub day: String,
    pub opened: u32,
    pub hardware: u32,
    pub software: u32,
    /// Taken by the desk's telephone.
    pub telephone: u32,
    /// From the reporter's own phone: page, mini program, WeChat.
    pub mobile: u32,
    /// API, alarms, mail.
    pub machine: u32,
    /// Of `opened`: completed before that day's end.
    pub completed_same_day: u32,
    /// Of `opened`: a target missed before that day's end.
    pub overdue_same_day: u32,
}

/// Figures of the present day that are no plain count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TodayFigures {
    /// Median seconds from opening to the first acceptance, of tickets accepted today; none: no such ticket.
    pub accept_median_s: Option<i64>,
    /// Median seconds from opening to the first arrival (or end without one), of today's.
    pub respond_median_s: Option<i64>,
    /// Median seconds from opening to completion, of tickets completed today.
    pub resolve_median_s: Option<i64>,
    /// Thousandths of this month's reports up to yesterday that were completed on their day.
    pub same_day_of_month: Option<u32>,
    /// Reports up to this time of day on like days (same weekday, last weeks), mean.
    pub usual_by_now: Option<u32>,
    /// Since when the longest waiting unassigned ticket waits.
    pub unassigned_since: Option<Instant>,
    /// Since when the ticket that is overdue longest is overdue.
    pub overdue_since: Option<Instant>,
}
