//! `POST /pairings/claim`: a screen asks whether somebody has typed its code.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use lamplight_protocol::screen::{ClaimAnswer, ClaimBody};

use crate::auth::{Token, require_own_origin};
use crate::extract::Body;
use crate::problem::{Refused, refusals};
use crate::screens;
use crate::state::Shared;
use crate::v1::session::me;

refusals! { Refusals: ForeignOrigin, BadRequest, UnknownField, InvalidField, BodyTooLarge, UnsupportedMediaType }

/// What became of the code that belongs to this secret. Asked every few seconds. Confirmed: the login of the
/// screen is in the cookie; asked again before the screen has used it, it is given again.
#[utoipa::path(tag = "screens", operation_id = "claim_pairing", security(()), request_body = ClaimBody,
    responses((status = 200, body = ClaimAnswer), Refusals))]
#[post("/pairings/claim")]
pub(crate) async fn claim(
    request: HttpRequest,
    shared: Data<Shared>,
    body: Body<ClaimBody>,
) -> Result<HttpResponse, Refused> {
    require_own_origin(&request, &shared.settings.origins, false)?;
    let Some(secret) = Token::read(&body.value.secret) else {
        return Ok(HttpResponse::Ok().json(ClaimAnswer::Gone));
    };
    if let Some((token, directory, screen)) = screens::ready(&shared, &secret).await? {
        let answer = ClaimAnswer::Confirmed { me: me::of(&directory, screen) };
        return Ok(HttpResponse::Ok().cookie(screens::cookie(&shared, &token)).json(answer));
    }
    let left = shared.pairings.left(&secret.hash(), shared.desks.clock().tick());
    Ok(HttpResponse::Ok().json(match left {
        Some(left) => ClaimAnswer::Pending { left_s: u32::try_from(left.as_secs()).unwrap_or(u32::MAX) },
        None => ClaimAnswer::Gone,
    }))
}
