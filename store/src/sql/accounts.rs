//! Accounts and logins. The token is known to its holder alone; its hash stands here.

use lamplight_domain::ids::{AccountId, LoginId, OrganisationId, PersonId};
use lamplight_domain::time::Timestamp;
use sqlx::FromRow;

use super::insert::{Table, Values};
use super::{Connection, Found, screens};
use crate::journal::rows::Of;
use crate::{Account, AccountChange, Login, LoginRow, ScreenAdmission};

const PUT: &str = "insert into accounts (id, phone, password_hash, enabled) values ($1, $2, $3, $4) \
    on conflict (id) do update set phone = excluded.phone, \
    password_hash = excluded.password_hash, enabled = excluded.enabled";
const DISABLE: &str = "update accounts set enabled = $2 where id = $1";
const RENEW: &str = "update logins set expires_at = $3 where organisation = $1 and id = $2";
const LOGOUT: &str = "delete from logins where id = $1";
const LOGOUT_ALL: &str = "delete from logins where account = $1";
const BY_ID: &str = "select id, phone, password_hash, enabled from accounts where id = $1";
const BY_PHONE: &str = "select id, phone, password_hash, enabled from accounts where phone = $1";
/// An account is not an organisation's: where it is somebody is asked over all of them.
const PEOPLE: &str = "select organisation, id from people where account = $1 order by organisation, id";
/// The hash names one login; whose organisation it is, is the answer.
const LOGIN: &str = "select id, organisation, account, person, expires_at from logins where token_hash = $1";

const SWEEP: &str = "delete from logins where id in \
    (select id from logins where expires_at < $1 order by expires_at limit 1000)";
const OF_ACCOUNT: &str =
    "select id, token_hash from logins where organisation = $1 and account = $2 order by id";

#[cfg(test)]
pub(crate) const ALL: &[&str] =
    &[PUT, DISABLE, RENEW, LOGOUT, LOGOUT_ALL, BY_ID, BY_PHONE, PEOPLE, LOGIN, OF_ACCOUNT, SWEEP];

impl Table for Of<&LoginRow> {
    const INSERT: &'static str = "insert into logins \
        (id, organisation, account, person, token_hash, created_at, expires_at) ";
    const COLUMNS: usize = 7;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.row.id.raw())
            .push_bind(self.organisation.raw())
            .push_bind(self.row.account.raw())
            .push_bind(self.row.person.raw())
            .push_bind(self.row.token_hash.clone())
            .push_bind(self.row.created_at.micros())
            .push_bind(self.row.expires_at.micros());
    }
}

/// Rare changes, one statement each.
pub(crate) async fn change(conn: &mut Connection, of: Of<&AccountChange>) -> Found<()> {
    let organisation = of.organisation;
    match of.row {
        AccountChange::Put { account, phone, password_hash, enabled } => {
            put(conn, *account, phone, password_hash.clone(), *enabled).await?;
        }
        AccountChange::LogoutAll { account } => {
            sqlx::query(LOGOUT_ALL).bind(account.raw()).execute(conn).await?;
        }
        // Its login is among the rows that are inserted after this.
        AccountChange::AdmitScreen(ScreenAdmission { phone, login, by, at }) => {
            put(conn, login.account, phone, None, true).await?;
            screens::admit(conn, organisation, login.person, *by, *at).await?;
        }
        AccountChange::RenewScreen { login, person, expires_at, seen_at } => {
            let renew = sqlx::query(RENEW).bind(organisation.raw()).bind(login.raw());
            renew.bind(expires_at.micros()).execute(&mut *conn).await?;
            screens::seen(conn, organisation, *person, *seen_at).await?;
        }
        AccountChange::Disable { account } => {
            sqlx::query(DISABLE).bind(account.raw()).bind(false).execute(&mut *conn).await?;
            sqlx::query(LOGOUT_ALL).bind(account.raw()).execute(conn).await?;
        }
        AccountChange::Logout { .. } | AccountChange::Login(_) => {}
    }
    Ok(())
}

async fn put(
    conn: &mut Connection,
    account: AccountId,
    phone: &str,
    password_hash: Option<String>,
    enabled: bool,
) -> Found<()> {
    let put = sqlx::query(PUT).bind(account.raw()).bind(phone.to_owned());
    put.bind(password_hash).bind(enabled).execute(conn).await?;
    Ok(())
}

pub(crate) async fn logout(conn: &mut Connection, login: LoginId) -> Found<()> {
    sqlx::query(LOGOUT).bind(login.raw()).execute(conn).await?;
    Ok(())
}

/// Forgets at most 1,000 logins that expired before `before`; how many went.
pub(crate) async fn sweep(conn: &mut Connection, before: Timestamp) -> Found<u64> {
    Ok(sqlx::query(SWEEP).bind(before.micros()).execute(conn).await?.rows_affected())
}

#[derive(FromRow)]
struct Row {
    id: i64,
    phone: String,
    password_hash: Option<String>,
    enabled: bool,
}

async fn account(conn: &mut Connection, row: Option<Row>) -> Found<Option<Account>> {
    let Some(row) = row else { return Ok(None) };
    let people: Vec<(i64, i64)> = sqlx::query_as(PEOPLE).bind(row.id).fetch_all(conn).await?;
    Ok(Some(Account {
        id: AccountId::from_raw(row.id),
        phone: row.phone,
        password_hash: row.password_hash,
        enabled: row.enabled,
        people: people
            .into_iter()
            .map(|(organisation, person)| {
                (OrganisationId::from_raw(organisation), PersonId::from_raw(person))
            })
            .collect(),
    }))
}

pub(crate) async fn by_id(conn: &mut Connection, id: AccountId) -> Found<Option<Account>> {
    let row = sqlx::query_as(BY_ID).bind(id.raw()).fetch_optional(&mut *conn).await?;
    account(conn, row).await
}

pub(crate) async fn by_phone(conn: &mut Connection, phone: &str) -> Found<Option<Account>> {
    let row = sqlx::query_as(BY_PHONE).bind(phone.to_owned()).fetch_optional(&mut *conn).await?;
    account(conn, row).await
}

pub(crate) async fn login(conn: &mut Connection, token_hash: &str) -> Found<Option<Login>> {
    let row: Option<(i64, i64, i64, i64, i64)> =
        sqlx::query_as(LOGIN).bind(token_hash.to_owned()).fetch_optional(conn).await?;
    Ok(row.map(|(id, organisation, account, person, expires_at)| Login {
        id: LoginId::from_raw(id),
        account: AccountId::from_raw(account),
        organisation: OrganisationId::from_raw(organisation),
        person: PersonId::from_raw(person),
        expires_at: Timestamp::from_micros(expires_at),
    }))
}

/// The logins of an account in one organisation, each with the hash of its token.
pub(crate) async fn of_account(
    conn: &mut Connection,
    organisation: OrganisationId,
    account: AccountId,
) -> Found<Vec<(LoginId, String)>> {
    let asked = sqlx::query_as(OF_ACCOUNT).bind(organisation.raw()).bind(account.raw());
    let rows: Vec<(i64, String)> = asked.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(id, hash)| (LoginId::from_raw(id), hash)).collect())
}
