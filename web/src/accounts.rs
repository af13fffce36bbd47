//! Accounts, logins and audit rows in the store: the only place of the web layer that reads or writes them.

use lamplight_domain::access::Action;
use lamplight_domain::ids::{AccountId, LoginId, OrganisationId, PersonId, TicketId};
use lamplight_domain::time::Span;
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_store::{
    Account, AccountChange, AuditRow, Body, Entry, Lane, Login, LoginRow, Outcome, ReadError, Store,
};

use crate::auth::{Caller, Token};
use crate::problem::Refused;
use crate::state::Shared;

/// The login of this token, unless its account was disabled since.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn login_of(store: &Store, token_hash: &str) -> Result<Option<Login>, Refused> {
    let Some(login) = store.login(token_hash).await.map_err(unread)? else { return Ok(None) };
    let account = store.account(login.account).await.map_err(unread)?;
    Ok(account.filter(|account| account.enabled).map(|_| login))
}

/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn account_of(store: &Store, phone: &str) -> Result<Option<Account>, Refused> {
    store.account_by_phone(phone).await.map_err(unread)
}

/// Stores a login and says so in the audit.
///
/// # Errors
/// `unavailable` when nothing was stored.
pub(crate) async fn begin_login(
    shared: &Shared,
    account: &Account,
    organisation: OrganisationId,
    person: PersonId,
    token: &Token,
) -> Result<LoginRow, Refused> {
    let life = shared.desks.clock().life();
    let lasts = i64::try_from(shared.settings.login_life.as_micros()).unwrap_or(i64::MAX);
    let row = LoginRow {
        id: shared.mint(),
        account: account.id,
        person,
        token_hash: token.hash(),
        created_at: life,
        expires_at: life + Span::from_micros(lasts),
    };
    let body = Body::Account(AccountChange::Login(row.clone()));
    store(shared, organisation, body, audit(Some(person), "login", None, String::new())).await?;
    Ok(row)
}

/// Makes an account or replaces its password.
///
/// # Errors
/// `unavailable` when nothing was stored.
pub(crate) async fn put_account(
    shared: &Shared,
    organisation: OrganisationId,
    account: AccountId,
    phone: String,
    password_hash: String,
) -> Result<(), Refused> {
    let change = AccountChange::Put { account, phone, password_hash: Some(password_hash), enabled: true };
    store(shared, organisation, Body::Account(change), audit(None, "account-put", None, String::new())).await
}

/// # Errors
/// `unavailable` when nothing was stored.
pub(crate) async fn end_login(shared: &Shared, caller: &Caller) -> Result<(), Refused> {
    let login: LoginId = caller.login;
    let body = Body::Account(AccountChange::Logout { login });
    store(shared, caller.organisation, body, audit(Some(caller.person), "logout", None, String::new())).await
}

/// Notes that somebody asked for what is not his right. Not waited for: the answer does not depend on it.
pub(crate) fn audit_denial(shared: &Shared, caller: &Caller, action: Action, ticket: Option<TicketId>) {
    if !shared.attempts.take_denial(caller.person) {
        return;
    }
    let row = audit(Some(caller.person), "denied", ticket, format!("{{\"action\":\"{action:?}\"}}"));
    let entry = entry(shared, caller.organisation, Body::Nothing, row);
    if shared.desks.store().journal().append(entry, Lane::Person).is_err() {
        tracing::warn!(organisation = %caller.organisation, ?action, "a denial was not audited: the journal is full");
    }
}

/// Notes a wrong password under every organisation that the account belongs to.
pub(crate) fn audit_refused_login(shared: &Shared, account: Option<&Account>) {
    for &(organisation, person) in account.iter().flat_map(|account| &account.people) {
        let row = audit(Some(person), "login-refused", None, String::new());
        let entry = entry(shared, organisation, Body::Nothing, row);
        if shared.desks.store().journal().append(entry, Lane::Person).is_err() {
            tracing::warn!(%organisation, "a refused login was not audited: the journal is full");
        }
    }
}

/// Whether an entry without content commits.
pub(crate) async fn probe_commit(shared: &Shared) -> bool {
    let Ok(organisations) = shared.desks.store().organisations().await else { return false };
    let organisation = organisations.first().map_or(OrganisationId::from_raw(0), |row| row.id);
    let entry = Entry {
        audit: None,
        ..entry(shared, organisation, Body::Nothing, audit(None, "", None, String::new()))
    };
    match shared.desks.store().journal().append(entry, Lane::Person) {
        Ok(pending) => matches!(pending.await, Outcome::Committed { .. }),
        Err(_) => false,
    }
}

pub(crate) fn unavailable() -> Refused {
    Refused::after_ms(Problem::of(ProblemCode::Unavailable), 1_000)
}

/// A read that failed, for the caller; what failed is for the log.
pub(crate) fn unread(error: ReadError) -> Refused {
    tracing::error!(%error, "a read failed");
    unavailable()
}

async fn store(
    shared: &Shared,
    organisation: OrganisationId,
    body: Body,
    row: AuditRow,
) -> Result<(), Refused> {
    let entry = entry(shared, organisation, body, row);
    let pending = shared.desks.store().journal().append(entry, Lane::Person).map_err(|_| unavailable())?;
    match pending.await {
        Outcome::Committed { .. } => Ok(()),
        outcome => {
            tracing::error!(%organisation, ?outcome, "an account change was not stored");
            Err(unavailable())
        }
    }
}

fn entry(shared: &Shared, organisation: OrganisationId, body: Body, row: AuditRow) -> Entry {
    Entry {
        id: shared.mint(),
        organisation,
        at: shared.desks.clock().now(),
        body,
        key: None,
        texts: Vec::new(),
        audit: Some(row),
    }
}

fn audit(
    person: Option<PersonId>,
    action: &'static str,
    ticket: Option<TicketId>,
    detail: String,
) -> AuditRow {
    AuditRow { person, action, ticket, detail }
}
