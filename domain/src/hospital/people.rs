//! The people: six groups of engineers, the desk, supervisors, and those who report.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::hospital::build::Build;
use crate::hospital::names::Names;
use crate::hospital::places::Places;
use crate::hospital::tree::Team;
use crate::ids::{DepartmentId, GroupId, PersonId, ZoneId};
use crate::org::{DirectoryRow, Duty, Group, Person, Role, Roles};

/// Terminal engineers of each building, in the order of `Places::buildings`; an empty name is drawn.
const TERMINALS: [&[&str]; 7] = [
    &["刘洛", "周航", "李响"],
    &["", "", "赵岚", "", "", ""],
    &["", "吴桐", "陈屿", "", ""],
    &["", "", ""],
    &["孙禾"],
    &["", ""],
    &["", "", ""],
];
const SYSTEMS: [&str; 14] = ["王磊", "何静", "冯璐", "高远", "唐宇", "", "", "", "", "", "", "", "", ""];
const DATABASE: [&str; 6] = ["徐宁", "", "", "", "", ""];
const NETWORK: [&str; 6] = ["郑川", "", "", "", "", ""];
const COMPUTER_ROOM: [&str; 5] = ["马骁", "", "", "", ""];
const OFFICE: [&str; 5] = ["", "", "", "", ""];
const DISPATCHERS: [&str; 4] = ["林晓", "黄蕾", "", ""];
const SUPERVISORS: [&str; 2] = ["沈砚", ""];
const ADMIN: &str = "贺敏";
const VISITOR_ENGINEER: &str = "陈屿";
const VISITOR_NURSE: &str = "张雯";
const REPORTERS: usize = 300;

pub struct Teams {
    all: Vec<(Team, GroupId)>,
}

impl Teams {
    pub fn group(&self, team: Team) -> GroupId {
        self.all.iter().find(|(other, _)| *other == team).map_or(self.all[0].1, |(_, group)| *group)
    }
}

pub fn groups(build: &mut Build) -> Teams {
    let names = [
        (Team::Systems, "系统管理"),
        (Team::Database, "数据库"),
        (Team::Network, "网络"),
        (Team::Terminals, "终端维护"),
        (Team::ComputerRoom, "机房"),
        (Team::Office, "办公室"),
    ];
    let all = names.map(|(team, name)| {
        let id = build.id();
        build.rows.push(DirectoryRow::Group(Group { id, name: name.into() }));
        (team, id)
    });
    Teams { all: all.to_vec() }
}

pub struct Staff {
    /// By building, each with the floors that are his.
    pub terminals: Vec<Vec<PersonId>>,
    pub systems: Vec<PersonId>,
    pub database: Vec<PersonId>,
    pub network: Vec<PersonId>,
    pub computer_room: Vec<PersonId>,
    pub office: Vec<PersonId>,
    pub dispatchers: Vec<PersonId>,
    pub supervisors: Vec<PersonId>,
    pub admin: PersonId,
    pub screen: PersonId,
    pub visitor: PersonId,
}

impl Staff {
    pub fn engineers(&self) -> Vec<PersonId> {
        let others = [&self.systems, &self.database, &self.network, &self.computer_room, &self.office];
        self.terminals.iter().chain(others).flatten().copied().collect()
    }
}

/// Which engineer of a building cares for a floor: the floors are shared out from below.
pub fn keeper(engineers: usize, floors: usize, floor: usize) -> usize {
    floor * engineers / floors.max(1)
}

struct Hire<'a> {
    build: &'a mut Build,
    names: Names,
}

impl Hire<'_> {
    fn person(&mut self, name: &str, role: Role, groups: Vec<GroupId>, zones: Vec<ZoneId>) -> PersonId {
        let name = if name.is_empty() { self.names.next(self.build) } else { name.into() };
        let phone = (role != Role::Screen).then(|| self.build.phone());
        add(self.build, name, phone, &[role], None, groups, zones)
    }

    fn team(&mut self, names: &[&str], group: GroupId, seat: ZoneId) -> Vec<PersonId> {
        names.iter().map(|name| self.person(name, Role::Engineer, vec![group], vec![seat])).collect()
    }
}

pub fn staff(build: &mut Build, places: &Places, teams: &Teams) -> Staff {
    let reserved: Vec<&str> = [VISITOR_NURSE, ADMIN]
        .into_iter()
        .chain(TERMINALS.into_iter().flatten().copied())
        .chain(SYSTEMS)
        .chain([DATABASE[0], NETWORK[0], COMPUTER_ROOM[0]])
        .chain(DISPATCHERS)
        .chain(SUPERVISORS)
        .collect();
    let mut hire = Hire { build, names: Names::except(&reserved) };
    let (office, room) = (places.it_office, places.computer_room);
    let mut visitor = None;
    let mut terminals = Vec::new();
    for (names, building) in TERMINALS.iter().zip(&places.buildings) {
        let mut keepers = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let his = |floor: &usize| keeper(names.len(), building.floors.len(), *floor) == index;
            let floors = (0..building.floors.len()).filter(his).map(|floor| building.floors[floor].zone);
            let zones = floors.collect();
            let group = vec![teams.group(Team::Terminals)];
            let id = hire.person(name, Role::Engineer, group, zones);
            if *name == VISITOR_ENGINEER {
                visitor = Some(id);
            }
            keepers.push(id);
        }
        terminals.push(keepers);
    }
    let first = terminals[0][0];
    Staff {
        terminals,
        systems: hire.team(&SYSTEMS, teams.group(Team::Systems), office),
        database: hire.team(&DATABASE, teams.group(Team::Database), office),
        network: hire.team(&NETWORK, teams.group(Team::Network), room),
        computer_room: hire.team(&COMPUTER_ROOM, teams.group(Team::ComputerRoom), room),
        office: hire.team(&OFFICE, teams.group(Team::Office), office),
        dispatchers: DISPATCHERS.map(|name| hire.person(name, Role::Dispatcher, vec![], vec![])).to_vec(),
        supervisors: SUPERVISORS.map(|name| hire.person(name, Role::Supervisor, vec![], vec![])).to_vec(),
        admin: hire.person(ADMIN, Role::Admin, vec![], vec![]),
        screen: hire.person("大屏", Role::Screen, vec![], vec![]),
        visitor: visitor.unwrap_or(first),
    }
}

pub struct Reporters {
    pub all: Vec<PersonId>,
    /// Who reports for whom the stream of reports picks; the visitor's ward is not among them.
    pub simulated: Vec<(PersonId, DepartmentId)>,
    pub visitor: PersonId,
}

/// Shared out over the departments; everybody has a telephone.
pub fn reporters(build: &mut Build, places: &Places) -> Reporters {
    let mut names = Names::except(&[VISITOR_NURSE, VISITOR_ENGINEER, ADMIN]);
    let (mut all, mut simulated, mut visitor) = (Vec::new(), Vec::new(), None);
    for serial in 0..REPORTERS {
        let ward = &places.departments[serial % places.departments.len()];
        let at_keyboard = Places::is_visitor_ward(ward);
        let first_there = at_keyboard && visitor.is_none();
        let name = if first_there { VISITOR_NURSE.into() } else { names.next(build) };
        let phone = build.phone();
        let id = add(build, name, Some(phone), &[Role::Reporter], Some(ward.id), vec![], vec![]);
        all.push(id);
        if first_there {
            visitor = Some(id);
        }
        if !at_keyboard {
            simulated.push((id, ward.id));
        }
    }
    let visitor = visitor.unwrap_or(all[0]);
    Reporters { all, simulated, visitor }
}

/// A working day: of every nine engineers one is off and one in a while says "busy"; the visitor's own
/// engineer is on.
pub fn duty(build: &mut Build, staff: &Staff) -> Vec<(PersonId, Duty)> {
    let mut duty = Vec::new();
    for engineer in staff.engineers() {
        let state = match build.pick(18) {
            0 | 1 => Duty::Off,
            2 => Duty::Busy,
            _ => Duty::On,
        };
        let state = if engineer == staff.visitor { Duty::On } else { state };
        if state != Duty::Off {
            duty.push((engineer, state));
        }
    }
    duty
}

fn add(
    build: &mut Build,
    name: String,
    phone: Option<String>,
    roles: &[Role],
    department: Option<DepartmentId>,
    groups: Vec<GroupId>,
    zones: Vec<ZoneId>,
) -> PersonId {
    let id = build.id();
    let account = build.id();
    let roles = Roles::of(roles);
    let person = Person { id, account, name, phone, roles, enabled: true, department, groups, zones };
    build.rows.push(DirectoryRow::Person(person));
    id
}
