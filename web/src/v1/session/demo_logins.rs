//! `GET /demo-logins`: the login page's one click a role. Only the demo has them.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use lamplight_protocol::account::DemoLogins;
use lamplight_protocol::problem::ProblemCode;

use crate::problem::{Refused, refusals};
use crate::state::Shared;

refusals! { Refusals: NotFound }

/// Telephone numbers and passwords of the demo hospital; 404 in every other mode.
#[utoipa::path(tag = "session", security(()), responses((status = 200, body = DemoLogins), Refusals))]
#[get("/demo-logins")]
pub(crate) async fn demo_logins(shared: Data<Shared>) -> Result<HttpResponse, Refused> {
    let items = shared.settings.demo_logins.clone().ok_or(ProblemCode::NotFound)?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(DemoLogins { items }))
}
