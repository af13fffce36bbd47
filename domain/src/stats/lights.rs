//! 院区灯火: the hospital as windows, a window an area; how many open reports each has. Never knows who
//! reported.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::ids::ZoneId;
use crate::org::{Directory, Zone, ZoneKind};
use crate::ticket::Ticket;

/// One building, its floors from the ground up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    pub zone: ZoneId,
    /// By area, in the directory's order: its live tickets, whatever their stage. A ticket that names no area
    /// but the floor or the building lights the first window there.
    pub floors: Vec<Vec<u32>>,
}

/// Every building with floors, in the directory's order.
pub fn lights<'a>(directory: &Directory, tickets: impl IntoIterator<Item = &'a Ticket>) -> Vec<Building> {
    let mut open: BTreeMap<ZoneId, u32> = BTreeMap::new();
    for ticket in tickets.into_iter().filter(|ticket| ticket.is_live()) {
        *open.entry(ticket.zone).or_insert(0) += 1;
    }
    let count = |zone: ZoneId| open.get(&zone).copied().unwrap_or(0);
    let below = Below::of(directory);
    let buildings = directory.zones.values().filter(|zone| zone.kind == ZoneKind::Building);
    buildings
        .map(|building| {
            let mut floors: Vec<Vec<u32>> = below
                .children(building.id)
                .iter()
                .map(|floor| {
                    let mut windows: Vec<u32> =
                        below.children(floor.id).iter().map(|area| count(area.id)).collect();
                    light_first(&mut windows, count(floor.id));
                    windows
                })
                .collect();
            if let Some(ground) = floors.first_mut() {
                light_first(ground, count(building.id));
            }
            Building { zone: building.id, floors }
        })
        .filter(|building| !building.floors.is_empty())
        .collect()
}

fn light_first(windows: &mut Vec<u32>, tickets: u32) {
    match windows.first_mut() {
        Some(window) => *window += tickets,
        None => windows.push(tickets),
    }
}

/// Zones by the zone that they are in.
struct Below<'a>(BTreeMap<ZoneId, Vec<&'a Zone>>);

impl<'a> Below<'a> {
    fn of(directory: &'a Directory) -> Self {
        let mut children: BTreeMap<ZoneId, Vec<&Zone>> = BTreeMap::new();
        for zone in directory.zones.values() {
            if let Some(parent) = zone.parent {
                children.entry(parent).or_default().push(zone);
            }
        }
        Self(children)
    }

    fn children(&self, zone: ZoneId) -> &[&'a Zone] {
        self.0.get(&zone).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests;
