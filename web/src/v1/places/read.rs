//! `GET /places/{code}`: what a scanned label stands for.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::directory::{PlaceView, place_view};
use lamplight_protocol::problem::ProblemCode;

use crate::extract::View;
use crate::problem::{Refused, refusals};

refusals! { Refusals: NotFound }

/// Where the label hangs and what a report about it begins with. Small and capital letters are the same.
#[utoipa::path(
    tag = "directory",
    operation_id = "read_place",
    params(("code" = String, Path, description = "Eight letters and digits, as on the label.")),
    responses((status = 200, body = PlaceView), Refusals)
)]
#[get("/places/{code}")]
pub(crate) async fn read(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadDirectory)?;
    let directory = &view.caller.directory;
    let place = view.segment("code").and_then(|code| directory.place(code));
    let place = place.ok_or(ProblemCode::NotFound)?;
    Ok(HttpResponse::Ok().json(place_view(directory, place)))
}
