//! Whose pages may change something: an exact list of origins. actix does not look at `Origin` by itself.

use actix_web::HttpRequest;
use actix_web::http::{Method, header};
use lamplight_protocol::problem::ProblemCode;

use crate::problem::Refused;

/// A page of an origin that is not listed is refused, however it logged in; with a cookie, which a browser
/// sends by itself, the header must be there.
///
/// # Errors
/// `foreign-origin`.
pub(crate) fn require_own_origin(
    request: &HttpRequest,
    origins: &[String],
    by_cookie: bool,
) -> Result<(), Refused> {
    let mut named = request.headers().get_all(header::ORIGIN);
    let own = match (named.next(), named.next()) {
        (Some(origin), None) => {
            origin.to_str().is_ok_and(|origin| origins.iter().any(|listed| listed == origin))
        }
        (None, _) => !by_cookie,
        (Some(_), Some(_)) => false,
    };
    if own { Ok(()) } else { Err(ProblemCode::ForeignOrigin.into()) }
}

/// Everything but reading. A socket's handshake is a GET and asks for itself.
pub(crate) fn changes_state(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

#[cfg(test)]
mod tests;
