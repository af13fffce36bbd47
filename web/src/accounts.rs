//! Accounts, logins and audit rows in the store: the only place of the web layer that reads or writes them.

use lamplight_domain::access::Action;
use lamplight_domain::ids::{AccountId, IdText, LoginId, OrganisationId, PersonId, TicketId};
use lamplight_domain::time::{Span, Timestamp};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_store::{
    Account, AccountChange, AuditRow, Body, Entry, Lane, Login, LoginRow, Outcome, ReadError,
    ScreenAdmission, Store,
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

/// Stores a wall screen with its login.
///
/// # Errors
/// `unavailable` when nothing was stored.
pub(crate) async fn admit_screen(
    shared: &Shared,
    caller: &Caller,
    admission: ScreenAdmission,
) -> Result<(), Refused> {
    let row = audit(Some(caller.person), "screen-paired", None, of_screen(admission.login.person));
    store(shared, caller.organisation, Body::Account(AccountChange::AdmitScreen(admission)), row).await
}

/// Lengthens the login of a screen. Happens every few minutes and is nobody's act: no audit.
///
/// # Errors
/// `unavailable` when nothing was stored.
pub(crate) async fn renew_screen(
    shared: &Shared,
    caller: &Caller,
    expires_at: Timestamp,
    seen_at: Timestamp,
) -> Result<(), Refused> {
    let renewed =
        AccountChange::RenewScreen { login: caller.login, person: caller.person, expires_at, seen_at };
    let row = audit(None, "", None, String::new());
    let entry = Entry { audit: None, ..entry(shared, caller.organisation, Body::Account(renewed), row) };
    committed(shared, entry).await
}

/// The logins of an account in one organisation, each with the hash of its token.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn logins_of(
    shared: &Shared,
    organisation: OrganisationId,
    account: AccountId,
) -> Result<Vec<(LoginId, String)>, Refused> {
    shared.desks.store().logins_of(organisation, account).await.map_err(unread)
}

/// Ends the logins of a screen and lets none begin. An account that is somebody elsewhere keeps what it has
/// there: this organisation's directory alone shuts it out here.
///
/// # Errors
/// `unavailable` when not all was stored: it may be said again.
pub(crate) async fn disable_screen(
    shared: &Shared,
    caller: &Caller,
    account: AccountId,
    screen: PersonId,
) -> Result<(), Refused> {
    let known = shared.desks.store().account(account).await.map_err(unread)?;
    let elsewhere = |&(organisation, _): &(OrganisationId, PersonId)| organisation != caller.organisation;
    let change = if known.is_some_and(|known| known.people.iter().any(elsewhere)) {
        Body::Nothing
    } else {
        Body::Account(AccountChange::Disable { account })
    };
    let row = audit(Some(caller.person), "screen-withdrawn", None, of_screen(screen));
    store(shared, caller.organisation, change, row).await
}

fn of_screen(screen: PersonId) -> String {
    format!("{{\"screen\":\"{}\"}}", IdText::of(screen.raw()).as_str())
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
    committed(shared, entry(shared, organisation, body, row)).await
}

async fn committed(shared: &Shared, entry: Entry) -> Result<(), Refused> {
    let organisation = entry.organisation;
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
