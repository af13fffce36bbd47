//! Codes that run out, are typed twice, and are too many.

use super::*;
use crate::testing::Counting;

const HOSPITAL: OrganisationId = OrganisationId::from_raw(7);
const OTHER: OrganisationId = OrganisationId::from_raw(8);

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn guest(screen: i64) -> Guest {
    Guest { organisation: HOSPITAL, screen: PersonId::from_raw(screen), name: "Lobby".to_owned() }
}

#[test]
fn a_code_is_for_people_and_the_secret_is_another_thing() {
    let (pairings, chance) = (Pairings::default(), Counting::default());
    let (code, secret) = pairings.open(&chance, None, at(0)).unwrap();
    let (other, _) = pairings.open(&chance, None, at(0)).unwrap();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    assert_ne!(code, other);
    assert_eq!(secret.as_str().len(), 64);
    assert_eq!(pairings.left(&secret.hash(), at(60)), Some(at(540)));
    assert_eq!(pairings.left(&code, at(60)), None, "the code is no secret");
}

#[test]
fn a_code_runs_out_and_says_so_for_as_long_again() {
    let (pairings, chance) = (Pairings::default(), Counting::default());
    let (code, secret) = pairings.open(&chance, None, at(0)).unwrap();
    assert_eq!(pairings.left(&secret.hash(), at(600)), None);
    assert_eq!(pairings.hold(&code, HOSPITAL, "Lobby", at(600)), Err(ProblemCode::PairingExpired));
    assert_eq!(pairings.hold(&code, HOSPITAL, "Lobby", at(1_200)), Err(ProblemCode::PairingUnknown));
}

#[test]
fn of_two_who_type_it_one_has_it_and_the_same_again_is_the_same() {
    let (pairings, chance) = (Pairings::default(), Counting::default());
    let (code, secret) = pairings.open(&chance, None, at(0)).unwrap();
    let held = pairings.hold(&code, HOSPITAL, "Lobby", at(599));
    assert_eq!(held, Ok(Typed::Held { secret_hash: secret.hash() }));
    assert_eq!(pairings.hold(&code, OTHER, "Lobby", at(599)), Err(ProblemCode::PairingTaken));
    assert_eq!(pairings.left(&secret.hash(), at(601)), Some(Duration::ZERO), "typed in time");
    pairings.settle(&code, Some(guest(1)));
    assert_eq!(pairings.left(&secret.hash(), at(601)), None, "the store knows now");
    let again = pairings.hold(&code, HOSPITAL, "Lobby", at(601));
    assert_eq!(again, Ok(Typed::Again(PersonId::from_raw(1))), "whose answer got lost hears it again");
    assert_eq!(pairings.hold(&code, HOSPITAL, "Ward", at(601)), Err(ProblemCode::PairingTaken));
    assert_eq!(pairings.hold(&code, OTHER, "Lobby", at(601)), Err(ProblemCode::PairingUnknown));
}

#[test]
fn what_was_not_stored_can_be_typed_again() {
    let (pairings, chance) = (Pairings::default(), Counting::default());
    let (code, secret) = pairings.open(&chance, None, at(0)).unwrap();
    pairings.hold(&code, HOSPITAL, "Lobby", at(1)).unwrap();
    pairings.settle(&code, None);
    assert_eq!(pairings.left(&secret.hash(), at(1)), Some(at(599)));
    assert!(pairings.hold(&code, HOSPITAL, "Lobby", at(2)).is_ok());
}

#[test]
fn the_table_is_bounded_and_one_network_cannot_fill_it() {
    let (pairings, chance) = (Pairings::default(), Counting::default());
    let network = |n: u32| Some(IpAddr::from(n.to_be_bytes()));
    let (first, _) = pairings.open(&chance, network(1), at(0)).unwrap();
    for second in 1..=OF_NETWORK_MAX as u64 {
        pairings.open(&chance, network(1), at(second)).unwrap();
    }
    assert_eq!(pairings.hold(&first, HOSPITAL, "Lobby", at(99)), Err(ProblemCode::PairingUnknown));
    assert_eq!(pairings.all().len(), OF_NETWORK_MAX);
    for other in 0..(PAIRINGS_MAX - OF_NETWORK_MAX) as u32 {
        pairings.open(&chance, network(2 + other), at(100)).unwrap();
    }
    assert!(pairings.open(&chance, network(1_000_000), at(100)).is_none(), "full");
    assert!(pairings.open(&chance, network(1), at(100)).is_some(), "its own oldest goes");
    assert!(pairings.open(&chance, network(1_000_000), at(1_300)).is_some(), "they run out");
}
