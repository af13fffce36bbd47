//! `GET /tickets/{id}/explanation`: why him, why not her; every decision about the ticket.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::ticket::{Explanations, explanation as of_record};

use super::read::readable;
use crate::extract::View;
use crate::history;
use crate::problem::{Refused, refusals};

refusals! { Refusals: NotFound }

/// Every decision of the dispatcher about this ticket, newest first.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_explanation",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = Explanations), Refusals)
)]
#[get("/tickets/{id}/explanation")]
pub(crate) async fn explanation(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadExplanation)?;
    let answer = readable(&view).await?;
    view.allow_on(Action::ReadExplanation, &answer.ticket)?;
    let records = history::decisions(&view, answer.ticket.id).await?;
    let items = records.iter().map(|record| of_record(record, &answer.directory)).collect();
    Ok(HttpResponse::Ok().json(Explanations { items }))
}
