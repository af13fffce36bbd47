//! `GET /me/round`: my tickets in the order of walking.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::engineer::{RoundView, round_view};

use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: }

/// What the caller owns, each once: what he is at, what presses, what is near, what is on hold. As of this
/// moment: ask again when one of one's own rows has changed.
#[utoipa::path(tag = "people", operation_id = "my_round",
    responses((status = 200, body = RoundView), Refusals))]
#[get("/me/round")]
pub(crate) async fn round(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::ReadOwnWork)?;
    let caller = &view.caller;
    let round = view.shared.desks.round(caller.organisation, caller.person).await;
    let round = round.map_err(|refusal| of_refusal(refusal, caller))?;
    Ok(HttpResponse::Ok().json(round_view(&round, &caller.directory)))
}
