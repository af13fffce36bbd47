//! What a choice has to know of a ticket, whether it exists or is about to be opened. Never looks at
//! anybody's load.

use alloc::collections::BTreeMap;

use crate::dispatch::rungs::Seat;
use crate::ids::{CategoryId, PersonId, SystemId, TicketId, ZoneId};
use crate::org::Directory;
use crate::ticket::{Excluded, Open, Priority, Ticket};

/// Lapses in one round after which somebody is passed over.
pub const LAPSES_MAX: u8 = 2;

#[derive(Debug, Clone)]
pub struct Need {
    pub ticket: TicketId,
    pub category: CategoryId,
    pub system: Option<SystemId>,
    pub zone: ZoneId,
    /// Minutes.
    pub effort: u32,
    pub priority: Priority,
    pub excluded: Excluded,
    pub lapsed: BTreeMap<PersonId, u8>,
    pub owner: Option<PersonId>,
    pub former_owner: Option<PersonId>,
    /// His ring has just lapsed for the first time: he is rung once more.
    pub rung_once: Option<Seat>,
}

impl Need {
    pub fn of(ticket: &Ticket) -> Self {
        let once = |person| ticket.round.lapsed.get(&person) == Some(&1);
        Self {
            ticket: ticket.id,
            category: ticket.category,
            system: ticket.system,
            zone: ticket.zone,
            effort: ticket.effort,
            priority: ticket.priority,
            excluded: ticket.excluded.clone(),
            lapsed: ticket.round.lapsed.clone(),
            owner: ticket.owner.as_ref().map(|owner| owner.engineer),
            former_owner: ticket.former_owner,
            rung_once: ticket
                .last_offer
                .filter(|last| once(last.to))
                .map(|last| Seat { engineer: last.to, group: last.group }),
        }
    }

    /// The need of a report that is not a ticket yet. `None` when it names a category that is not here or
    /// no place can be found: opening it will be refused, so nobody needs to be chosen.
    pub fn of_open(open: &Open, directory: &Directory) -> Option<Self> {
        let category = directory.categories.get(&open.category)?;
        let area = open.department.and_then(|id| directory.departments.get(&id)).map(|row| row.area);
        let usual = if open.patient_waiting { category.priority.raised() } else { category.priority };
        Some(Self {
            ticket: open.id,
            category: category.id,
            system: open.system,
            zone: open.zone.or(area)?,
            effort: category.effort,
            priority: open.priority.unwrap_or(usual),
            excluded: Excluded::default(),
            lapsed: BTreeMap::new(),
            owner: None,
            former_owner: None,
            rung_once: None,
        })
    }

    pub fn critical(&self) -> bool {
        self.priority == Priority::Critical
    }

    pub fn lapses_of(&self, engineer: PersonId) -> u8 {
        self.lapsed.get(&engineer).copied().unwrap_or(0)
    }
}
