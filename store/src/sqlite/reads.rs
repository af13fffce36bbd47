//! The reads, on read-only connections of their own: a slow one costs the journal nothing.

use std::collections::BTreeMap;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{AccountId, CategoryId, CauseId, LoginId, OrganisationId, TextId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::org::{Directory, DirectoryRow};
use lamplight_domain::sla::Deadline;
use lamplight_domain::ticket::{Ticket, fold};
use lamplight_domain::time::{Span, Timestamp};
use sqlx::SqlitePool;
use sqlx::pool::PoolConnection;

use super::sql::{
    Connection, Db, Failed, accounts, deadlines, decisions, deliveries, directory, duty, events, keys, list,
    memories, past, screens, texts, tickets,
};
use crate::projection::Projection;
use crate::read::{ENDED_MAX, ENDED_WITHIN_HOURS};
use crate::{
    Account, Committed, DeskStart, DueRow, KeyRow, Login, OrganisationRow, Page, PastOf, PastRow, ReadError,
    RequestKey, ScreenRow, TicketFilter, TicketRow, TimelineRow, named,
};

type Read<T> = Result<T, ReadError>;

#[derive(Debug, Clone)]
pub(crate) struct Sqlite {
    pool: SqlitePool,
}

impl From<Failed> for ReadError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Sql(why) => Self::Unavailable(why.to_string()),
            Failed::Corrupt { table, why } => Self::Corrupt { table, why },
        }
    }
}

impl From<sqlx::Error> for ReadError {
    fn from(why: sqlx::Error) -> Self {
        Self::Unavailable(why.to_string())
    }
}

impl Sqlite {
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self { pool }
    }

    /// A read-only connection of one's own for a while.
    pub(crate) async fn conn(&self) -> Read<PoolConnection<Db>> {
        Ok(self.pool.acquire().await?)
    }

    pub(crate) async fn organisations(&self) -> Read<Vec<OrganisationRow>> {
        Ok(directory::organisations(&mut *self.conn().await?).await?)
    }

    pub(crate) async fn directory(&self, organisation: OrganisationId) -> Read<Directory> {
        Ok(directory::present(&mut *self.conn().await?, organisation).await?)
    }

    pub(crate) async fn desk_start(&self, organisation: OrganisationId, now: Timestamp) -> Read<DeskStart> {
        // Dropped at the end: a read has nothing to commit.
        let mut moment = self.pool.begin().await?;
        Ok(desk_start(&mut moment, organisation, now).await?)
    }

    pub(crate) async fn ticket(&self, organisation: OrganisationId, id: TicketId) -> Read<Option<Ticket>> {
        Ok(tickets::one(&mut *self.conn().await?, organisation, id).await?)
    }

    pub(crate) async fn ticket_at(
        &self,
        organisation: OrganisationId,
        id: TicketId,
        version: u32,
    ) -> Read<Option<Ticket>> {
        let rows = events::of_ticket(&mut *self.conn().await?, organisation, id, version).await?;
        Ok(fold(rows.iter().map(|row| &row.recorded)))
    }

    pub(crate) async fn timeline(
        &self,
        organisation: OrganisationId,
        id: TicketId,
    ) -> Read<Vec<TimelineRow>> {
        Ok(events::of_ticket(&mut *self.conn().await?, organisation, id, u32::MAX).await?)
    }

    pub(crate) async fn decisions(
        &self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Read<Vec<DecisionRecord>> {
        let mut conn = self.conn().await?;
        let rows = events::of_ticket(&mut conn, organisation, ticket, u32::MAX).await?;
        let ids: Vec<_> = rows.iter().filter_map(|row| named::decision(&row.recorded)).collect();
        Ok(decisions::by_id(&mut conn, organisation, &ids).await?)
    }

    pub(crate) async fn texts(
        &self,
        organisation: OrganisationId,
        ids: &[TextId],
    ) -> Read<BTreeMap<TextId, String>> {
        Ok(texts::by_id(&mut *self.conn().await?, organisation, ids).await?)
    }

    pub(crate) async fn list(
        &self,
        organisation: OrganisationId,
        filter: &TicketFilter,
        page: Page,
    ) -> Read<Vec<TicketRow>> {
        Ok(list::page(&mut *self.conn().await?, organisation, filter, page).await?)
    }

    pub(crate) async fn past(
        &self,
        organisation: OrganisationId,
        of: PastOf,
        but: TicketId,
        limit: u32,
    ) -> Read<Vec<PastRow>> {
        Ok(past::of(&mut *self.conn().await?, organisation, of, but, limit).await?)
    }

    pub(crate) async fn causes_used(
        &self,
        organisation: OrganisationId,
        category: CategoryId,
        since: Timestamp,
    ) -> Read<Vec<(CauseId, u32)>> {
        Ok(past::causes(&mut *self.conn().await?, organisation, category, since).await?)
    }

    pub(crate) async fn events_from(
        &self,
        organisation: OrganisationId,
        from: Position,
        limit: u32,
    ) -> Read<Option<Committed>> {
        let mut moment = self.pool.begin().await?;
        Ok(events_from(&mut moment, organisation, from, limit).await?)
    }

    pub(crate) async fn key(&self, organisation: OrganisationId, key: &RequestKey) -> Read<Option<KeyRow>> {
        Ok(keys::one(&mut *self.conn().await?, organisation, key).await?)
    }

    pub(crate) async fn due(&self, until: Timestamp, limit: u32) -> Read<Vec<DueRow>> {
        Ok(deadlines::due(&mut *self.conn().await?, until, limit).await?)
    }

    pub(crate) async fn logs(&self) -> Read<Vec<OrganisationId>> {
        Ok(events::logs(&mut *self.conn().await?).await?)
    }

    pub(crate) async fn log(
        &self,
        organisation: OrganisationId,
        from: Position,
        limit: u32,
    ) -> Read<Vec<TimelineRow>> {
        Ok(events::from(&mut *self.conn().await?, organisation, from, limit).await?)
    }

    pub(crate) async fn directory_rows(
        &self,
        organisation: OrganisationId,
        version: u32,
    ) -> Read<Vec<DirectoryRow>> {
        Ok(directory::at_version(&mut *self.conn().await?, organisation, version).await?)
    }

    pub(crate) async fn projection(&self, organisation: OrganisationId) -> Read<Projection> {
        let mut moment = self.pool.begin().await?;
        Ok(projection(&mut moment, organisation).await?)
    }

    pub(crate) async fn account_by_phone(&self, phone: &str) -> Read<Option<Account>> {
        Ok(accounts::by_phone(&mut *self.conn().await?, phone).await?)
    }

    pub(crate) async fn account(&self, id: AccountId) -> Read<Option<Account>> {
        Ok(accounts::by_id(&mut *self.conn().await?, id).await?)
    }

    pub(crate) async fn logins_of(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Read<Vec<(LoginId, String)>> {
        Ok(accounts::of_account(&mut *self.conn().await?, organisation, account).await?)
    }

    pub(crate) async fn screens(&self, organisation: OrganisationId) -> Read<Vec<ScreenRow>> {
        Ok(screens::of_organisation(&mut *self.conn().await?, organisation).await?)
    }

    pub(crate) async fn login(&self, token_hash: &str) -> Read<Option<Login>> {
        Ok(accounts::login(&mut *self.conn().await?, token_hash).await?)
    }
}

async fn desk_start(
    conn: &mut Connection,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<DeskStart, Failed> {
    let since = now - Span::from_hours(ENDED_WITHIN_HOURS);
    let position = events::last(conn, organisation).await?;
    let directory = directory::present(conn, organisation).await?;
    let first_day = directory.time_zone.local_day(now - Span::from_hours(24));
    let serials = tickets::serials(conn, organisation, first_day.0).await?;
    let small = |(day, serial): (i64, i64)| Some((u32::try_from(day).ok()?, u32::try_from(serial).ok()?));
    Ok(DeskStart {
        position,
        directory,
        duty: duty::of_organisation(conn, organisation).await?,
        live: tickets::live(conn, organisation).await?,
        texts: texts::of_desk(conn, organisation, since, ENDED_MAX).await?,
        ended: tickets::ended(conn, organisation, since, ENDED_MAX).await?,
        deadlines: deadlines::of_organisation(conn, organisation).await?,
        deliveries: deliveries::of_organisation(conn, organisation).await?,
        memories: memories::of_organisation(conn, organisation).await?.into_iter().collect(),
        serials: serials.into_iter().filter_map(small).collect(),
    })
}

async fn events_from(
    conn: &mut Connection,
    organisation: OrganisationId,
    from: Position,
    limit: u32,
) -> Result<Option<Committed>, Failed> {
    let rows = events::from(conn, organisation, from, limit).await?;
    let Some(first) = rows.first().map(|row| row.position) else { return Ok(None) };
    let events: Vec<_> = rows.into_iter().map(|row| row.recorded).collect();
    let ids: Vec<TextId> = named::texts(&events).into_iter().collect();
    let texts = texts::by_id(conn, organisation, &ids).await?;
    let mut put = Vec::new();
    for version in named::directory_versions(&events) {
        put.extend(directory::at_version(conn, organisation, version).await?);
    }
    let texts = texts.into_iter().map(|(id, text)| (id, text.into())).collect();
    Ok(Some(Committed { organisation, first, events, texts, rows: put }))
}

async fn projection(conn: &mut Connection, organisation: OrganisationId) -> Result<Projection, Failed> {
    let mut due: BTreeMap<TicketId, Vec<Deadline>> = BTreeMap::new();
    for row in deadlines::of_organisation(conn, organisation).await? {
        due.entry(row.ticket).or_default().push(row.deadline);
    }
    for list in due.values_mut() {
        list.sort();
    }
    let rings = deliveries::of_organisation(conn, organisation).await?;
    Ok(Projection {
        tickets: tickets::whole(conn, organisation).await?,
        deadlines: due,
        rings: rings.into_iter().map(|ring| (ring.offer, (ring.ticket, ring.person))).collect(),
        duty: duty::of_organisation(conn, organisation).await?,
        directory_version: directory::present(conn, organisation).await?.version,
        texts: texts::ids(conn, organisation).await?,
        decisions: decisions::ids(conn, organisation).await?,
    })
}
