//! Accounts, logins and audit rows in the store: the only place of the web layer that reads or writes them.

use lamplight_domain::access::Action;
use lamplight_domain::ids::{OrganisationId, PersonId, TicketId};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_store::{Account, Login, LoginRow, Store};

use crate::auth::{Caller, Token};
use crate::problem::Refused;
use crate::state::Shared;

/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn login_of(_store: &Store, _token_hash: &str) -> Result<Option<Login>, Refused> {
    Ok(None)
}

/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn account_of(_store: &Store, _phone: &str) -> Result<Option<Account>, Refused> {
    Ok(None)
}

pub(crate) async fn begin_login(
    _shared: &Shared,
    _account: &Account,
    _organisation: OrganisationId,
    _person: PersonId,
    _token: &Token,
) -> Result<LoginRow, Refused> {
    Err(unavailable())
}

pub(crate) async fn end_login(_shared: &Shared, _caller: &Caller) -> Result<(), Refused> {
    Err(unavailable())
}

pub(crate) fn audit_denial(_shared: &Shared, _caller: &Caller, _action: Action, _ticket: Option<TicketId>) {}

pub(crate) fn audit_refused_login(_shared: &Shared, _phone: &str) {}

pub(crate) fn unavailable() -> Refused {
    Refused::after_ms(Problem::of(ProblemCode::Unavailable), 1_000)
}

/// Whether an entry without content commits.
pub(crate) async fn probe_commit(_shared: &Shared) -> bool {
    false
}
