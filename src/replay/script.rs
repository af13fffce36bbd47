//! The play as a pure schedule: what the world does to each ticket, and when. The same incidents and the
//! same horizon give the same script; the server's part (who is offered what) is not in it.

use lamplight_domain::time::{Span, Timestamp};
use lamplight_protocol::ticket::HoldReason;

use super::incident::Incident;

/// A hold longer than this is refused; it is then held for this long.
const HOLD_MAX: Span = Span::from_hours(89 * 24);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub begins_at: Timestamp,
    /// The horizon after the last opening: what is not resolved by then stays open.
    pub ends_at: Timestamp,
    /// By opening.
    pub parts: Vec<Part>,
}

/// What happens to one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub incident: Incident,
    /// After the opening, in order; each at its moment or as soon as the ticket is accepted, if that is later.
    pub acts: Vec<Act>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    pub at: Timestamp,
    pub deed: Deed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The server resumes it by itself at `until`.
    Hold {
        reason: HoldReason,
        until: Timestamp,
    },
    Complete,
}

impl Script {
    /// `None` when there is nothing to play.
    pub fn of(incidents: Vec<Incident>, horizon: Span) -> Option<Self> {
        let begins_at = incidents.iter().map(|incident| incident.opened_at).min()?;
        let ends_at = incidents.iter().map(|incident| incident.opened_at).max()? + horizon;
        let mut parts: Vec<Part> =
            incidents.into_iter().map(|incident| Part { acts: acts(&incident, ends_at), incident }).collect();
        parts.sort_by(|a, b| {
            (a.incident.opened_at, &a.incident.number).cmp(&(b.incident.opened_at, &b.incident.number))
        });
        Some(Self { begins_at, ends_at, parts })
    }

    /// Incidents that are not resolved within the horizon.
    pub fn open_at_end(&self) -> usize {
        self.parts.iter().filter(|part| !part.ends()).count()
    }

    pub fn reopenings(&self) -> u32 {
        self.parts.iter().map(|part| part.incident.end.reopened).sum()
    }
}

impl Part {
    /// Whether it is resolved within the horizon.
    pub fn ends(&self) -> bool {
        self.acts.last().is_some_and(|act| act.deed == Deed::Complete)
    }
}

/// Holds up to the resolution or the horizon, then the resolution. What the log tells of a time after the
/// (last) resolution is not played.
fn acts(incident: &Incident, ends_at: Timestamp) -> Vec<Act> {
    let resolved_at = incident.end.resolved_at.filter(|at| *at <= ends_at);
    let over = resolved_at.unwrap_or(ends_at);
    let mut acts: Vec<Act> = incident
        .holds
        .iter()
        .filter(|hold| hold.from < over)
        .map(|hold| {
            let until = hold.until.map_or(over, |until| until.min(over)).min(hold.from + HOLD_MAX);
            Act { at: hold.from, deed: Deed::Hold { reason: hold.reason, until } }
        })
        .collect();
    acts.extend(resolved_at.map(|at| Act { at, deed: Deed::Complete }));
    acts
}

#[cfg(test)]
mod tests;
