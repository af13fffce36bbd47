//! Limits by telephone number and by address, in moved time.

use super::*;
use crate::testing::ManualClock;

const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

#[test]
fn a_number_is_tried_so_often_and_again_after_a_while() {
    let clock = ManualClock::shared();
    let attempts = Attempts::new(clock.clone(), 3, 100);
    for _ in 0..3 {
        assert!(attempts.take("138", HERE).is_ok());
    }
    let wait = attempts.take("138", HERE).unwrap_err();
    assert!(wait > Duration::ZERO && wait <= Duration::from_secs(20), "{wait:?}");
    assert!(attempts.take("139", HERE).is_ok(), "another number is another matter");
    clock.advance(Duration::from_secs(21));
    assert!(attempts.take("138", HERE).is_ok());
}

#[test]
fn an_address_is_limited_over_all_numbers() {
    let attempts = Attempts::new(ManualClock::shared(), 100, 5);
    let refused = (0..10).filter(|number| attempts.take(&number.to_string(), HERE).is_err()).count();
    assert_eq!(refused, 5);
}

#[test]
fn the_addresses_of_an_ipv6_network_count_as_one() {
    let attempts = Attempts::new(ManualClock::shared(), 100, 5);
    let from = |host: u128| Some(IpAddr::V6(Ipv6Addr::from_bits((0x2001_0db8 << 96) | host)));
    let refused = (0..10).filter(|&host| attempts.take("138", from(host)).is_err()).count();
    assert_eq!(refused, 5);
    assert!(attempts.take("138", from(1 << 64)).is_ok(), "the neighbour's network is another");
}
