//! `GET /tickets/{id}`: the ticket as it is now.

use actix_web::{HttpResponse, get};
use lamplight_actors::Answer;
use lamplight_domain::access::Action;
use lamplight_protocol::problem::ProblemCode;
use lamplight_protocol::ticket::TicketAnswer;

use super::answer::answered;
use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: NotFound }

/// The ticket, live or ended; its `ETag` is what `If-Match` names.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_ticket",
    params(("id" = String, Path, description = "The ticket.")),
    responses(
        (status = 200, body = TicketAnswer, headers(("Lamplight-Position" = i64), ("ETag" = String))),
        Refusals
    )
)]
#[get("/tickets/{id}")]
pub(crate) async fn read(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadTicket)?;
    let answer = readable(&view).await?;
    Ok(answered(&answer, &view.caller))
}

/// The ticket that the path names, if there is one and the caller may read it: the answer is the same
/// otherwise.
pub(super) async fn readable(view: &View) -> Result<Answer, Refused> {
    let ticket = view.shared.desks.ticket(view.caller.organisation, view.id()?).await;
    let answer = ticket.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    if view.caller.may_read(&answer.ticket) { Ok(answer) } else { Err(ProblemCode::NotFound.into()) }
}
