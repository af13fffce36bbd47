//! The rungs in order, with who stands on each: A, B, own group, other groups with the skill. Says who is
//! considered, never who is free.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::dispatch::need::Need;
use crate::dispatch::roster::Roster;
use crate::ids::{GroupId, PersonId};
use crate::ticket::Rung;

/// Somebody considered, on behalf of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub engineer: PersonId,
    pub group: GroupId,
}

/// All rungs, empty ones left out. An engineer stands on the first rung that he reaches; only where the
/// group he would be asked for is excluded may he come again for another group.
pub fn rungs(roster: &Roster, need: &Need) -> Vec<(Rung, Vec<Seat>)> {
    let (a, b) = roster.holders(need.category, need.system, need.zone);
    let groups = roster.groups(need.category, need.system);
    let seats_in = |group: GroupId| {
        roster.members(group).iter().map(move |&engineer| Seat { engineer, group }).collect::<Vec<_>>()
    };
    let own = groups.first().map(|&group| seats_in(group)).unwrap_or_default();
    let others = groups.iter().skip(1).flat_map(|&group| seats_in(group)).collect();
    let mut seen = BTreeSet::new();
    let mut ladder = Vec::new();
    for (rung, seats) in [
        (Rung::A, a.into_iter().collect()),
        (Rung::B, b.into_iter().collect()),
        (Rung::Group, own),
        (Rung::OtherGroup, others),
    ] {
        let mut seats: Vec<Seat> = seats;
        seats.retain(|seat| {
            let excluded = need.excluded.groups.contains(&seat.group);
            if excluded { !seen.contains(&seat.engineer) } else { seen.insert(seat.engineer) }
        });
        if !seats.is_empty() {
            ladder.push((rung, seats));
        }
    }
    ladder
}
