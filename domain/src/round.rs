//! An engineer's tickets in the order of walking. Rough on purpose: it saves him steps and never hides what
//! waits; what he does next stays his own choice. Never a reason to offer or to take anything: that is
//! `dispatch`.
//!
//! The rule: first what he is at already; then what is overdue, has a patient waiting or is critical; then
//! the rest; last what is on hold. Within each of these the nearest next, from where the one before leaves
//! him; of equally near ones the one that is due first. On hold the moment decides, not the way: nothing can
//! be done there before.
//!
//! Why so: nearest-first alone lets a far ward wait for ever while near reports keep coming in, and urgency
//! alone sends him across the house for each. Two classes bound both: nothing urgent waits for anything that
//! is not, and within a class he walks little. A tour that is the shortest of all would change as a whole
//! with each new report; the nearest next changes where the report falls in.

use alloc::vec::Vec;

use crate::ids::{PersonId, TicketId, ZoneId};
use crate::org::{Directory, ZoneKind};
use crate::sla::{Calendar, Target};
use crate::ticket::{ArriveMode, Phase, Priority, Ticket};
use crate::time::Timestamp;

/// Minutes on foot between two places, by the least place that contains both: a corridor, a flight of
/// stairs, a lift, the way across the grounds, another campus. The house keeps no map; in order they are right.
const WITHIN_AREA: u32 = 1;
const WITHIN_FLOOR: u32 = 2;
const WITHIN_BUILDING: u32 = 4;
const WITHIN_CAMPUS: u32 = 8;
const APART: u32 = 30;

/// Why a stop stands where it stands, from first to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNext {
    /// He has arrived there.
    Here,
    Overdue,
    PatientWaiting,
    Critical,
    /// Nothing presses: the nearest.
    Near,
    /// Mended from the desk or by telephone: no way at all.
    Remote,
    OnHold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    pub ticket: TicketId,
    /// From the stop before, or from where he is; `None`: nobody knows where that is.
    pub minutes: Option<u32>,
    pub why: WhyNext,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// Where he was last at work, else his seat.
    pub from: Option<ZoneId>,
    pub stops: Vec<Stop>,
}

/// His live tickets, each once. Deterministic, in whatever order they come; time enters through the tickets'
/// own events alone (a target is missed, a hold ends).
pub fn round<'a>(
    engineer: PersonId,
    from: Option<ZoneId>,
    tickets: impl IntoIterator<Item = &'a Ticket>,
    directory: &Directory,
) -> Round {
    let his = |ticket: &&Ticket| ticket.owner.as_ref().is_some_and(|owner| owner.engineer == engineer);
    let mut left: Vec<Leg> =
        tickets.into_iter().filter(his).map(|ticket| Leg::of(ticket, directory)).collect();
    let mut stops = Vec::with_capacity(left.len());
    let mut at = from;
    while let Some(next) = (0..left.len()).min_by_key(|&place| left[place].rank(at, directory)) {
        let leg = left.swap_remove(next);
        stops.push(Stop { ticket: leg.ticket, minutes: leg.minutes(at, directory), why: leg.why });
        at = leg.zone.or(at);
    }
    Round { from, stops }
}

struct Leg {
    ticket: TicketId,
    why: WhyNext,
    /// `None`: nobody has to walk there.
    zone: Option<ZoneId>,
    /// On hold: until then. Else when the first target that runs is due.
    due: Option<Timestamp>,
    opened_at: Timestamp,
}

impl Leg {
    fn of(ticket: &Ticket, directory: &Directory) -> Self {
        let phase = ticket.owner.as_ref().map(|owner| owner.phase);
        let remote = directory.categories.get(&ticket.category).is_some_and(|category| category.remote);
        let connected = matches!(phase, Some(Phase::Arrived { mode: ArriveMode::Remote }));
        let due = match phase {
            Some(Phase::OnHold { until, .. }) => Some(until),
            _ => Target::ALL.iter().filter_map(|of| ticket.clocks.of(*of).due(Calendar::default())).min(),
        };
        Self {
            ticket: ticket.id,
            why: why(ticket, phase, remote),
            zone: (!remote && !connected).then_some(ticket.zone),
            due,
            opened_at: ticket.opened_at,
        }
    }

    fn rank(&self, at: Option<ZoneId>, directory: &Directory) -> impl Ord + use<> {
        let way = if self.why == WhyNext::OnHold { None } else { self.minutes(at, directory) };
        // Nothing due is later than anything due.
        (self.class(), way, self.due.is_none(), self.due, self.opened_at, self.ticket)
    }

    const fn class(&self) -> u8 {
        match self.why {
            WhyNext::Here => 0,
            WhyNext::Overdue | WhyNext::PatientWaiting | WhyNext::Critical => 1,
            WhyNext::Near | WhyNext::Remote => 2,
            WhyNext::OnHold => 3,
        }
    }

    fn minutes(&self, at: Option<ZoneId>, directory: &Directory) -> Option<u32> {
        match self.zone {
            None => Some(0),
            Some(zone) => at.map(|at| minutes_between(directory, at, zone)),
        }
    }
}

fn why(ticket: &Ticket, phase: Option<Phase>, remote: bool) -> WhyNext {
    match phase {
        Some(Phase::Arrived { .. }) => WhyNext::Here,
        Some(Phase::OnHold { .. }) => WhyNext::OnHold,
        _ if ticket.is_overdue() => WhyNext::Overdue,
        _ if ticket.patient_waiting => WhyNext::PatientWaiting,
        _ if ticket.priority == Priority::Critical => WhyNext::Critical,
        _ if remote => WhyNext::Remote,
        _ => WhyNext::Near,
    }
}

/// See the constants. Symmetric; nothing within one and the same place.
pub fn minutes_between(directory: &Directory, from: ZoneId, to: ZoneId) -> u32 {
    if from == to {
        return 0;
    }
    let near: Vec<ZoneId> = directory.zone_path(from).map(|zone| zone.id).collect();
    match directory.zone_path(to).find(|zone| near.contains(&zone.id)).map(|zone| zone.kind) {
        Some(ZoneKind::Area) => WITHIN_AREA,
        Some(ZoneKind::Floor) => WITHIN_FLOOR,
        Some(ZoneKind::Building) => WITHIN_BUILDING,
        Some(ZoneKind::Campus) => WITHIN_CAMPUS,
        None => APART,
    }
}

#[cfg(test)]
mod tests;
