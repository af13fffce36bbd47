//! From which address a request comes: the peer's, or what a trusted proxy says of it.

use std::net::IpAddr;

use actix_web::HttpRequest;

const FORWARDED_FOR: &str = "X-Forwarded-For";

/// The last address in `X-Forwarded-For` that is no trusted proxy, if the peer is one; else the peer. What
/// others write into that header is ignored.
pub(crate) fn client_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let named: Vec<IpAddr> = request
        .headers()
        .get_all(FORWARDED_FOR)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    named.iter().rev().find(|address| !trusted.contains(address)).copied().or(Some(peer))
}

/// Whether the request was made on this machine itself and not handed on by anybody.
pub(crate) fn is_local(request: &HttpRequest) -> bool {
    request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
        && !request.headers().contains_key(FORWARDED_FOR)
        && !request.headers().contains_key("Forwarded")
}

#[cfg(test)]
mod tests;
