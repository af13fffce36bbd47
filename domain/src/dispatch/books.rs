//! What everybody holds: minutes of work and rings, from the tickets (D1) and from reservations that are
//! not committed yet. Kept up to date by difference; never counts a ticket twice, because whoever changes
//! a ticket takes its old part out first.

use alloc::collections::BTreeMap;

use crate::ids::PersonId;
use crate::ticket::{OfferKind, Ticket, minutes_held};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hands {
    /// Minutes.
    pub load: u32,
    /// Dispatch offers that ring at him, those made by hand too: his telephone knows no difference.
    pub rings: u32,
}

/// One part of somebody's hands: an owned ticket, an offer or a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub engineer: PersonId,
    pub load: u32,
    pub rings: u32,
}

#[derive(Debug, Clone, Default)]
pub struct Books {
    committed: BTreeMap<PersonId, Hands>,
    reserved: BTreeMap<PersonId, Hands>,
}

/// What a ticket puts into whose hands: its owner's work and its offer.
pub fn parts(ticket: &Ticket) -> impl Iterator<Item = Part> {
    let owned = ticket.owner.as_ref().map(|owner| Part {
        engineer: owner.engineer,
        load: minutes_held(owner),
        rings: 0,
    });
    let offered = ticket.offer.as_ref().map(|offer| Part {
        engineer: offer.to,
        load: offer.effort,
        rings: u32::from(offer.kind == OfferKind::Dispatch),
    });
    [owned, offered].into_iter().flatten()
}

impl Books {
    pub fn put(&mut self, part: Part) {
        add(&mut self.committed, part);
    }

    pub fn take(&mut self, part: Part) {
        subtract(&mut self.committed, part);
    }

    pub fn reserve(&mut self, part: Part) {
        add(&mut self.reserved, part);
    }

    pub fn release(&mut self, part: Part) {
        subtract(&mut self.reserved, part);
    }

    /// Of his tickets alone (D1).
    pub fn committed(&self, engineer: PersonId) -> Hands {
        self.committed.get(&engineer).copied().unwrap_or_default()
    }

    /// With the reservations: what a choice counts with.
    pub fn hands(&self, engineer: PersonId) -> Hands {
        let (sure, reserved) =
            (self.committed(engineer), self.reserved.get(&engineer).copied().unwrap_or_default());
        Hands { load: sure.load.saturating_add(reserved.load), rings: sure.rings + reserved.rings }
    }
}

fn add(hands: &mut BTreeMap<PersonId, Hands>, part: Part) {
    let entry = hands.entry(part.engineer).or_default();
    entry.load = entry.load.saturating_add(part.load);
    entry.rings += part.rings;
}

fn subtract(hands: &mut BTreeMap<PersonId, Hands>, part: Part) {
    let Some(entry) = hands.get_mut(&part.engineer) else { return };
    entry.load = entry.load.saturating_sub(part.load);
    entry.rings = entry.rings.saturating_sub(part.rings);
    if *entry == Hands::default() {
        hands.remove(&part.engineer);
    }
}
