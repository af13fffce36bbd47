//! The charts' row, worded from the scores: names beside ids. Counts nothing.

use lamplight_domain::org::Directory;
use lamplight_domain::stats::{DayRow, EngineerScore, Scores, Share as Counted, lights};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use crate::ticket::Named;
use crate::view::{category_named, department_named, person_named, system_named, zone_named};
use crate::wall::{Charts, DayFigures, EngineerShare, Lights, Share, TodayFigures};

/// As of `now`, by the names of the present directory.
pub fn charts(scores: &Scores, directory: &Directory, now: Timestamp) -> Charts {
    let department = |id| department_named(directory, id);
    let system = |id| system_named(directory, id);
    Charts {
        day: scores.day().iso(),
        categories: shares(scores.categories(directory), |id| Some(category_named(directory, id))),
        systems: shares(scores.systems(directory), |id| id.map(system)),
        departments: shares(scores.departments(), |id| id.map(department)),
        engineers: scores.engineers().into_iter().map(|score| engineer(score, directory)).collect(),
        days: scores.days(directory).into_iter().map(day).collect(),
        today: TodayFigures {
            accept_median_s: scores.accept_median_s(),
            respond_median_s: scores.respond_median_s(),
            resolve_median_s: scores.resolve_median_s(),
            same_day_of_month: scores.same_day_of_month(),
            usual_by_now: scores.usual_by(now),
            unassigned_since: scores.unassigned_since().map(Into::into),
            overdue_since: scores.overdue_since().map(Into::into),
        },
        buildings: Vec::new(),
    }
}

/// The windows of the hospital as these tickets light them.
pub fn buildings<'a>(tickets: impl IntoIterator<Item = &'a Ticket>, directory: &Directory) -> Vec<Lights> {
    lights(directory, tickets)
        .into_iter()
        .map(|building| Lights { name: zone_named(directory, building.zone).name, floors: building.floors })
        .collect()
}

fn shares<K>(counted: Vec<Counted<K>>, named: impl Fn(K) -> Option<Named>) -> Vec<Share> {
    let share = |Counted { of, today, week }| {
        let named = named(of);
        Share { id: named.as_ref().map(|named| named.id), name: named.map(|named| named.name), today, week }
    };
    counted.into_iter().map(share).collect()
}

fn engineer(score: EngineerScore, directory: &Directory) -> EngineerShare {
    EngineerShare {
        engineer: person_named(directory, score.engineer),
        completed: score.completed,
        in_hand: score.in_hand,
    }
}

fn day(row: DayRow) -> DayFigures {
    DayFigures {
        day: row.day.iso(),
        opened: row.opened,
        hardware: row.hardware,
        software: row.software,
        telephone: row.telephone,
        mobile: row.mobile,
        machine: row.machine,
        completed_same_day: row.completed_same_day,
        overdue_same_day: row.overdue_same_day,
    }
}
