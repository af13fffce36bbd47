//! Who is on duty, by the last switch.

use std::collections::BTreeMap;

use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_domain::org::Duty;

use super::insert::{Table, Values};
use super::{Connection, Found, corrupt};
use crate::journal::rows::DutyRow;

const OF_ORGANISATION: &str = "select person, duty from duty where organisation = $1";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_ORGANISATION];

impl Table for DutyRow {
    const INSERT: &'static str = "insert into duty (organisation, person, duty, position) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = " on conflict (organisation, person) do update \
        set duty = excluded.duty, position = excluded.position";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.person.raw())
            .push_bind(word(self.duty))
            .push_bind(self.position.0);
    }
}

const fn word(duty: Duty) -> &'static str {
    match duty {
        Duty::On => "on",
        Duty::Busy => "busy",
        Duty::Off => "off",
    }
}

pub(crate) async fn of_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<BTreeMap<PersonId, Duty>> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as(OF_ORGANISATION).bind(organisation.raw()).fetch_all(conn).await?;
    let mut duty = BTreeMap::new();
    for (person, text) in rows {
        let known = [Duty::On, Duty::Busy, Duty::Off].into_iter().find(|&known| word(known) == text);
        let known = known.ok_or_else(|| corrupt("duty", format!("unknown word {text}")))?;
        duty.insert(PersonId::from_raw(person), known);
    }
    Ok(duty)
}
