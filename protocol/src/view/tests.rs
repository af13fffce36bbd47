//! Names, places, masks; and the small hospital that the tests of other views share.

use lamplight_domain::ids::{
    AccountId, CategoryId, CauseId, DecisionId, DepartmentId, GroupId, OfferId, OrganisationId, PersonId,
    TextId, TicketId, ZoneId,
};
use lamplight_domain::org::{
    Category, CategoryKind, Cause, Department, Directory, DirectoryRow, Group, Person, Policy, Role, Roles,
    Zone, ZoneKind,
};
use lamplight_domain::ticket::{
    Channel, Clocks, Dispatch, Excluded, Number, Offer, OfferKind, Owner, Phase, Priority, Round, Rung,
    Ticket, Urges,
};
use lamplight_domain::time::{LocalDay, TimeZoneName, Timestamp};

use super::*;

pub(crate) const LI: PersonId = PersonId::from_raw(11);
pub(crate) const WU: PersonId = PersonId::from_raw(12);
pub(crate) const NURSE: PersonId = PersonId::from_raw(21);
pub(crate) const DOCTOR: PersonId = PersonId::from_raw(22);
pub(crate) const STATION: ZoneId = ZoneId::from_raw(4);
pub(crate) const TONER: CategoryId = CategoryId::from_raw(32);
pub(crate) const GROUP: GroupId = GroupId::from_raw(41);
pub(crate) const CAUSE: CauseId = CauseId::from_raw(51);
pub(crate) const WARD: DepartmentId = DepartmentId::from_raw(61);

/// 2026-11-24T02:21:00Z plus so many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros((1_795_486_860 + seconds) * 1_000_000)
}

fn zone(id: i64, parent: Option<i64>, kind: ZoneKind, name: &str, closet: Option<&str>) -> DirectoryRow {
    DirectoryRow::Zone(Zone {
        id: ZoneId::from_raw(id),
        parent: parent.map(ZoneId::from_raw),
        kind,
        name: name.into(),
        closet: closet.map(Into::into),
    })
}

fn category(id: i64, parent: Option<i64>, name: &str, causes: &[CauseId]) -> DirectoryRow {
    DirectoryRow::Category(Category {
        id: CategoryId::from_raw(id),
        parent: parent.map(CategoryId::from_raw),
        kind: CategoryKind::Hardware,
        name: name.into(),
        remote: false,
        effort: 20,
        priority: Priority::Normal,
        targets: None,
        causes: causes.to_vec(),
    })
}

fn person(id: PersonId, name: &str, phone: &str, role: Role, groups: &[GroupId]) -> DirectoryRow {
    DirectoryRow::Person(Person {
        id,
        account: AccountId::from_raw(id.raw() + 1_000),
        name: name.into(),
        phone: Some(phone.into()),
        roles: Roles::of(&[role]),
        enabled: true,
        department: (role == Role::Reporter).then_some(WARD),
        groups: groups.to_vec(),
        zones: Vec::new(),
    })
}

/// One building, one ward, two engineers of one group, a nurse.
pub(crate) fn hospital() -> Directory {
    let mut directory = Directory::empty(OrganisationId::from_raw(7));
    directory.put(
        3,
        [
            DirectoryRow::Organisation { name: "协和".into(), time_zone: TimeZoneName::SHANGHAI },
            DirectoryRow::Policy(Policy::default()),
            zone(1, None, ZoneKind::Campus, "本部", None),
            zone(2, Some(1), ZoneKind::Building, "内科楼", None),
            zone(3, Some(2), ZoneKind::Floor, "6 层", Some("3-06-B")),
            zone(4, Some(3), ZoneKind::Area, "护士站", None),
            category(31, None, "打印机", &[CAUSE]),
            category(32, Some(31), "缺墨粉", &[]),
            DirectoryRow::Cause(Cause { id: CAUSE, name: "耗材用尽".into() }),
            DirectoryRow::Group(Group { id: GROUP, name: "外设组".into() }),
            DirectoryRow::Department(Department { id: WARD, name: "呼吸内科".into(), area: STATION }),
            person(LI, "李工", "13900001111", Role::Engineer, &[GROUP]),
            person(WU, "吴工", "13900002222", Role::Engineer, &[GROUP]),
            person(NURSE, "王护士", "13812346021", Role::Reporter, &[]),
            person(DOCTOR, "陈医生", "13812346022", Role::Reporter, &[]),
        ],
    );
    directory
}

/// Opened a moment ago, nobody asked yet.
pub(crate) fn unassigned() -> Ticket {
    Ticket {
        id: TicketId::from_raw(101),
        organisation: OrganisationId::from_raw(7),
        number: Number { day: LocalDay(20_261_124), serial: 87 },
        version: 1,
        assignment_version: 1,
        opened_at: at(0),
        opened_by: Some(NURSE),
        occurred_at: None,
        last_at: at(0),
        channel: Channel::Page,
        reporters: vec![NURSE],
        department: Some(WARD),
        zone: STATION,
        category: TONER,
        system: None,
        priority: Priority::Normal,
        patient_waiting: false,
        summary: TextId::from_raw(201),
        effort: 20,
        dispatch: Dispatch::Now,
        owner: None,
        offer: None,
        last_offer: None,
        end: None,
        ended_at: None,
        round: Round { no: 1, ..Round::default() },
        by_hand: None,
        excluded: Excluded::default(),
        wrong_groups: 0,
        former_owner: None,
        clocks: Clocks::opened(Policy::default().targets[Priority::Normal.rank()], at(0), 1),
        urges: Urges::default(),
        escalated: 0,
        acknowledged: 0,
        acknowledgement: None,
        escalation: None,
        completions: 0,
        rated: None,
        merged: Default::default(),
        comments: 0,
    }
}

pub(crate) fn ringing_at(engineer: PersonId) -> Ticket {
    let offer = Offer {
        id: OfferId::from_raw(301),
        to: engineer,
        group: GROUP,
        kind: OfferKind::Dispatch,
        rung: Rung::A,
        attempt: 1,
        offered_at: at(0),
        accept_by: at(300),
        effort: 20,
        decision: DecisionId::from_raw(401),
        set_by: 2,
    };
    Ticket { version: 2, assignment_version: 2, offer: Some(offer), ..unassigned() }
}

pub(crate) fn owned_by(engineer: PersonId, phase: Phase) -> Ticket {
    let owner = Owner { engineer, group: GROUP, effort: 20, since: at(60), phase_since: at(60), phase };
    Ticket { version: 3, assignment_version: 3, owner: Some(owner), ..unassigned() }
}

#[test]
fn a_place_is_building_floor_and_area() {
    let directory = hospital();
    assert_eq!(place(&directory, STATION), "内科楼 6 层 · 护士站");
    assert_eq!(place(&directory, ZoneId::from_raw(3)), "内科楼 6 层");
    assert_eq!(place(&directory, ZoneId::from_raw(1)), "本部");
    assert_eq!(place(&directory, ZoneId::from_raw(99)), "");
}

#[test]
fn a_closet_is_the_nearest_above() {
    assert_eq!(closet(&hospital(), STATION).as_deref(), Some("3-06-B"));
    assert_eq!(closet(&hospital(), ZoneId::from_raw(2)), None);
}

#[test]
fn a_path_runs_from_the_root() {
    assert_eq!(category_path(&hospital(), TONER), ["打印机", "缺墨粉"]);
}

#[test]
fn telephones_are_masked_in_the_middle() {
    assert_eq!(masked("13812346021"), "138****6021");
    assert_eq!(masked("8812"), "**12");
    assert_eq!(masked("1"), "*");
    assert_eq!(masked(""), "");
}

#[test]
fn numbers_are_said_without_the_year() {
    assert_eq!(short_number(unassigned().number), "1124-087");
}

#[test]
fn unknown_ids_have_an_empty_name() {
    assert_eq!(person_named(&hospital(), PersonId::from_raw(999)).name, "");
}
