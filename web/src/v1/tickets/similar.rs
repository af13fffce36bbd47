//! `POST /tickets/similar`: is it reported already? Changes nothing.

use actix_web::{HttpResponse, post};
use lamplight_domain::access::Action;
use lamplight_domain::similar::{Asker, Draft};
use lamplight_protocol::Id;
use lamplight_protocol::ticket::{SimilarBody, SimilarTickets, similar_ticket};

use super::references::optional;
use crate::extract::Call;
use crate::extract::text::noted;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: BadRequest, UnknownField, InvalidField, UnknownReference, ForeignOrigin }

/// Live tickets that are probably the fault that is being typed, best first: of the same system, of the same
/// branch at the same place, or in the same words. Who opens reports for others is told of all, a reporter
/// of those of his department, of its area, and of a system that he names.
#[utoipa::path(
    tag = "tickets",
    operation_id = "similar_tickets",
    request_body = SimilarBody,
    responses((status = 200, body = SimilarTickets), Refusals)
)]
#[post("/tickets/similar")]
pub(crate) async fn similar(call: Call<SimilarBody>) -> Result<HttpResponse, Refused> {
    let (body, view) = (&call.body, &call.view);
    view.allow(Action::OpenTicket)?;
    let (caller, directory) = (&view.caller, &*view.caller.directory);
    optional("category", &body.category, |id| directory.categories.contains_key(&id.to()))?;
    optional("zone", &body.zone, |id| directory.zones.contains_key(&id.to()))?;
    optional("department", &body.department, |id| directory.departments.contains_key(&id.to()))?;
    optional("system", &body.system, |id| directory.systems.contains_key(&id.to()))?;
    let own = directory.person(caller.person).and_then(|person| person.department);
    let desk = caller.may_always(Action::OpenForOthers);
    let asker = if desk { Asker::Desk } else { Asker::Reporter { person: caller.person, department: own } };
    let draft = Draft {
        category: body.category.map(Id::to),
        zone: body.zone.map(Id::to),
        department: body.department.map(Id::to).or(if desk { None } else { own }),
        system: body.system.map(Id::to),
        summary: noted("summary", body.summary.as_deref())?,
    };
    let found = view.shared.desks.similar(caller.organisation, draft, asker).await;
    let found = found.map_err(|refusal| of_refusal(refusal, caller))?;
    let items = found
        .iter()
        .map(|one| similar_ticket(&one.ticket, &one.summary, &one.why, directory, caller.person))
        .collect();
    Ok(HttpResponse::Ok().json(SimilarTickets { items }))
}
