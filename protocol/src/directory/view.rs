//! The directory as a reader with these roles may see it.

use std::collections::BTreeSet;

use lamplight_domain::org::{Directory, Person, Role, Roles};

use crate::Id;
use crate::directory::{CategoryView, DepartmentView, DirectoryPerson, DirectoryView, ZoneView};
use crate::ticket::Named;
use crate::view::masked;

/// Trees and lists are everybody's; people only as the roles allow: the desk sees all with telephones,
/// engineers see engineers masked, reporters and screens see nobody. Causes are chosen at completion: who only
/// reports is not made to load them over a slow line.
pub fn directory_view(directory: &Directory, roles: Roles) -> DirectoryView {
    let parents: BTreeSet<_> = directory.categories.values().filter_map(|node| node.parent).collect();
    let completes = is_desk(roles) || roles.has(Role::Engineer);
    DirectoryView {
        version: directory.version,
        organisation: Named { id: Id::from(directory.organisation), name: directory.name.clone() },
        time_zone: directory.time_zone.name().to_owned(),
        zones: directory
            .zones
            .values()
            .map(|zone| ZoneView {
                id: Id::from(zone.id),
                parent: zone.parent.map(Id::from),
                kind: zone.kind.into(),
                name: zone.name.clone(),
                closet: zone.closet.clone(),
            })
            .collect(),
        departments: directory
            .departments
            .values()
            .map(|row| DepartmentView {
                id: Id::from(row.id),
                name: row.name.clone(),
                area: Id::from(row.area),
            })
            .collect(),
        categories: directory
            .categories
            .values()
            .map(|node| CategoryView {
                id: Id::from(node.id),
                parent: node.parent.map(Id::from),
                kind: node.kind.into(),
                name: node.name.clone(),
                leaf: !parents.contains(&node.id),
                priority: node.priority.into(),
                effort: node.effort,
                causes: if completes {
                    directory.causes_of(node.id).into_iter().map(Id::from).collect()
                } else {
                    Vec::new()
                },
            })
            .collect(),
        causes: named(
            directory.causes.values().filter(|_| completes).map(|row| (Id::from(row.id), &row.name)),
        ),
        systems: named(directory.systems.values().map(|row| (Id::from(row.id), &row.name))),
        groups: named(directory.groups.values().map(|row| (Id::from(row.id), &row.name))),
        people: people(directory, roles),
    }
}

fn named<'a>(rows: impl Iterator<Item = (Id, &'a String)>) -> Vec<Named> {
    rows.map(|(id, name)| Named { id, name: name.clone() }).collect()
}

fn people(directory: &Directory, roles: Roles) -> Vec<DirectoryPerson> {
    let desk = is_desk(roles);
    let staff = desk || roles.has(Role::Engineer);
    let everybody = directory.people.values().filter(|person| person.enabled);
    everybody
        .filter(|person| desk || (staff && person.roles.has(Role::Engineer)))
        .map(|person| directory_person(person, desk))
        .collect()
}

fn directory_person(person: &Person, desk: bool) -> DirectoryPerson {
    DirectoryPerson {
        id: Id::from(person.id),
        name: person.name.clone(),
        roles: person.roles.iter().map(Into::into).collect(),
        department: person.department.map(Id::from),
        groups: person.groups.iter().copied().map(Id::from).collect(),
        phone: person.phone.as_deref().map(|phone| if desk { phone.to_owned() } else { masked(phone) }),
    }
}

/// Dispatcher, supervisor, administrator: who may telephone anybody.
pub fn is_desk(roles: Roles) -> bool {
    [Role::Dispatcher, Role::Supervisor, Role::Admin].into_iter().any(|role| roles.has(role))
}
