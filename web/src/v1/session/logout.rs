//! `POST /logout`: ends the login it comes with, its sockets within a second.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use crate::accounts;
use crate::auth::{Caller, ended_cookie};
use crate::problem::{Refused, refusals};
use crate::state::Shared;

refusals! { Refusals: ForeignOrigin }

/// Ends this login everywhere.
#[utoipa::path(tag = "session", responses((status = 204, description = "Ended."), Refusals))]
#[post("/logout")]
pub(crate) async fn logout(shared: Data<Shared>, caller: Caller) -> Result<HttpResponse, Refused> {
    accounts::end_login(&shared, &caller).await?;
    shared.logins.forget(&caller.token_hash);
    shared.desks.end_login(caller.login);
    Ok(HttpResponse::NoContent().cookie(ended_cookie(shared.settings.secure_cookie)).finish())
}
