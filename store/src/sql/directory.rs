//! The directory as versioned rows. Names and telephone numbers of people stand in `people` alone, so that
//! they can be blanked; a person's row holds neither.

use std::collections::BTreeMap;

use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_domain::org::{Directory, DirectoryRow, Person};

use super::insert::{Table, Values};
use super::{Connection, Found, corrupt};
use crate::OrganisationRow;
use crate::journal::rows::VersionedRow;

const ORGANISATIONS: &str = "select id, name, time_zone from organisations order by id";
/// The newest version of each row, in the order in which they were put.
const PRESENT: &str = "select d.version, d.body from directory_rows d where d.organisation = $1 \
    and not exists (select 1 from directory_rows n where n.organisation = d.organisation \
    and n.kind = d.kind and n.id = d.id and n.version > d.version) order by d.version";
const AT_VERSION: &str = "select version, body from directory_rows where organisation = $1 and version = $2";
const PEOPLE: &str = "select id, name, phone from people where organisation = $1";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[ORGANISATIONS, PRESENT, AT_VERSION, PEOPLE];

impl Table for VersionedRow<'_> {
    const INSERT: &'static str = "insert into directory_rows (organisation, kind, id, version, body) ";
    const COLUMNS: usize = 5;
    const CONFLICT: &'static str = " on conflict (organisation, kind, id, version) do update \
        set body = excluded.body";

    fn bind(&self, values: &mut Values<'_>) {
        let (kind, id) = kind_and_id(self.row);
        let body = match self.row {
            DirectoryRow::Person(person) => serde_json::to_string(&DirectoryRow::Person(nameless(person))),
            row => serde_json::to_string(row),
        };
        values
            .push_bind(self.organisation.raw())
            .push_bind(kind)
            .push_bind(id)
            .push_bind(i64::from(self.version))
            .push_bind(body.expect("a directory row has only string keys"));
    }
}

/// A person's name and number.
pub(crate) struct PersonRow<'a> {
    organisation: OrganisationId,
    person: &'a Person,
}

impl Table for PersonRow<'_> {
    const INSERT: &'static str = "insert into people (organisation, id, account, name, phone) ";
    const COLUMNS: usize = 5;
    const CONFLICT: &'static str = " on conflict (organisation, id) do update \
        set account = excluded.account, name = excluded.name, phone = excluded.phone";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.person.id.raw())
            .push_bind(self.person.account.raw())
            .push_bind(self.person.name.clone())
            .push_bind(self.person.phone.clone());
    }
}

/// What an organisation is called.
pub(crate) struct NameRow<'a> {
    organisation: OrganisationId,
    name: &'a str,
    time_zone: &'static str,
}

impl Table for NameRow<'_> {
    const INSERT: &'static str = "insert into organisations (id, name, time_zone) ";
    const COLUMNS: usize = 3;
    const CONFLICT: &'static str =
        " on conflict (id) do update set name = excluded.name, time_zone = excluded.time_zone";

    fn bind(&self, values: &mut Values<'_>) {
        values.push_bind(self.organisation.raw()).push_bind(self.name.to_owned()).push_bind(self.time_zone);
    }
}

/// The people among these rows.
pub(crate) fn people<'a>(rows: &'a [VersionedRow<'a>]) -> impl Iterator<Item = PersonRow<'a>> {
    rows.iter().filter_map(|versioned| match versioned.row {
        DirectoryRow::Person(person) => Some(PersonRow { organisation: versioned.organisation, person }),
        _ => None,
    })
}

/// The organisations among these rows.
pub(crate) fn names<'a>(rows: &'a [VersionedRow<'a>]) -> impl Iterator<Item = NameRow<'a>> {
    rows.iter().filter_map(|versioned| match versioned.row {
        DirectoryRow::Organisation { name, time_zone } => {
            Some(NameRow { organisation: versioned.organisation, name, time_zone: time_zone.name() })
        }
        _ => None,
    })
}

fn nameless(person: &Person) -> Person {
    Person { name: String::new(), phone: None, ..person.clone() }
}

const fn kind_and_id(row: &DirectoryRow) -> (&'static str, i64) {
    match row {
        DirectoryRow::Organisation { .. } => ("organisation", 0),
        DirectoryRow::Policy(_) => ("policy", 0),
        DirectoryRow::Zone(row) => ("zone", row.id.raw()),
        DirectoryRow::Department(row) => ("department", row.id.raw()),
        DirectoryRow::Category(row) => ("category", row.id.raw()),
        DirectoryRow::Cause(row) => ("cause", row.id.raw()),
        DirectoryRow::System(row) => ("system", row.id.raw()),
        DirectoryRow::Group(row) => ("group", row.id.raw()),
        DirectoryRow::Person(row) => ("person", row.id.raw()),
        DirectoryRow::Coverage(row) => ("coverage", row.id.raw()),
        DirectoryRow::Place(row) => ("place", row.id.raw()),
    }
}

pub(crate) async fn organisations(conn: &mut Connection) -> Found<Vec<OrganisationRow>> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(ORGANISATIONS).fetch_all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, time_zone)| OrganisationRow { id: OrganisationId::from_raw(id), name, time_zone })
        .collect())
}

/// The present directory; empty (version 0) for an unknown organisation.
pub(crate) async fn present(conn: &mut Connection, organisation: OrganisationId) -> Found<Directory> {
    let names = names_of(conn, organisation).await?;
    let rows: Vec<(i64, String)> = sqlx::query_as(PRESENT).bind(organisation.raw()).fetch_all(conn).await?;
    let mut directory = Directory::empty(organisation);
    for (version, body) in rows {
        directory.put(
            u32::try_from(version).map_err(|why| corrupt("directory_rows", why))?,
            [read(&body, &names)?],
        );
    }
    Ok(directory)
}

/// The rows that one change put.
pub(crate) async fn at_version(
    conn: &mut Connection,
    organisation: OrganisationId,
    version: u32,
) -> Found<Vec<DirectoryRow>> {
    let names = names_of(conn, organisation).await?;
    let rows: Vec<(i64, String)> =
        sqlx::query_as(AT_VERSION).bind(organisation.raw()).bind(i64::from(version)).fetch_all(conn).await?;
    rows.iter().map(|(_, body)| read(body, &names)).collect()
}

type Names = BTreeMap<PersonId, (String, Option<String>)>;

async fn names_of(conn: &mut Connection, organisation: OrganisationId) -> Found<Names> {
    let rows: Vec<(i64, String, Option<String>)> =
        sqlx::query_as(PEOPLE).bind(organisation.raw()).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(id, name, phone)| (PersonId::from_raw(id), (name, phone))).collect())
}

fn read(body: &str, names: &Names) -> Found<DirectoryRow> {
    let mut row = serde_json::from_str(body).map_err(|why| corrupt("directory_rows", why))?;
    if let DirectoryRow::Person(person) = &mut row
        && let Some((name, phone)) = names.get(&person.id)
    {
        person.name.clone_from(name);
        person.phone.clone_from(phone);
    }
    Ok(row)
}
