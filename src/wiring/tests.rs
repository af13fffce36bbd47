//! What is said when an address cannot be had, and whose pages may change something.

use std::net::TcpListener;

use super::{bind, origins};
use crate::config::Config;

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let said = bind(taken.local_addr().unwrap()).expect_err("it is taken").to_string();
    assert!(said.contains("another program uses that port") && said.contains("--listen"), "{said}");
}

#[test]
fn a_foreign_address_is_said_too() {
    let said = bind("192.0.2.1:9".parse().unwrap()).expect_err("not ours").to_string();
    assert!(said.contains("does not have that address"), "{said}");
}

#[test]
fn the_servers_own_pages_are_always_an_origin() {
    let mut config = Config::default();
    config.server.origins = vec!["https://desk.example".to_owned()];
    let all = origins(&config, "127.0.0.1:8080".parse().unwrap());
    for origin in ["https://desk.example", "http://127.0.0.1:8080", "http://localhost:8080"] {
        assert!(all.iter().any(|one| one == origin), "{origin} in {all:?}");
    }
    assert_eq!(origins(&Config::default(), "10.0.0.5:80".parse().unwrap()), ["http://10.0.0.5:80"]);
}
