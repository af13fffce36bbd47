//! Who answers for what: terminals by place (fixed terminal, fixed person), systems by A and B, the other
//! groups by kind of fault; a group row for everything.

use crate::hospital::build::Build;
use crate::hospital::people::{Staff, Teams, keeper};
use crate::hospital::places::Places;
use crate::hospital::systems::Systems;
use crate::hospital::tree::{Team, Tree};
use crate::ids::{GroupId, PersonId, ZoneId};
use crate::org::{CoverageRow, DirectoryRow, Holder, Subject};

pub fn build(
    build: &mut Build,
    places: &Places,
    tree: &Tree,
    systems: &Systems,
    teams: &Teams,
    staff: &Staff,
) {
    group_rows(build, tree, teams);
    terminals(build, places, tree, teams, staff);
    let group = teams.group(Team::Systems);
    for (serial, (system, _)) in systems.all.iter().enumerate() {
        // Neighbours stand in for each other, and not always the same one.
        let (a, b) = (serial % staff.systems.len(), (serial + 1 + serial / 14) % staff.systems.len());
        let b = if a == b { (b + 1) % staff.systems.len() } else { b };
        let subject = Subject::System(*system);
        pair(build, subject, None, group, staff.systems[a], Some(staff.systems[b]));
    }
    for (branch, _, team) in &tree.branches {
        let team_members = match team {
            Team::Database => &staff.database,
            Team::Network => &staff.network,
            Team::ComputerRoom => &staff.computer_room,
            Team::Office => &staff.office,
            Team::Systems | Team::Terminals => continue,
        };
        let subject = Subject::Category(*branch);
        let group = teams.group(*team);
        pair(build, subject, None, group, team_members[0], Some(team_members[1]));
        // The east campus has its own.
        if *team == Team::Network {
            let east = places.campuses[1];
            pair(build, subject, Some(east), group, team_members[2], Some(team_members[3]));
        }
    }
}

fn group_rows(build: &mut Build, tree: &Tree, teams: &Teams) {
    let roots = [(tree.hardware, Team::Terminals), (tree.software, Team::Systems)];
    let branches = tree.branches.iter().map(|(branch, _, team)| (*branch, *team));
    for (category, team) in roots.into_iter().chain(branches) {
        row(build, Subject::Category(category), None, Holder::Group(teams.group(team)));
    }
}

/// Each floor has its engineer, each closet of a floor too; the next engineer of the same building is B.
/// The administration has one engineer alone: a hole that the coverage page shall show.
fn terminals(build: &mut Build, places: &Places, tree: &Tree, teams: &Teams, staff: &Staff) {
    let subject = Subject::Category(tree.hardware);
    let group = teams.group(Team::Terminals);
    for (building, keepers) in places.buildings.iter().zip(&staff.terminals) {
        let deputy = |index: usize| (keepers.len() > 1).then(|| keepers[(index + 1) % keepers.len()]);
        pair(build, subject, Some(building.zone), group, keepers[0], deputy(0));
        for (level, floor) in building.floors.iter().enumerate() {
            let index = keeper(keepers.len(), building.floors.len(), level);
            pair(build, subject, Some(floor.zone), group, keepers[index], deputy(index));
            // Where a floor has several closets the last one is the neighbour's.
            if let [_, .., last] = floor.areas.as_slice()
                && let Some(neighbour) = deputy(index)
                && level % 3 == 1
            {
                pair(build, subject, Some(*last), group, neighbour, Some(keepers[index]));
            }
        }
    }
}

fn pair(
    build: &mut Build,
    subject: Subject,
    zone: Option<ZoneId>,
    group: GroupId,
    a: PersonId,
    b: Option<PersonId>,
) {
    row(build, subject, zone, Holder::A { engineer: a, group });
    if let Some(b) = b {
        row(build, subject, zone, Holder::B { engineer: b, group });
    }
}

fn row(build: &mut Build, subject: Subject, zone: Option<ZoneId>, holder: Holder) {
    let id = build.id();
    build.rows.push(DirectoryRow::Coverage(CoverageRow { id, subject, zone, holder }));
}
