//! `DELETE /screens/{id}`: a screen is taken out.

use actix_web::{HttpResponse, delete};
use lamplight_domain::access::Action;

use crate::extract::View;
use crate::problem::{Refused, refusals};
use crate::screens;

refusals! { Refusals: NotFound, ForeignOrigin, OutcomeUnknown }

/// Ends the screen's login everywhere within a second; it shows a new code.
#[utoipa::path(tag = "screens", operation_id = "withdraw_screen",
    params(("id" = String, Path, description = "The screen.")),
    responses((status = 204, description = "Withdrawn."), Refusals))]
#[delete("/screens/{id}")]
pub(crate) async fn withdraw(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::ManageScreens)?;
    screens::withdraw(&view.shared, &view.caller, view.id()?).await?;
    Ok(HttpResponse::NoContent().finish())
}
