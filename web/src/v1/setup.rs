//! `POST /setup`: makes the first organisation and its administrator on a bare server, once, with the code
//! that the program printed at its start. 404 everywhere else.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use lamplight_domain::ids::{AccountId, Minter, OrganisationId};
use lamplight_domain::log::By;
use lamplight_domain::org::{FirstAdmin, PHONE_EXPECTED, bare, is_phone};
use lamplight_domain::text::plain;
use lamplight_protocol::Id;
use lamplight_protocol::account::{SetupAnswer, SetupBody};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::ticket::Named;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use crate::accounts;
use crate::auth::{client_address, hash_password, require_own_origin, too_many};
use crate::extract::Body;
use crate::problem::{Refused, refusals};
use crate::state::Shared;

/// Under this name attempts are counted.
const ATTEMPTS: &str = "setup";
const NAME_CHARACTERS_MAX: usize = 100;
const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=200;

refusals! { Refusals: NotFound, TooManyAttempts, ForeignOrigin, BadRequest, UnknownField, InvalidField, BodyTooLarge, UnsupportedMediaType }

/// The code of a bare server: dead after its first success.
pub struct SetupCode(Mutex<Option<String>>);

impl SetupCode {
    pub fn new(code: String) -> Self {
        Self(Mutex::new(Some(code)))
    }
}

/// Makes the organisation with a minimal directory (one campus, hardware and software, one group) and the
/// administrator's account.
#[utoipa::path(tag = "session", security(()), request_body = SetupBody,
    responses((status = 201, body = SetupAnswer), Refusals))]
#[post("/setup")]
pub(crate) async fn setup(
    request: HttpRequest,
    shared: Data<Shared>,
    body: Body<SetupBody>,
) -> Result<HttpResponse, Refused> {
    let door = shared.settings.setup.as_ref().ok_or(ProblemCode::NotFound)?;
    require_own_origin(&request, &shared.settings.origins, false)?;
    let address = client_address(&request, &shared.settings.trusted_proxies);
    shared.attempts.take(ATTEMPTS, address).map_err(too_many)?;
    let mut body = body.value;
    body.organisation = plain(&body.organisation);
    body.name = plain(&body.name);
    // Held to the end: of two at once with the right code the second finds it dead.
    let mut code = door.0.lock().await;
    let right = code.as_ref().ok_or(ProblemCode::NotFound)?;
    if Sha256::digest(right) != Sha256::digest(&body.code) {
        let wrong = Problem::of(ProblemCode::Forbidden).at("body.code");
        return Err(wrong.saying("not the set-up code that was printed at the start").into());
    }
    check(&body)?;
    let answer = make(&shared, body).await?;
    *code = None;
    Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(answer))
}

fn check(body: &SetupBody) -> Result<(), Refused> {
    let wrong = |field: &str, expected: &str| {
        Refused::from(Problem::of(ProblemCode::InvalidField).at(format!("body.{field}")).saying(expected))
    };
    let name = |text: &str| (1..=NAME_CHARACTERS_MAX).contains(&text.chars().count());
    if !name(&body.organisation) {
        return Err(wrong("organisation", "1 to 100 characters"));
    }
    if !name(&body.name) {
        return Err(wrong("name", "1 to 100 characters"));
    }
    if !is_phone(&body.phone) {
        return Err(wrong("phone", PHONE_EXPECTED));
    }
    if !PASSWORD_CHARACTERS.contains(&body.password.chars().count()) {
        return Err(wrong("password", "8 to 200 characters"));
    }
    Ok(())
}

/// The account first: should the process end between the two, the next start is bare still and a set-up
/// with that number takes the account over.
async fn make(shared: &Data<Shared>, body: SetupBody) -> Result<SetupAnswer, Refused> {
    let known = accounts::account_of(shared.desks.store(), &body.phone).await?;
    let account: AccountId = known.map_or_else(|| shared.mint(), |account| account.id);
    let organisation: OrganisationId = shared.mint();
    let (password, chance) = (body.password, shared.settings.chance.clone());
    let hash = actix_web::web::block(move || hash_password(&password, &*chance)).await;
    let Ok(Ok(hash)) = hash else {
        tracing::error!("a password was not hashed");
        return Err(ProblemCode::Incident.into());
    };
    accounts::put_account(shared, organisation, account, body.phone.clone(), hash).await?;
    let admin = FirstAdmin { account, name: body.name.clone(), phone: body.phone };
    let mut minter = Minter::seeded(shared.mint::<i64>().cast_unsigned());
    let (rows, person) = bare(&body.organisation, admin, &mut minter, shared.desks.clock().now());
    if let Err(refusal) = shared.desks.change_directory(organisation, By::System, rows).await {
        tracing::error!(?refusal, "an organisation was not set up");
        return Err(accounts::unavailable());
    }
    tracing::info!(%organisation, "an organisation was set up");
    Ok(SetupAnswer {
        organisation: Named { id: Id::from(organisation), name: body.organisation },
        person: Named { id: Id::from(person), name: body.name },
    })
}

#[cfg(test)]
mod tests;
