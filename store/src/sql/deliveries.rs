//! Standing rings and the devices that have acknowledged them.

use std::collections::BTreeMap;

use lamplight_domain::ids::{DeviceId, OfferId, OrganisationId, PersonId, TicketId};
use sqlx::QueryBuilder;

use super::insert::{Table, Values, push_pairs};
use super::{Connection, Db, Found};
use crate::journal::rows::{Of, RingRow};
use crate::{Delivery, DeliveryChange};

const OF_ORGANISATION: &str =
    "select offer, ticket, person from deliveries where organisation = $1 order by offer";
const GOTS: &str = "select offer, device from device_gots where organisation = $1 order by offer, device";
const GOT: &str = "insert into device_gots (organisation, offer, device, got_at) \
    select organisation, offer, $3, $4 from deliveries where organisation = $1 and offer = $2 \
    on conflict (organisation, offer, device) do nothing";
const DELETE: &str = "delete from deliveries where (organisation, offer)";
const DELETE_GOTS: &str = "delete from device_gots where (organisation, offer)";

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[OF_ORGANISATION, GOTS, GOT];

impl Table for RingRow {
    const INSERT: &'static str = "insert into deliveries (organisation, offer, ticket, person) ";
    const COLUMNS: usize = 4;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.organisation.raw())
            .push_bind(self.offer.raw())
            .push_bind(self.ticket.raw())
            .push_bind(self.person.raw());
    }
}

/// Removes rings that have ended, with all acknowledgements.
pub(crate) fn delete(statements: &mut Vec<QueryBuilder<Db>>, over: &[(OrganisationId, OfferId)]) {
    if over.is_empty() {
        return;
    }
    for text in [DELETE_GOTS, DELETE] {
        let mut statement = QueryBuilder::<Db>::new(text);
        push_pairs(&mut statement, over.iter().map(|(organisation, id)| (organisation.raw(), id.raw())));
        statements.push(statement);
    }
}

/// A device has the ring; of a ring that is over, nothing is kept.
pub(crate) async fn got(conn: &mut Connection, got: Of<&DeliveryChange>) -> Found<()> {
    sqlx::query(GOT)
        .bind(got.organisation.raw())
        .bind(got.row.offer.raw())
        .bind(got.row.device.raw())
        .bind(got.row.got_at.micros())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn of_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Found<Vec<Delivery>> {
    let gots: Vec<(i64, i64)> = sqlx::query_as(GOTS).bind(organisation.raw()).fetch_all(&mut *conn).await?;
    let mut by_offer: BTreeMap<i64, Vec<DeviceId>> = BTreeMap::new();
    for (offer, device) in gots {
        by_offer.entry(offer).or_default().push(DeviceId::from_raw(device));
    }
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(OF_ORGANISATION).bind(organisation.raw()).fetch_all(conn).await?;
    let delivery = |(offer, ticket, person)| Delivery {
        offer: OfferId::from_raw(offer),
        ticket: TicketId::from_raw(ticket),
        person: PersonId::from_raw(person),
        got: by_offer.remove(&offer).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(delivery).collect())
}
