//! `POST /screens/me/renew`: a wall says that it is there, and its login lasts a year from now.

use actix_web::{HttpRequest, HttpResponse, post};
use lamplight_domain::access::Action;
use lamplight_protocol::problem::ProblemCode;

use crate::auth::presented;
use crate::extract::View;
use crate::problem::{Refused, refusals};
use crate::screens;

refusals! { Refusals: ForeignOrigin }

/// Renews the caller's own login. For screens alone: a wall hangs for years and nobody logs it in anew.
#[utoipa::path(tag = "screens", operation_id = "renew_screen",
    responses((status = 204, description = "Renewed."), Refusals))]
#[post("/screens/me/renew")]
pub(crate) async fn renew(request: HttpRequest, view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::RenewOwnLogin)?;
    let (shared, caller) = (&view.shared, &view.caller);
    let own = caller.directory.person(caller.person);
    own.filter(|person| person.is_screen()).ok_or(ProblemCode::Forbidden)?;
    screens::renew(shared, caller).await?;
    let mut response = HttpResponse::NoContent();
    if let Some(presented) = presented(&request).filter(|presented| presented.by_cookie()) {
        response.cookie(screens::cookie(shared, presented.token()));
    }
    Ok(response.finish())
}
