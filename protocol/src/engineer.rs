//! What an engineer's phone asks for besides the live rows: the order of walking, his day in numbers, the
//! causes of a category, and what ended before. Decided and counted by `domain`, named here.

use lamplight_domain::ids::CauseId;
use lamplight_domain::org::Directory;
use lamplight_domain::round::{Round, WhyNext as Why};
use lamplight_domain::stats::PersonDay;
use lamplight_domain::ticket::{End, Ticket};
use lamplight_domain::time::LocalDay;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{Named, Shown};
use crate::view::{category_named, cause_named, person_named, zone_named};
use crate::{Id, Instant};

/// Why a ticket stands where it stands in a round, from first to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNext {
    /// He has arrived there.
    Here,
    Overdue,
    PatientWaiting,
    Critical,
    /// Nothing presses: the nearest.
    Near,
    /// No way: from the desk or by telephone.
    Remote,
    OnHold,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundStop {
    pub ticket: Id,
    /// On foot from the stop before, or from where he is; absent: nobody knows where that is.
    pub minutes: Option<u32>,
    pub why: WhyNext,
}

/// `GET /me/round`: an engineer's own tickets, each once, in the order of walking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundView {
    /// Where he was last at work, else his seat.
    pub from: Option<Named>,
    pub stops: Vec<RoundStop>,
}

pub fn round_view(round: &Round, directory: &Directory) -> RoundView {
    let why = |why| match why {
        Why::Here => WhyNext::Here,
        Why::Overdue => WhyNext::Overdue,
        Why::PatientWaiting => WhyNext::PatientWaiting,
        Why::Critical => WhyNext::Critical,
        Why::Near => WhyNext::Near,
        Why::Remote => WhyNext::Remote,
        Why::OnHold => WhyNext::OnHold,
    };
    let stops = round.stops.iter();
    let stops =
        stops.map(|stop| RoundStop { ticket: stop.ticket.into(), minutes: stop.minutes, why: why(stop.why) });
    RoundView { from: round.from.map(|zone| zone_named(directory, zone)), stops: stops.collect() }
}

/// `GET /me/today`: an engineer's own day since local midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyDay {
    /// `2026-11-24`.
    pub day: String,
    /// Rings that he took, transfers to him too.
    pub accepted: u32,
    pub declined: u32,
    /// Rings that nobody answered.
    pub lapsed: u32,
    pub returned: u32,
    /// He asked another to take it over.
    pub transferred: u32,
    /// Completions that stand.
    pub completed: u32,
    /// Median seconds from when it rang at him to when he took it; absent: nothing yet.
    pub answer_median_s: Option<i64>,
    /// Median seconds from opening to completion of what he completed; absent: nothing yet.
    pub resolve_median_s: Option<i64>,
    /// Ratings given today of what he completed.
    pub rated: u32,
    /// Their mean in tenths of a star: 45 is 4.5; absent: none.
    pub stars_tenths: Option<u32>,
}

pub fn my_day(on: LocalDay, day: &PersonDay) -> MyDay {
    MyDay {
        day: on.iso(),
        accepted: day.accepted,
        declined: day.declined,
        lapsed: day.lapsed,
        returned: day.returned,
        transferred: day.transferred,
        completed: day.completed,
        answer_median_s: day.answer_median_s,
        resolve_median_s: day.resolve_median_s,
        rated: day.rated,
        stars_tenths: day.stars_tenths,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CauseUse {
    pub id: Id,
    pub name: String,
    /// Tickets of this very category that ended with it in the last `days`.
    pub used: u32,
}

/// `GET /causes?category=`: what a ticket of the category may be completed with, the most used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CauseUses {
    /// How far back it is counted.
    pub days: u32,
    pub items: Vec<CauseUse>,
}

/// `causes`: already in order, each with how often.
pub fn cause_uses(days: u32, causes: &[(CauseId, u32)], directory: &Directory) -> CauseUses {
    let item = |&(cause, used): &(CauseId, u32)| {
        let Named { id, name } = cause_named(directory, cause);
        CauseUse { id, name, used }
    };
    CauseUses { days, items: causes.iter().map(item).collect() }
}

/// An ended ticket, as whoever mends the next one is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PastTicket {
    pub id: Id,
    /// `20261124-087`; shown as `1124-087`.
    pub number: String,
    pub summary: String,
    /// How it ended: `completed`, `withdrawn`, `unresolved`.
    pub shown: Shown,
    pub category: Named,
    /// It was the same kind of fault.
    pub same_category: bool,
    pub ended_at: Instant,
    /// Of a completion.
    pub cause: Option<Named>,
    /// What was said at the completion.
    pub note: Option<String>,
    /// Who completed it, or had it when it ended.
    pub engineer: Option<Named>,
}

/// `GET /tickets/{id}/history`: at most five each, the newest first; merged ones are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketHistory {
    /// Reported for the same person.
    pub reporter: Vec<PastTicket>,
    /// In the same place.
    pub zone: Vec<PastTicket>,
    /// Of the same system; none where the ticket names none.
    pub system: Vec<PastTicket>,
}

/// What a past ticket says beside itself.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub summary: &'a str,
    pub note: Option<&'a str>,
    pub engineer: Option<lamplight_domain::ids::PersonId>,
}

/// `beside`: the ticket that is being mended.
pub fn past_ticket(past: &Ticket, told: Told<'_>, beside: &Ticket, directory: &Directory) -> PastTicket {
    PastTicket {
        id: past.id.into(),
        number: past.number.to_string(),
        summary: told.summary.to_owned(),
        shown: past.shown().into(),
        category: category_named(directory, past.category),
        same_category: past.category == beside.category,
        ended_at: Instant(past.ended_at.unwrap_or(past.last_at)),
        cause: match past.end {
            Some(End::Completed { cause }) => Some(cause_named(directory, cause)),
            _ => None,
        },
        note: told.note.map(str::to_owned),
        engineer: told.engineer.map(|id| person_named(directory, id)),
    }
}
