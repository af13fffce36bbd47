//! `GET /screens`: the wall screens that are let in.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::screen::Screens;

use crate::extract::View;
use crate::problem::{Refused, refusals};
use crate::screens;

refusals! { Refusals: }

/// Every screen that is let in, by name: who let it in and when, whether it is connected.
#[utoipa::path(tag = "screens", operation_id = "list_screens",
    responses((status = 200, body = Screens), Refusals))]
#[get("/screens")]
pub(crate) async fn list(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::ManageScreens)?;
    let items = screens::list(&view.shared, view.caller.organisation).await?;
    Ok(HttpResponse::Ok().json(Screens { items }))
}
