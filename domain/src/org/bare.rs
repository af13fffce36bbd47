//! What a new organisation begins with, so that its first report finds a category, a place and a group:
//! as little as can be, to be replaced by an import. Never used for a demo.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::ids::{AccountId, CategoryId, Minter, PersonId};
use crate::org::{
    Category, CategoryKind, Cause, CoverageRow, DirectoryRow, Group, Holder, Person, Policy, Role, Roles,
    Subject, Zone, ZoneKind,
};
use crate::ticket::Priority;
use crate::time::{TimeZoneName, Timestamp};

/// Minutes that a fault takes as long as nobody knows better.
const EFFORT: u32 = 30;

/// The first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAdmin {
    pub account: AccountId,
    pub name: String,
    pub phone: String,
}

/// The rows of a new organisation, with the id of its administrator: one campus, hardware and software each
/// with 不清楚, one cause, one group that covers both, the default policy.
pub fn bare(
    name: &str,
    admin: FirstAdmin,
    minter: &mut Minter,
    now: Timestamp,
) -> (Vec<DirectoryRow>, PersonId) {
    let cause = Cause { id: minter.mint(now), name: "其他".into() };
    let group = Group { id: minter.mint(now), name: "信息科".into() };
    let person: PersonId = minter.mint(now);
    let mut rows = vec![
        DirectoryRow::Organisation { name: name.into(), time_zone: TimeZoneName::SHANGHAI },
        DirectoryRow::Policy(Policy::default()),
        DirectoryRow::Zone(Zone {
            id: minter.mint(now),
            parent: None,
            kind: ZoneKind::Campus,
            name: "本院".into(),
            closet: None,
        }),
        DirectoryRow::Cause(cause.clone()),
        DirectoryRow::Group(group.clone()),
        DirectoryRow::Person(Person {
            id: person,
            account: admin.account,
            name: admin.name,
            phone: Some(admin.phone),
            roles: Roles::of(&[Role::Admin]),
            enabled: true,
            department: None,
            groups: Vec::new(),
            zones: Vec::new(),
        }),
    ];
    for (kind, name) in [(CategoryKind::Hardware, "硬件"), (CategoryKind::Software, "软件")] {
        let root: CategoryId = minter.mint(now);
        let category = |id, parent, name: &str, causes| {
            DirectoryRow::Category(Category {
                id,
                parent,
                kind,
                name: name.into(),
                remote: kind == CategoryKind::Software,
                effort: EFFORT,
                priority: Priority::Normal,
                targets: None,
                causes,
            })
        };
        rows.push(category(root, None, name, vec![cause.id]));
        rows.push(category(minter.mint(now), Some(root), "不清楚", Vec::new()));
        rows.push(DirectoryRow::Coverage(CoverageRow {
            id: minter.mint(now),
            subject: Subject::Category(root),
            zone: None,
            holder: Holder::Group(group.id),
        }));
    }
    (rows, person)
}

#[cfg(test)]
mod tests;
