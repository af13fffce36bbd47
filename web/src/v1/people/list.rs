//! `GET /people`: engineers with duty and load, as the board shows them.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::person::People;

use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: }

/// Every engineer: duty, load, what rings at him and what he owns.
#[utoipa::path(tag = "people", operation_id = "list_people",
    responses((status = 200, body = People), Refusals))]
#[get("/people")]
pub(crate) async fn list(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadPeople)?;
    let people = view.shared.desks.people(view.caller.organisation).await;
    let items = people.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    Ok(HttpResponse::Ok().json(People { items }))
}
