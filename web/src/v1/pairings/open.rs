//! `POST /pairings`: a code for a screen to show.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use lamplight_domain::org::PAIRING_LIFE;
use lamplight_protocol::screen::PairingAnswer;

use crate::accounts;
use crate::auth::{client_address, require_own_origin, too_many};
use crate::problem::{Refused, refusals};
use crate::state::Shared;

refusals! { Refusals: TooManyAttempts, ForeignOrigin }

/// A new code, good for ten minutes and for no organisation: whoever types it takes the screen into his own.
#[utoipa::path(tag = "screens", operation_id = "open_pairing", security(()),
    responses((status = 201, body = PairingAnswer), Refusals))]
#[post("/pairings")]
pub(crate) async fn open(request: HttpRequest, shared: Data<Shared>) -> Result<HttpResponse, Refused> {
    require_own_origin(&request, &shared.settings.origins, false)?;
    let address = client_address(&request, &shared.settings.trusted_proxies);
    let network = shared.attempts.take_pairing(address).map_err(too_many)?;
    let tick = shared.desks.clock().tick();
    let opened = shared.pairings.open(&*shared.settings.chance, network, tick);
    let (code, secret) = opened.ok_or_else(|| {
        tracing::warn!("too many screens wait to be paired");
        accounts::unavailable()
    })?;
    let left_s = u32::try_from(PAIRING_LIFE.seconds()).unwrap_or(u32::MAX);
    Ok(HttpResponse::Created().json(PairingAnswer { code, secret: secret.as_str().to_owned(), left_s }))
}
