//! `POST /login`: telephone number and password for a token. An unknown number costs as much time as a
//! wrong password and gets the same bytes.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use lamplight_actors::Refusal;
use lamplight_domain::ids::{OrganisationId, PersonId};
use lamplight_protocol::account::{LoginAnswer, LoginBody};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::{Id, Instant};
use lamplight_store::Account;

use crate::accounts;
use crate::auth::{Token, client_address, login_cookie, require_own_origin, too_many};
use crate::extract::Body;
use crate::problem::{Refused, refusals};
use crate::state::Shared;
use crate::v1::session::me;

refusals! { Refusals: LoginRefused, OrganisationRequired, TooManyAttempts, ForeignOrigin, BadRequest, UnknownField, InvalidField, BodyTooLarge, UnsupportedMediaType }

/// Attempts are counted by what was sent as a number: it must not fill the memory.
const PHONE_BYTES_MAX: usize = 32;

/// Logs in. Pages get a cookie, programs ask for a bearer token. With several organisations and none
/// named: `organisation-required`, its `params.organisations` lists them.
#[utoipa::path(tag = "session", security(()), request_body = LoginBody,
    responses((status = 200, body = LoginAnswer), Refusals))]
#[post("/login")]
pub(crate) async fn login(
    request: HttpRequest,
    shared: Data<Shared>,
    body: Body<LoginBody>,
) -> Result<HttpResponse, Refused> {
    require_own_origin(&request, &shared.settings.origins, false)?;
    let body = body.value;
    if body.phone.len() > PHONE_BYTES_MAX {
        return Err(Problem::of(ProblemCode::InvalidField)
            .at("body.phone")
            .saying("a telephone number")
            .into());
    }
    let address = client_address(&request, &shared.settings.trusted_proxies);
    shared.attempts.take(&body.phone, address).map_err(too_many)?;
    let account = verified(&shared, &body).await?;
    let (organisation, person) = place_of(&shared, &account, body.organisation).await?;
    let token = Token::fresh(&*shared.settings.chance);
    let row = accounts::begin_login(&shared, &account, organisation, person, &token).await?;
    let directory = shared.desks.directory(organisation).await.map_err(unavailable)?;
    let answer = LoginAnswer {
        me: me::of(&directory, person),
        token: body.bearer.then(|| token.as_str().to_owned()),
        expires_at: Instant(row.expires_at),
    };
    let mut response = HttpResponse::Ok();
    response.insert_header(("Cache-Control", "no-store"));
    if !body.bearer {
        response.cookie(login_cookie(&token, shared.settings.login_life, shared.settings.secure_cookie));
    }
    Ok(response.json(answer))
}

/// The account, when the password is its own.
async fn verified(shared: &Shared, body: &LoginBody) -> Result<Account, Refused> {
    let account =
        accounts::account_of(shared.desks.store(), &body.phone).await?.filter(|found| found.enabled);
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = shared.passwords.matches(body.password.clone(), hash).await;
    let right = right.map_err(|_| Refused::after_ms(Problem::of(ProblemCode::Unavailable), 2_000))?;
    match account {
        Some(account) if right => Ok(account),
        known => {
            accounts::audit_refused_login(shared, known.as_ref());
            Err(ProblemCode::LoginRefused.into())
        }
    }
}

/// Where he logs in: the organisation he names, or the only one.
async fn place_of(
    shared: &Shared,
    account: &Account,
    named: Option<Id>,
) -> Result<(OrganisationId, PersonId), Refused> {
    let mut places = Vec::new();
    for &(organisation, person) in &account.people {
        let directory = match shared.desks.directory(organisation).await {
            Ok(directory) => directory,
            Err(Refusal::NotFound) => continue,
            Err(refusal) => return Err(unavailable(refusal)),
        };
        if directory.person(person).is_some_and(|person| person.enabled) {
            places.push((organisation, person, directory.name.clone()));
        }
    }
    let named: Option<OrganisationId> = named.map(Id::to);
    match (named, &places[..]) {
        (None, [(organisation, person, _)]) => Ok((*organisation, *person)),
        (None, [_, _, ..]) => Err(several(&places).into()),
        (named, places) => places
            .iter()
            .find(|place| Some(place.0) == named)
            .map(|place| (place.0, place.1))
            .ok_or_else(|| ProblemCode::LoginRefused.into()),
    }
}

fn several(places: &[(OrganisationId, PersonId, String)]) -> Problem {
    let organisations: Vec<_> = places
        .iter()
        .map(|(id, _, name)| lamplight_protocol::ticket::Named { id: Id::from(*id), name: name.clone() })
        .collect();
    Problem::of(ProblemCode::OrganisationRequired)
        .at("body.organisation")
        .with("organisations", organisations)
}

fn unavailable(_: Refusal) -> Refused {
    Refused::after_ms(Problem::of(ProblemCode::Unavailable), 1_000)
}
