//! `GET /me/today`: my day in numbers.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::engineer::{MyDay, my_day};

use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: }

/// The caller's own rings, completions and ratings since local midnight, at most a second old.
#[utoipa::path(tag = "people", operation_id = "my_day",
    responses((status = 200, body = MyDay), Refusals))]
#[get("/me/today")]
pub(crate) async fn today(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::ReadOwnWork)?;
    let caller = &view.caller;
    let day = view.shared.desks.person_today(caller.organisation, caller.person).await;
    let (on, day) = day.map_err(|refusal| of_refusal(refusal, caller))?;
    Ok(HttpResponse::Ok().json(my_day(on, &day)))
}
