//! An engineer as the board shows him: duty, load, what rings at him and what he owns.

use lamplight_domain::dispatch::capacity;
use lamplight_domain::ids::ZoneId;
use lamplight_domain::org::{Directory, Duty, Person};
use lamplight_domain::stats::{GroupLoad, hands_over};
use lamplight_domain::ticket::{Ticket, load_of};
use lamplight_domain::time::Timestamp;

use crate::person::{GroupLoadView, PersonRow};
use crate::ticket::Named;
use crate::view::{self, group_named, person_named};
use crate::{Id, Instant};

/// What stands beside the directory's row of a person.
#[derive(Debug, Clone, Copy, Default)]
pub struct Presence {
    pub duty: Duty,
    pub duty_since: Option<Timestamp>,
    /// The zone of the last ticket he was on.
    pub last_zone: Option<ZoneId>,
}

/// `tickets`: live ones that concern him; others do no harm. Rings first, then what he owns, each by number.
pub fn person_row<'a>(
    person: &Person,
    directory: &Directory,
    presence: Presence,
    tickets: impl IntoIterator<Item = &'a Ticket>,
) -> PersonRow {
    let (mut load, mut ringing_load) = (0, 0);
    let (mut ringing, mut owned) = (Vec::new(), Vec::new());
    for ticket in tickets {
        load += load_of(ticket, person.id);
        let named =
            || (ticket.number, Named { id: Id::from(ticket.id), name: view::short_number(ticket.number) });
        if let Some(offer) = ticket.offer.as_ref().filter(|offer| offer.to == person.id) {
            ringing_load += offer.effort;
            ringing.push(named());
        }
        if ticket.owner.as_ref().is_some_and(|owner| owner.engineer == person.id) {
            owned.push(named());
        }
    }
    let owned = in_order(owned);
    PersonRow {
        id: Id::from(person.id),
        name: person.name.clone(),
        groups: person.groups.iter().map(|&group| group_named(directory, group)).collect(),
        duty: presence.duty.into(),
        duty_since: presence.duty_since.map(Instant),
        load,
        ringing_load,
        capacity: capacity(&directory.policy, presence.duty),
        ringing: in_order(ringing),
        hand_over: if hands_over(presence.duty) { owned.clone() } else { Vec::new() },
        owned,
        place: presence.last_zone.map(|zone| view::place(directory, zone)),
    }
}

pub fn group_load_view(load: &GroupLoad, directory: &Directory) -> GroupLoadView {
    GroupLoadView {
        group: group_named(directory, load.group),
        owned: load.owned,
        ringing: load.ringing,
        capacity: load.capacity,
        on_duty: load.on_duty,
        full: load.full.iter().map(|&person| person_named(directory, person)).collect(),
    }
}

fn in_order<K: Ord>(mut numbered: Vec<(K, Named)>) -> Vec<Named> {
    numbered.sort_by(|left, right| left.0.cmp(&right.0));
    numbered.into_iter().map(|(_, named)| named).collect()
}
