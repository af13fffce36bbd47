//! Stuck, silent, woken: what the pulse knows.
use std::time::Duration;

use lamplight_domain::ids::LoginId;
use lamplight_domain::time::Timestamp;

use super::{Login, Pulse, Stuck};

const fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn login(expires_at: Timestamp) -> Login {
    Login { id: LoginId::from_raw(1), token_hash: "hash".to_owned(), expires_at }
}

fn pulse() -> Pulse {
    Pulse::new(None, at(100), &login(Timestamp::MAX))
}

#[test]
fn one_wake_waits_and_no_more() {
    let pulse = pulse();
    assert!(pulse.wake(at(100)));
    assert!(!pulse.wake(at(101)));
    pulse.awake();
    assert!(pulse.wake(at(102)));
}

#[test]
fn silence_and_a_socket_that_takes_nothing_are_noticed() {
    let pulse = pulse();
    assert_eq!(pulse.stuck(at(135)), None);
    assert_eq!(pulse.stuck(at(136)), Some(Stuck::Silent));
    pulse.heard(at(136));
    assert!(pulse.wake(at(140)));
    assert_eq!(pulse.stuck(at(150)), None);
    assert_eq!(pulse.stuck(at(151)), Some(Stuck::Stalled), "though it was heard a moment ago");
    pulse.awake();
    assert_eq!(pulse.stuck(at(151)), None);
}

#[test]
fn a_login_that_was_renewed_has_not_expired() {
    let noon = Timestamp::from_micros(1_000_000);
    let pulse = Pulse::new(None, at(100), &login(noon));
    assert!(!pulse.expired(Timestamp::from_micros(999_999)));
    assert!(pulse.expired(noon));
    pulse.lasts_until(Timestamp::from_micros(2_000_000));
    assert!(!pulse.expired(noon));
}
