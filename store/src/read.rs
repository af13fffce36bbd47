//! What is read beside the journal: plain rows, on read-only connections.

use std::collections::BTreeMap;

use lamplight_domain::ids::{
    AccountId, CategoryId, DeviceId, GroupId, LoginId, OfferId, OrganisationId, PersonId, SystemId, TextId,
    TicketId, ZoneId,
};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{Directory, Duty};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{Event, Number, Priority, Shown, Ticket};
use lamplight_domain::time::Timestamp;

use crate::projection::{cause_of, engineer_of};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    pub id: OrganisationId,
    pub name: String,
    pub time_zone: String,
}

/// Everything a desk needs to start, from one read transaction.
#[derive(Debug, Clone)]
pub struct DeskStart {
    pub position: Position,
    pub directory: Directory,
    pub duty: BTreeMap<PersonId, Duty>,
    pub live: Vec<Ticket>,
    /// Texts of live and recently ended tickets.
    pub texts: BTreeMap<TextId, String>,
    /// Ended within the last 24 h of `now`, newest first, at most 2,000.
    pub ended: Vec<Ticket>,
    pub deadlines: Vec<DueRow>,
    pub deliveries: Vec<Delivery>,
    /// A fold's last snapshot by its name.
    pub memories: BTreeMap<String, (Position, String)>,
    /// Highest serial number given on each local day that `now` may still give numbers for.
    pub serials: BTreeMap<u32, u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueRow {
    pub organisation: OrganisationId,
    pub ticket: TicketId,
    pub deadline: Deadline,
}

/// A ring that stands, and the devices that have acknowledged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub offer: OfferId,
    pub ticket: TicketId,
    pub person: PersonId,
    pub got: Vec<DeviceId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    pub position: Position,
    pub recorded: Recorded,
}

/// All filters are conjunctive; empty lists mean "any".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TicketFilter {
    pub shown: Vec<Shown>,
    pub live: Option<bool>,
    pub priority: Vec<Priority>,
    /// Owns it, is rung by it, or owned it when it ended.
    pub engineer: Option<PersonId>,
    /// Reported it, or joined.
    pub reporter: Option<PersonId>,
    pub group: Option<GroupId>,
    pub category: Vec<CategoryId>,
    pub zone: Vec<ZoneId>,
    pub opened_from: Option<Timestamp>,
    pub opened_to: Option<Timestamp>,
    /// A number (`20261124-087`, `1124-087`, `087`) or words of the summary.
    pub text: Option<String>,
}

/// Newest first: `after` is the key of the last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub limit: u32,
    pub after: Option<(Timestamp, TicketId)>,
}

/// A ticket with the text of its summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRow {
    pub ticket: Ticket,
    pub summary: String,
}

/// What ended tickets may have in common with one that is being mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastOf {
    /// They were reported for this person; who joined later does not count.
    Reporter(PersonId),
    Zone(ZoneId),
    System(SystemId),
}

/// An ended ticket as the next one is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRow {
    pub ticket: Ticket,
    pub summary: String,
    /// Who completed it, or had it when it ended.
    pub engineer: Option<PersonId>,
    /// What was said at the completion that stands.
    pub note: Option<String>,
    pub(crate) note_id: Option<TextId>,
}

impl PastRow {
    /// `completion`: its last Completed, which counts as long as it stands. The note is looked up later.
    pub(crate) fn of(ticket: Ticket, summary: String, completion: Option<&Event>) -> Self {
        let (by, note_id) = match completion.filter(|_| cause_of(&ticket).is_some()) {
            Some(Event::Completed { engineer, note, .. }) => (*engineer, *note),
            _ => (None, None),
        };
        let engineer = by.or(engineer_of(&ticket));
        Self { ticket, summary, engineer, note: None, note_id }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub phone: String,
    pub password_hash: Option<String>,
    pub enabled: bool,
    /// Where this account is somebody: organisation and person.
    pub people: Vec<(OrganisationId, PersonId)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub id: LoginId,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub person: PersonId,
    pub expires_at: Timestamp,
}

/// A wall screen beside its person in the directory. All of it is missing where a screen was not paired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRow {
    pub person: PersonId,
    pub paired_by: Option<PersonId>,
    /// The hospital's time, both.
    pub paired_at: Option<Timestamp>,
    pub seen_at: Option<Timestamp>,
}

/// A ticket ended or changed not long ago: history beside a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    pub rows: Vec<TicketRow>,
}

/// A desk starts with tickets ended this long ago at most.
pub(crate) const ENDED_WITHIN_HOURS: i64 = 24;
/// And with no more of them than this.
pub(crate) const ENDED_MAX: usize = 2_000;

impl TicketFilter {
    /// The filter said in plain Rust.
    pub(crate) fn takes(&self, ticket: &Ticket, summary: &str) -> bool {
        fn among<T: PartialEq>(list: &[T], value: &T) -> bool {
            list.is_empty() || list.contains(value)
        }
        let owner = ticket.owner.as_ref().map(|owner| (owner.engineer, owner.group));
        let offer = ticket.offer.as_ref().map(|offer| (offer.to, offer.group));
        let offered_to = offer.map(|(engineer, _)| engineer);
        let engineer = |id| engineer_of(ticket) == Some(id) || offered_to == Some(id);
        let group = |id| owner.or(offer).is_some_and(|(_, group)| group == id);
        among(&self.shown, &ticket.shown())
            && self.live.is_none_or(|live| live == ticket.is_live())
            && among(&self.priority, &ticket.priority)
            && self.engineer.is_none_or(engineer)
            && self.reporter.is_none_or(|id| ticket.reporters.contains(&id))
            && self.group.is_none_or(group)
            && among(&self.category, &ticket.category)
            && among(&self.zone, &ticket.zone)
            && self.opened_from.is_none_or(|from| ticket.opened_at >= from)
            && self.opened_to.is_none_or(|to| ticket.opened_at < to)
            && self.text.as_deref().is_none_or(|text| match NumberPart::parse(text) {
                Some(part) => part.fits(ticket.number),
                None => summary.to_lowercase().contains(&text.to_lowercase()),
            })
    }
}

/// A number as people say it: `20261124-087`, `1124-087`, `087`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberPart {
    Whole {
        day: u32,
        serial: u32,
    },
    /// Month and day of any year.
    MonthDay {
        month_day: u32,
        serial: u32,
    },
    Serial(u32),
}

impl NumberPart {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits =
            |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?;
        match text.trim().split_once('-') {
            Some((day, serial)) if day.len() == 8 => {
                Some(Self::Whole { day: digits(day)?, serial: digits(serial)? })
            }
            Some((day, serial)) if day.len() == 4 => {
                Some(Self::MonthDay { month_day: digits(day)?, serial: digits(serial)? })
            }
            Some(_) => None,
            None if (3..=6).contains(&text.trim().len()) => Some(Self::Serial(digits(text.trim())?)),
            None => None,
        }
    }

    fn fits(self, number: Number) -> bool {
        match self {
            Self::Whole { day, serial } => number.day.0 == day && number.serial == serial,
            Self::MonthDay { month_day, serial } => {
                number.day.0 % 10_000 == month_day && number.serial == serial
            }
            Self::Serial(serial) => number.serial == serial,
        }
    }
}
