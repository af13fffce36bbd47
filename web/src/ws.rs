//! The door of the live socket.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, web};
use lamplight_protocol::problem::ProblemCode;

use crate::auth::Caller;
use crate::problem::Refused;
use crate::state::Shared;

pub(crate) async fn live(
    _request: HttpRequest,
    _payload: web::Payload,
    _shared: Data<Shared>,
    _caller: Caller,
) -> Result<HttpResponse, Refused> {
    Err(ProblemCode::Unavailable.into())
}
