//! `GET /tickets/{id}/progress`: what whoever reported it is told and may do.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_domain::log::By;
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{Caller, Context, progress};
use lamplight_protocol::ticket::{ProgressView, progress_view};

use super::read::readable;
use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: NotFound }

/// What the caller may do with the ticket now, who has it, and how many reports wait before it.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_progress",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = ProgressView), Refusals)
)]
#[get("/tickets/{id}/progress")]
pub(crate) async fn of_ticket(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadTicket)?;
    let (ticket, caller) = (readable(&view).await?.ticket, &view.caller);
    let directory = &*caller.directory;
    let context = Context { now: view.shared.desks.clock().now(), directory, calendar: Calendar::default() };
    let asker = Caller { by: By::Person(caller.person), roles: caller.roles };
    let possible = progress(&ticket, asker, &context);
    let waiting = view.shared.desks.ahead(caller.organisation, ticket.id).await;
    let ahead = waiting.map_err(|refusal| of_refusal(refusal, caller))?;
    Ok(HttpResponse::Ok().json(progress_view(&ticket, &possible, ahead, directory)))
}
