//! `GET /tickets/{id}/timeline`: every step of a ticket's life, oldest first.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::ticket::Timeline;

use super::read::readable;
use crate::extract::View;
use crate::history;
use crate::problem::{Refused, refusals};

refusals! { Refusals: NotFound }

/// Who did what, when and why; texts as far as the reader may read them.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_timeline",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = Timeline), Refusals)
)]
#[get("/tickets/{id}/timeline")]
pub(crate) async fn timeline(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadTicket)?;
    let answer = readable(&view).await?;
    let items = history::timeline(&view, answer.ticket.id, &answer.directory).await?;
    Ok(HttpResponse::Ok().json(Timeline { items }))
}
