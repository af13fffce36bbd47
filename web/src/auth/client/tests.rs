//! Whose word about addresses counts.

use actix_web::test::TestRequest;

use super::*;

fn from(peer: &str, forwarded: Option<&str>) -> HttpRequest {
    let request = TestRequest::get().peer_addr(format!("{peer}:4000").parse().unwrap());
    match forwarded {
        Some(addresses) => request.insert_header((FORWARDED_FOR, addresses)).to_http_request(),
        None => request.to_http_request(),
    }
}

#[test]
fn only_trusted_proxies_are_believed() {
    let trusted: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
    let address = |peer, forwarded| client_address(&from(peer, forwarded), &trusted).unwrap().to_string();
    assert_eq!(address("192.0.2.7", Some("203.0.113.9")), "192.0.2.7");
    assert_eq!(address("10.0.0.1", Some("203.0.113.9")), "203.0.113.9");
    // What the client itself wrote stands to the left of what our proxies added.
    assert_eq!(address("10.0.0.1", Some("6.6.6.6, 203.0.113.9, 10.0.0.2")), "203.0.113.9");
    assert_eq!(address("10.0.0.1", None), "10.0.0.1");
    assert_eq!(address("10.0.0.1", Some("rubbish")), "10.0.0.1");
    // A proxy that adds the port, or a word: what stands left of it is the client's own invention.
    assert_eq!(address("10.0.0.1", Some("6.6.6.6, 203.0.113.9:5000")), "203.0.113.9");
    assert_eq!(address("10.0.0.1", Some("6.6.6.6, unknown")), "10.0.0.1");
    assert_eq!(address("10.0.0.1", Some("::ffff:203.0.113.9")), "203.0.113.9");
}

#[test]
fn local_is_what_nobody_handed_on() {
    assert!(is_local(&from("127.0.0.1", None)));
    assert!(!is_local(&from("127.0.0.1", Some("203.0.113.9"))));
    assert!(!is_local(&from("192.0.2.7", None)));
}
