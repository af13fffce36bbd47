//! A small hospital for the tests: one building, two groups, six engineers, four kinds of fault.

use crate::ids::{
    AccountId, CategoryId, CauseId, CoverageId, DepartmentId, GroupId, OrganisationId, PersonId, SystemId,
    ZoneId,
};
use crate::log::By;
use crate::org::{
    Category, CategoryKind, Cause, CoverageRow, Department, Directory, DirectoryRow, Group, Holder, Person,
    Role, Roles, Subject, System, Zone, ZoneKind,
};
use crate::ticket::Priority;
use crate::time::Timestamp;

pub const ORGANISATION: OrganisationId = OrganisationId::from_raw(1);
/// A and B of printers on the ward; all of 1 to 4 are in the group of terminals, 5 and 6 mend systems.
pub const A: PersonId = PersonId::from_raw(1);
pub const B: PersonId = PersonId::from_raw(2);
pub const C: PersonId = PersonId::from_raw(3);
pub const D: PersonId = PersonId::from_raw(4);
pub const E: PersonId = PersonId::from_raw(5);
pub const F: PersonId = PersonId::from_raw(6);
pub const ENGINEERS: [PersonId; 6] = [A, B, C, D, E, F];
pub const NURSE: PersonId = PersonId::from_raw(100);
pub const DISPATCHER: PersonId = PersonId::from_raw(101);
pub const TERMINALS: GroupId = GroupId::from_raw(1);
pub const APPLICATIONS: GroupId = GroupId::from_raw(2);
pub const HARDWARE: CategoryId = CategoryId::from_raw(1);
/// Below hardware, effort 30.
pub const PRINTER: CategoryId = CategoryId::from_raw(2);
pub const SOFTWARE: CategoryId = CategoryId::from_raw(3);
/// Below software, effort 30, mended from the desk.
pub const SCREEN: CategoryId = CategoryId::from_raw(4);
/// Below hardware, a job of 200 minutes.
pub const REBUILD: CategoryId = CategoryId::from_raw(5);
pub const HIS: SystemId = SystemId::from_raw(1);
pub const CAMPUS: ZoneId = ZoneId::from_raw(1);
pub const BUILDING: ZoneId = ZoneId::from_raw(2);
pub const FLOOR: ZoneId = ZoneId::from_raw(3);
pub const WARD: ZoneId = ZoneId::from_raw(4);
pub const OTHER_WARD: ZoneId = ZoneId::from_raw(5);
pub const OTHER_FLOOR: ZoneId = ZoneId::from_raw(6);
pub const FAR_WARD: ZoneId = ZoneId::from_raw(7);
pub const CAUSE: CauseId = CauseId::from_raw(1);
pub const START: Timestamp = Timestamp::from_micros(1_795_489_200_000_000);

fn zone(id: ZoneId, parent: Option<ZoneId>, kind: ZoneKind) -> DirectoryRow {
    DirectoryRow::Zone(Zone { id, parent, kind, name: "zone".into(), closet: None })
}

fn category(id: CategoryId, parent: Option<CategoryId>, remote: bool, effort: u32) -> DirectoryRow {
    DirectoryRow::Category(Category {
        id,
        parent,
        kind: CategoryKind::Hardware,
        name: "category".into(),
        remote,
        effort,
        priority: Priority::Normal,
        targets: None,
        causes: alloc::vec![CAUSE],
    })
}

pub fn person(id: PersonId, role: Role, groups: &[GroupId], zones: &[ZoneId]) -> Person {
    Person {
        id,
        account: AccountId::from_raw(id.raw()),
        name: "person".into(),
        phone: None,
        roles: Roles::of(&[role]),
        enabled: true,
        department: None,
        groups: groups.to_vec(),
        zones: zones.to_vec(),
    }
}

pub fn coverage(id: i64, subject: Subject, zone: Option<ZoneId>, holder: Holder) -> DirectoryRow {
    DirectoryRow::Coverage(CoverageRow { id: CoverageId::from_raw(id), subject, zone, holder })
}

pub fn directory() -> Directory {
    let engineer = |id, group, zone| DirectoryRow::Person(person(id, Role::Engineer, &[group], &[zone]));
    let printers = Subject::Category(PRINTER);
    let rows = alloc::vec![
        zone(CAMPUS, None, ZoneKind::Campus),
        zone(BUILDING, Some(CAMPUS), ZoneKind::Building),
        zone(FLOOR, Some(BUILDING), ZoneKind::Floor),
        zone(WARD, Some(FLOOR), ZoneKind::Area),
        zone(OTHER_WARD, Some(FLOOR), ZoneKind::Area),
        zone(OTHER_FLOOR, Some(BUILDING), ZoneKind::Floor),
        zone(FAR_WARD, Some(OTHER_FLOOR), ZoneKind::Area),
        DirectoryRow::Cause(Cause { id: CAUSE, name: "cause".into() }),
        category(HARDWARE, None, false, 30),
        category(PRINTER, Some(HARDWARE), false, 30),
        category(REBUILD, Some(HARDWARE), false, 200),
        category(SOFTWARE, None, true, 30),
        category(SCREEN, Some(SOFTWARE), true, 30),
        DirectoryRow::System(System { id: HIS, name: "HIS".into() }),
        DirectoryRow::Group(Group { id: TERMINALS, name: "terminals".into() }),
        DirectoryRow::Group(Group { id: APPLICATIONS, name: "applications".into() }),
        engineer(A, TERMINALS, WARD),
        engineer(B, TERMINALS, OTHER_WARD),
        engineer(C, TERMINALS, OTHER_FLOOR),
        engineer(D, TERMINALS, FAR_WARD),
        engineer(E, APPLICATIONS, FAR_WARD),
        engineer(F, APPLICATIONS, FAR_WARD),
        DirectoryRow::Person(person(NURSE, Role::Reporter, &[], &[])),
        DirectoryRow::Person(person(DISPATCHER, Role::Dispatcher, &[], &[])),
        DirectoryRow::Department(Department {
            id: DepartmentId::from_raw(1),
            name: "ward".into(),
            area: WARD,
        }),
        coverage(1, printers, Some(FLOOR), Holder::A { engineer: A, group: TERMINALS }),
        coverage(2, printers, Some(FLOOR), Holder::B { engineer: B, group: TERMINALS }),
        coverage(3, Subject::Category(HARDWARE), None, Holder::Group(APPLICATIONS)),
        coverage(4, printers, None, Holder::Group(TERMINALS)),
        coverage(5, Subject::Category(SOFTWARE), None, Holder::Group(APPLICATIONS)),
        coverage(6, Subject::System(HIS), None, Holder::A { engineer: E, group: APPLICATIONS }),
        coverage(7, Subject::System(HIS), None, Holder::B { engineer: F, group: APPLICATIONS }),
        coverage(8, Subject::Category(REBUILD), None, Holder::Group(TERMINALS)),
    ];
    let empty = Directory::empty(ORGANISATION);
    empty.change(&rows, By::System, START).expect("the rows hold together").1
}
