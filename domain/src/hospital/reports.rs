//! What the hospital's people report, one after the other, from a seed: plausible, not real.

use alloc::string::String;
use alloc::vec::Vec;

use crate::hospital::Hospital;
use crate::hospital::build::pick;
use crate::hospital::people::Reporters;
use crate::hospital::systems::Systems;
use crate::hospital::tree::{Leaf, Tree};
use crate::ids::{CategoryId, DepartmentId, Minter, PersonId, SystemId};
use crate::ticket::Channel;

/// One report as its reporter would make it; the place is his department's area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub reporter: PersonId,
    pub department: DepartmentId,
    /// A leaf.
    pub category: CategoryId,
    pub system: Option<SystemId>,
    pub summary: String,
    pub patient_waiting: bool,
    /// How it comes in: by telephone (a dispatcher types it) or by page.
    pub channel: Channel,
}

/// What the stream draws from, kept ready.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    Leaf { category: CategoryId, weight: usize, waiting: usize, says: &'static [&'static str] },
    System { system: SystemId, name: &'static str, weight: usize },
    Reporter { person: PersonId, department: DepartmentId },
}

/// An endless stream of reports: `Hospital::reports`.
#[derive(Debug, Clone)]
pub struct Reports {
    minter: Minter,
    leaves: Vec<(CategoryId, usize, usize, &'static [&'static str])>,
    systems: Vec<(SystemId, &'static str, usize)>,
    reporters: Vec<(PersonId, DepartmentId)>,
}

impl Hospital {
    /// The same minter gives the same reports. The visitor's ward reports nothing by itself.
    pub fn reports(&self, minter: Minter) -> Reports {
        let (mut leaves, mut systems, mut reporters) = (Vec::new(), Vec::new(), Vec::new());
        for plan in &self.plans {
            match *plan {
                Plan::Leaf { category, weight, waiting, says } => {
                    leaves.push((category, weight, waiting, says));
                }
                Plan::System { system, name, weight } => systems.push((system, name, weight)),
                Plan::Reporter { person, department } => reporters.push((person, department)),
            }
        }
        Reports { minter, leaves, systems, reporters }
    }
}

pub(super) fn plans(tree: &Tree, systems: &Systems, reporters: &Reporters) -> Vec<Plan> {
    let leaf = |(category, leaf): &(CategoryId, &'static Leaf)| Plan::Leaf {
        category: *category,
        weight: leaf.weight,
        waiting: leaf.waiting,
        says: leaf.says,
    };
    // The first of the list are used by every ward all day.
    let system = |(place, (system, name)): (usize, &(SystemId, &'static str))| Plan::System {
        system: *system,
        name,
        weight: 1 + 40 / (place + 1),
    };
    let reporter = |&(person, department): &(PersonId, DepartmentId)| Plan::Reporter { person, department };
    let leaves = tree.leaves.iter().map(leaf);
    let systems = systems.all.iter().enumerate().map(system);
    leaves.chain(systems).chain(reporters.simulated.iter().map(reporter)).collect()
}

impl Iterator for Reports {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        let (category, _, waiting, says) =
            *weighted(&mut self.minter, &self.leaves, |(_, weight, ..)| *weight)?;
        let (system, name, _) = *weighted(&mut self.minter, &self.systems, |(.., weight)| *weight)?;
        let (reporter, department) = *self.reporters.get(pick(&mut self.minter, self.reporters.len()))?;
        let words = *says.get(pick(&mut self.minter, says.len()))?;
        let patient_waiting = pick(&mut self.minter, 100) < waiting;
        let channel = if pick(&mut self.minter, 10) < 4 { Channel::Phone } else { Channel::Page };
        Some(Report {
            reporter,
            department,
            category,
            system: words.contains("{}").then_some(system),
            summary: words.replace("{}", name),
            patient_waiting,
            channel,
        })
    }
}

fn weighted<'a, T>(minter: &mut Minter, all: &'a [T], weight: impl Fn(&T) -> usize) -> Option<&'a T> {
    let mut rest = pick(minter, all.iter().map(&weight).sum());
    all.iter().find(|one| {
        let here = weight(one);
        let hit = rest < here;
        rest = rest.saturating_sub(here);
        hit
    })
}
