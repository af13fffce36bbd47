//! `POST /screens`: somebody types the code that a screen shows.

use actix_web::{HttpResponse, post};
use lamplight_domain::access::Action;
use lamplight_domain::org::{SCREEN_CODE_DIGITS, SCREEN_NAME_MAX, screen_code, screen_name};
use lamplight_protocol::Id;
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::screen::{PairBody, ScreenView};

use crate::accounts;
use crate::auth::too_many;
use crate::extract::Call;
use crate::problem::{Refused, refusals};
use crate::screens;

refusals! { Refusals: PairingUnknown, PairingExpired, PairingTaken, TooManyAttempts, ForeignOrigin, OutcomeUnknown, BadRequest, UnknownField, InvalidField, BodyTooLarge, UnsupportedMediaType }

/// Takes the screen that shows this code into the caller's organisation: it reads the figures of the wall and
/// nothing else. A key is welcome and not required: the same said twice is answered twice.
#[utoipa::path(tag = "screens", operation_id = "pair_screen", request_body = PairBody,
    responses((status = 201, body = ScreenView), Refusals))]
#[post("/screens")]
pub(crate) async fn pair(call: Call<PairBody>) -> Result<HttpResponse, Refused> {
    let (view, body) = (&call.view, &call.body);
    view.allow_always(Action::ManageScreens)?;
    let (shared, caller) = (&view.shared, &view.caller);
    let name = screen_name(&body.name).ok_or_else(|| {
        let wrong = Problem::of(ProblemCode::InvalidField).at("body.name");
        wrong.saying("1 to 40 characters").with("max_characters", SCREEN_NAME_MAX)
    })?;
    let code = screen_code(&body.code).ok_or_else(|| {
        let wrong = Problem::of(ProblemCode::InvalidField).at("body.code");
        wrong.saying("six figures").with("figures", SCREEN_CODE_DIGITS)
    })?;
    shared.attempts.take_code(caller.person).map_err(too_many)?;
    let screen = Id::from(screens::let_in(shared, caller, &code, name).await?);
    let listed = screens::list(shared, caller.organisation).await?;
    let found = listed.into_iter().find(|row| row.id == screen).ok_or_else(accounts::unavailable)?;
    Ok(HttpResponse::Created().json(found))
}
