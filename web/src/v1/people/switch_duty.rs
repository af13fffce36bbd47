//! `POST /people/{id}/duty`: a dispatcher switches somebody else.

use actix_web::{HttpResponse, post};
use lamplight_domain::access::Action;
use lamplight_domain::ids::PersonId;
use lamplight_domain::org::Role;
use lamplight_protocol::person::DutyBody;
use lamplight_protocol::problem::ProblemCode;

use crate::extract::Call;
use crate::problem::{Refused, of_refusal, refusals};
use crate::v1::POSITION;

refusals! { Refusals: NotFound, ForeignOrigin, NothingChanges, BadRequest, UnknownField, InvalidField }

/// Switches an engineer's duty for him.
#[utoipa::path(tag = "people", params(("id" = String, Path, description = "The engineer.")),
    request_body = DutyBody,
    responses((status = 204, description = "Switched.", headers(("Lamplight-Position" = i64))), Refusals))]
#[post("/people/{id}/duty")]
pub(crate) async fn switch_duty(call: Call<DutyBody>) -> Result<HttpResponse, Refused> {
    call.view.allow(Action::SwitchOthersDuty)?;
    let person: PersonId = call.view.id()?;
    let found = call.view.caller.directory.person(person);
    found.filter(|person| person.roles.has(Role::Engineer)).ok_or(ProblemCode::NotFound)?;
    switch(&call, person).await
}

/// A key is welcome here and not required: saying the same twice is refused as `nothing-changes`.
pub(super) async fn switch(call: &Call<DutyBody>, person: PersonId) -> Result<HttpResponse, Refused> {
    let (desks, caller) = (&call.view.shared.desks, &call.view.caller);
    let duty = call.body.duty.into();
    let switched = desks.switch_duty(caller.organisation, call.asker(), person, duty).await;
    let position = switched.map_err(|refusal| of_refusal(refusal, caller))?;
    Ok(HttpResponse::NoContent().insert_header((POSITION, position.0)).finish())
}
