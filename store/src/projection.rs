//! What is stored beside the log and follows from it: for the check, which rebuilds it and compares.

use std::collections::BTreeMap;

use lamplight_domain::ids::{CauseId, DecisionId, OfferId, PersonId, TextId, TicketId};
use lamplight_domain::org::Duty;
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{End, Shown, Ticket};
use lamplight_domain::time::Timestamp;

/// Everything of one organisation that its log gives again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Projection {
    pub(crate) tickets: BTreeMap<TicketId, (Columns, Ticket)>,
    pub(crate) deadlines: BTreeMap<TicketId, Vec<Deadline>>,
    /// Standing rings: ticket and whom.
    pub(crate) rings: BTreeMap<OfferId, (TicketId, PersonId)>,
    pub(crate) duty: BTreeMap<PersonId, Duty>,
    pub(crate) directory_version: u32,
    /// Texts of tickets.
    pub(crate) texts: Vec<TextId>,
    pub(crate) decisions: Vec<DecisionId>,
}

/// The searched columns of a ticket's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) day: i64,
    pub(crate) serial: i64,
    pub(crate) version: i64,
    pub(crate) live: bool,
    pub(crate) shown: String,
    pub(crate) priority: i64,
    /// Its owner; of an ended ticket, whoever owned it at the end.
    pub(crate) engineer: Option<i64>,
    pub(crate) offered_to: Option<i64>,
    pub(crate) group_id: Option<i64>,
    pub(crate) reporter: Option<i64>,
    /// Further reporters: each id between bars, so that one finds nobody else. None: only the first.
    pub(crate) joined: Option<String>,
    pub(crate) category: i64,
    pub(crate) zone: i64,
    pub(crate) system: Option<i64>,
    /// Of a completion that stands.
    pub(crate) cause: Option<i64>,
    pub(crate) opened_at: i64,
    pub(crate) ended_at: Option<i64>,
    pub(crate) summary: i64,
}

impl Columns {
    /// As they follow from a ticket.
    pub(crate) fn of(ticket: &Ticket) -> Self {
        let owner_group = ticket.owner.as_ref().map(|owner| owner.group.raw());
        Self {
            day: i64::from(ticket.number.day.0),
            serial: i64::from(ticket.number.serial),
            version: i64::from(ticket.version),
            live: ticket.is_live(),
            shown: shown(ticket.shown()).to_owned(),
            priority: ticket.priority.rank() as i64,
            engineer: engineer_of(ticket).map(PersonId::raw),
            offered_to: ticket.offer.as_ref().map(|offer| offer.to.raw()),
            group_id: owner_group.or(ticket.offer.as_ref().map(|offer| offer.group.raw())),
            reporter: ticket.reporters.first().map(|person| person.raw()),
            joined: joined(ticket.reporters.get(1..).unwrap_or_default()),
            category: ticket.category.raw(),
            zone: ticket.zone.raw(),
            system: ticket.system.map(|system| system.raw()),
            cause: cause_of(ticket).map(|cause| cause.raw()),
            opened_at: ticket.opened_at.micros(),
            ended_at: ticket.ended_at.map(Timestamp::micros),
            summary: ticket.summary.raw(),
        }
    }

    /// By name, as text, for comparison.
    pub(crate) fn named(&self) -> [(&'static str, String); 18] {
        let some = |value: Option<i64>| value.map_or_else(|| "null".to_owned(), |value| value.to_string());
        [
            ("day", self.day.to_string()),
            ("serial", self.serial.to_string()),
            ("version", self.version.to_string()),
            ("live", self.live.to_string()),
            ("shown", self.shown.clone()),
            ("priority", self.priority.to_string()),
            ("engineer", some(self.engineer)),
            ("offered_to", some(self.offered_to)),
            ("group_id", some(self.group_id)),
            ("reporter", some(self.reporter)),
            ("joined", self.joined.clone().unwrap_or_else(|| "null".to_owned())),
            ("category", self.category.to_string()),
            ("zone", self.zone.to_string()),
            ("system", some(self.system)),
            ("cause", some(self.cause)),
            ("opened_at", self.opened_at.to_string()),
            ("ended_at", some(self.ended_at)),
            ("summary", self.summary.to_string()),
        ]
    }
}

/// Who owns it, or owned it when it ended.
pub(crate) fn engineer_of(ticket: &Ticket) -> Option<PersonId> {
    let ended = ticket.former_owner.filter(|_| !ticket.is_live());
    ticket.owner.as_ref().map(|owner| owner.engineer).or(ended)
}

/// Of a completion that stands.
pub(crate) fn cause_of(ticket: &Ticket) -> Option<CauseId> {
    match ticket.end {
        Some(End::Completed { cause }) => Some(cause),
        _ => None,
    }
}

fn joined(people: &[PersonId]) -> Option<String> {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    (!ids.is_empty()).then(|| format!("|{}|", ids.join("|")))
}

/// Stored word of a status.
pub(crate) const fn shown(shown: Shown) -> &'static str {
    match shown {
        Shown::Unassigned => "unassigned",
        Shown::InProgress => "in_progress",
        Shown::Completed => "completed",
        Shown::Withdrawn => "withdrawn",
        Shown::Unresolved => "unresolved",
        Shown::Merged => "merged",
    }
}
