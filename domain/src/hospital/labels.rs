//! Labels to be scanned in every department: its workstations and printers. Codes come from chance of their
//! own, so that they change nothing else of the hospital.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::hospital::build::{Build, pick};
use crate::hospital::tree::Tree;
use crate::ids::{CategoryId, Minter};
use crate::org::{Department, DirectoryRow, PLACE_CODE_LEN, PLACE_CODE_LETTERS, Place};

/// Of the device: its name and the branch that a report about it begins with.
const DEVICES: [(&str, &str); 3] = [("医生工作站", "电脑"), ("打印机 1", "打印机"), ("打印机 2", "打印机")];
/// Sets the codes apart from all other chance of the seed.
const SALT: u64 = 0x9c0d_e5a7;

/// Adds them, and gives the code of the visitor's second printer.
pub fn build(build: &mut Build, seed: u64, tree: &Tree, visitor: &str) -> String {
    let mut chance = Minter::seeded(seed ^ SALT);
    let departments: Vec<Department> = build.rows.iter().filter_map(department).collect();
    let mut of_visitor = String::new();
    for department in departments {
        let desk = if department.name.ends_with("病区") { "护士站" } else { "前台" };
        for (device, branch) in DEVICES {
            let code = code(&mut chance);
            if department.name == visitor {
                of_visitor.clone_from(&code);
            }
            let row = Place {
                id: build.id(),
                code,
                zone: department.area,
                department: Some(department.id),
                label: format!("{desk} {device}"),
                categories: branch_named(tree, branch).into_iter().collect(),
                retired: false,
            };
            build.rows.push(DirectoryRow::Place(row));
        }
    }
    of_visitor
}

fn department(row: &DirectoryRow) -> Option<Department> {
    match row {
        DirectoryRow::Department(row) => Some(row.clone()),
        _ => None,
    }
}

fn branch_named(tree: &Tree, name: &str) -> Option<CategoryId> {
    tree.branches.iter().find(|(_, branch, _)| *branch == name).map(|(id, ..)| *id)
}

fn code(chance: &mut Minter) -> String {
    (0..PLACE_CODE_LEN).map(|_| char::from(PLACE_CODE_LETTERS[pick(chance, 32)])).collect()
}
