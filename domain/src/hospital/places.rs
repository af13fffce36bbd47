//! Two campuses with their buildings, floors and areas; each area with the wiring closet that serves it;
//! most areas are a department's own.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::hospital::build::Build;
use crate::ids::{DepartmentId, ZoneId};
use crate::org::{Department, DirectoryRow, Zone, ZoneKind};

/// Where the visitor's nurse works.
pub const VISITOR_WARD: &str = "心内科一病区";

/// Areas by floor, lowest first. A name that begins with `*` is a place, but no department.
struct Plan {
    name: &'static str,
    floors: &'static [&'static [&'static str]],
}

const MAIN: [Plan; 5] = [
    Plan {
        name: "门诊楼",
        floors: &[
            &["急诊抢救室", "门诊药房", "收费处", "*门诊大厅"],
            &["儿科门诊", "妇产科门诊", "*二楼候诊区"],
            &["内科门诊", "外科门诊", "注射室"],
            &["眼科门诊", "耳鼻喉科门诊", "口腔科"],
            &["皮肤科门诊", "中医科门诊", "体检中心"],
        ],
    },
    Plan {
        name: "外科楼",
        floors: &[
            &["住院处", "外科楼药房"],
            &["消毒供应中心", "输血科"],
            &["麻醉科"],
            &["手术室", "*家属等候区"],
            &["ICU", "*ICU 示教室"],
            &["普外科一病区", "普外科二病区"],
            &["泌尿外科病区"],
            &["骨科一病区", "骨科二病区"],
            &["神经外科一病区", "神经外科二病区"],
            &["胸外科病区"],
            &["心外科病区"],
            &["烧伤整形科病区"],
        ],
    },
    Plan {
        name: "内科楼",
        floors: &[
            &["内科楼护理站", "*一楼大厅"],
            &["内镜中心", "血液净化中心"],
            &["产科一病区"],
            &["产科二病区", "新生儿科"],
            &["呼吸内科病区"],
            &["心导管室", "心内科一病区"],
            &["心内科二病区"],
            &["消化内科病区"],
            &["神经内科病区"],
            &["肾内科病区", "内分泌科病区"],
        ],
    },
    Plan {
        name: "医技楼",
        floors: &[
            &["放射科", "CT 室"],
            &["检验科", "超声科"],
            &["核磁共振室"],
            &["病理科"],
            &["核医学科"],
            &["*中心机房"],
        ],
    },
    Plan {
        name: "行政楼",
        floors: &[
            &["病案室", "医保办"],
            &["财务科", "人事科"],
            &["院办", "医务部", "护理部"],
            &["信息科", "*会议中心"],
        ],
    },
];

const EAST: [Plan; 2] = [
    Plan {
        name: "东院门诊楼",
        floors: &[
            &["东院急诊", "东院药房", "东院收费处"],
            &["东院内科门诊"],
            &["东院外科门诊"],
            &["东院检验科", "东院放射科"],
        ],
    },
    Plan {
        name: "东院住院楼",
        floors: &[
            &["东院住院处", "*东院机房"],
            &["康复科"],
            &["老年医学科病区"],
            &["肿瘤科一病区"],
            &["肿瘤科二病区"],
            &["感染科病区"],
            &["精神心理科病区"],
            &["中医病区"],
            &["东院手术室"],
        ],
    },
];

pub struct Floor {
    pub zone: ZoneId,
    pub areas: Vec<ZoneId>,
}

pub struct Building {
    pub zone: ZoneId,
    pub floors: Vec<Floor>,
}

pub struct Places {
    pub campuses: Vec<ZoneId>,
    /// In the order of the plans above, the main campus first.
    pub buildings: Vec<Building>,
    pub departments: Vec<Ward>,
    pub computer_room: ZoneId,
    pub it_office: ZoneId,
}

pub struct Ward {
    pub id: DepartmentId,
    pub name: &'static str,
}

impl Places {
    pub fn visitor_ward(&self) -> DepartmentId {
        self.department(VISITOR_WARD).id
    }

    pub fn is_visitor_ward(ward: &Ward) -> bool {
        ward.name == VISITOR_WARD
    }

    fn department(&self, name: &str) -> &Ward {
        let found = self.departments.iter().find(|ward| ward.name == name);
        found.unwrap_or(&self.departments[0])
    }
}

pub fn build(build: &mut Build) -> Places {
    let mut places = Places {
        campuses: Vec::new(),
        buildings: Vec::new(),
        departments: Vec::new(),
        computer_room: ZoneId::from_raw(0),
        it_office: ZoneId::from_raw(0),
    };
    for (campus, plans) in [("本部院区", &MAIN[..]), ("东院区", &EAST[..])] {
        let campus = zone(build, None, ZoneKind::Campus, campus.into(), None);
        places.campuses.push(campus);
        for plan in plans {
            let building = building(build, campus, plan, &mut places);
            places.buildings.push(building);
        }
    }
    places
}

fn building(build: &mut Build, campus: ZoneId, plan: &Plan, places: &mut Places) -> Building {
    let number = places.buildings.len() + 1;
    let id = zone(build, Some(campus), ZoneKind::Building, plan.name.into(), None);
    let mut floors = Vec::new();
    for (level, names) in plan.floors.iter().enumerate() {
        let level = level + 1;
        let floor = zone(build, Some(id), ZoneKind::Floor, format!("{level} 层"), None);
        let mut areas = Vec::new();
        for (letter, name) in ('A'..).zip(names.iter()) {
            let closet = format!("{number}-{level:02}-{letter}");
            let plain = name.trim_start_matches('*');
            let area = zone(build, Some(floor), ZoneKind::Area, plain.into(), Some(closet));
            areas.push(area);
            match *name {
                "*中心机房" => places.computer_room = area,
                "信息科" => places.it_office = area,
                _ => {}
            }
            if plain == *name {
                let id = build.id();
                let row = Department { id, name: plain.into(), area };
                build.rows.push(DirectoryRow::Department(row));
                places.departments.push(Ward { id, name: plain });
            }
        }
        floors.push(Floor { zone: floor, areas });
    }
    Building { zone: id, floors }
}

fn zone(
    build: &mut Build,
    parent: Option<ZoneId>,
    kind: ZoneKind,
    name: String,
    closet: Option<String>,
) -> ZoneId {
    let id = build.id();
    build.rows.push(DirectoryRow::Zone(Zone { id, parent, kind, name, closet }));
    id
}
