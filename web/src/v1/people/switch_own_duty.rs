//! `POST /people/me/duty`: an engineer comes on duty, is busy, or leaves.

use actix_web::{HttpResponse, post};
use lamplight_domain::access::Action;
use lamplight_protocol::person::DutyBody;

use crate::extract::Call;
use crate::problem::{Refused, refusals};
use crate::v1::people::switch_duty::switch;

refusals! { Refusals: ForeignOrigin, NothingChanges, BadRequest, UnknownField, InvalidField, UnknownReference }

/// Switches the caller's own duty. Off duty revokes what rings at him; what he owns stays his.
#[utoipa::path(tag = "people", request_body = DutyBody,
    responses((status = 204, description = "Switched.", headers(("Lamplight-Position" = i64))), Refusals))]
#[post("/people/me/duty")]
pub(crate) async fn switch_own_duty(call: Call<DutyBody>) -> Result<HttpResponse, Refused> {
    call.view.allow(Action::SwitchOwnDuty)?;
    switch(&call, call.view.caller.person).await
}
