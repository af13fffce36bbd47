//! To which name a request was addressed. A foreign page can let its own name point at this machine (DNS
//! rebinding): then its requests are of one origin for the browser. The demo, whose login page gives its
//! passwords away, answers to this machine's own names alone.

use std::net::IpAddr;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::http::uri::Authority;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::problem::Refused;
use crate::state::Shared;

/// Refuses `foreign-origin` to a demo's visitor who comes by another name than loopback's.
pub(crate) async fn demo_at_home<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let demo = request.app_data::<Data<Shared>>().is_some_and(|shared| shared.settings.demo_logins.is_some());
    if demo && !to_loopback(&request) {
        let problem = Problem::of(ProblemCode::ForeignOrigin).at("header.Host");
        let refused = Refused::from(problem.saying("the demo answers to localhost alone"));
        return Ok(request.into_response(refused.error_response()).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

/// Every name that the request gives is this machine's own. A browser always gives one.
fn to_loopback(request: &ServiceRequest) -> bool {
    let named = request.headers().get_all(header::HOST).map(|host| host.to_str().unwrap_or_default());
    named.chain(request.uri().authority().map(Authority::as_str)).all(is_loopback)
}

/// `localhost`, `127.0.0.1` or `[::1]`, with any port.
fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else { return false };
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
