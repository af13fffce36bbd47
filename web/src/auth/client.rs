//! From which address a request comes: the peer's, or what a trusted proxy says of it.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;

const FORWARDED_FOR: &str = "X-Forwarded-For";

/// The last address in `X-Forwarded-For` that is no trusted proxy, if the peer is one; else the peer. What
/// others write into that header is ignored: left of a word that is no address nothing is believed.
pub(crate) fn client_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let mut client = peer;
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let lines: Vec<&str> =
        request.headers().get_all(FORWARDED_FOR).map(|value| value.to_str().unwrap_or_default()).collect();
    for part in lines.iter().flat_map(|line| line.split(',')).rev() {
        let Some(named) = address(part.trim()) else { break };
        client = named;
        if !trusted.contains(&named) {
            break;
        }
    }
    Some(client)
}

/// Some proxies add the port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().ok();
    bare.or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip())).map(|ip| ip.to_canonical())
}

/// Whether the request was made on this machine itself and not handed on by anybody.
pub(crate) fn is_local(request: &HttpRequest) -> bool {
    request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
        && !request.headers().contains_key(FORWARDED_FOR)
        && !request.headers().contains_key("Forwarded")
}

#[cfg(test)]
mod tests;
