//! `GET /tickets/{id}/candidates` and `POST /candidates`: who would be asked now. Changes nothing.

use actix_web::{HttpResponse, get, post};
use lamplight_actors::CandidatesFor;
use lamplight_domain::access::Action;
use lamplight_protocol::Id;
use lamplight_protocol::ticket::{CandidatesBody, Explanation, explanation};

use super::read::readable;
use super::references::{known, optional};
use crate::extract::{Call, View};
use crate::problem::{Refused, of_refusal, refusals};

refusals! { OfTicket: NotFound }

/// Whom the dispatcher would ask for this ticket at this moment.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_candidates",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = Explanation), OfTicket)
)]
#[get("/tickets/{id}/candidates")]
pub(crate) async fn of_ticket(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadExplanation)?;
    let ticket = readable(&view).await?.ticket;
    view.allow_on(Action::ReadExplanation, &ticket)?;
    answer(&view, CandidatesFor::Ticket(ticket.id)).await
}

refusals! { OfDraft: BadRequest, UnknownField, InvalidField, UnknownReference, NotALeaf, ZoneMissing, ForeignOrigin }

/// Whom the dispatcher would ask for a report that is being typed.
#[utoipa::path(
    tag = "tickets",
    operation_id = "draft_candidates",
    request_body = CandidatesBody,
    responses((status = 200, body = Explanation), OfDraft)
)]
#[post("/candidates")]
pub(crate) async fn of_draft(call: Call<CandidatesBody>) -> Result<HttpResponse, Refused> {
    call.view.allow_always(Action::ReadExplanation)?;
    let (body, directory) = (&call.body, &call.view.caller.directory);
    let draft = CandidatesFor::Draft {
        category: body.category.to(),
        zone: body.zone.map(Id::to),
        department: body.department.map(Id::to),
        system: body.system.map(Id::to),
        patient_waiting: body.patient_waiting,
    };
    known("category", directory.categories.contains_key(&body.category.to()))?;
    optional("zone", &body.zone, |id| directory.zones.contains_key(&id.to()))?;
    optional("department", &body.department, |id| directory.departments.contains_key(&id.to()))?;
    optional("system", &body.system, |id| directory.systems.contains_key(&id.to()))?;
    answer(&call.view, draft).await
}

async fn answer(view: &View, of: CandidatesFor) -> Result<HttpResponse, Refused> {
    let found = view.shared.desks.candidates(view.caller.organisation, of).await;
    let (record, directory) = found.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    Ok(HttpResponse::Ok().json(explanation(&record, &directory)))
}
