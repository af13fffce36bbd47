//! Who was faster, a history a line.

use super::*;
use crate::fixtures::desk::{DISPATCHER, LI, NO_TONER, NURSE, WU, ZHAO};
use crate::ticket::Command;
use crate::ticket::tests::given::{
    Given, accepts, arrives, by, completes, declines, given, lapses, reported, rings, transferred, withdraws,
};

#[track_caller]
fn told(given: &Given, name: &str, by: Option<PersonId>) {
    let found = overtaking(&given.log).expect("something made it so");
    let Fact::Ticket { event, .. } = &found.recorded.fact else { panic!("of a ticket") };
    let json = serde_json::to_value(event).expect("an event");
    assert_eq!((json["type"].as_str(), found.by), (Some(name), by));
}

#[test]
fn whoever_made_it_so_is_named() {
    let taken = || given([reported(), rings(1, LI), accepts(LI)]);
    told(&given([reported(), rings(1, WU)]), "offered", Some(WU));
    told(&given([reported(), rings(1, WU), lapses(2)]), "lapsed", None);
    told(&given([reported(), rings(1, LI), declines(LI), rings(2, WU)]), "offered", Some(WU));
    told(&taken(), "accepted", Some(LI));
    told(&taken().and(arrives(LI)), "accepted", Some(LI));
    told(&taken().and(transferred(LI, 2, ZHAO)), "accepted", Some(LI));
    told(&taken().and(transferred(LI, 2, ZHAO)).and(accepts(ZHAO)), "accepted", Some(ZHAO));
    told(&taken().and(by(DISPATCHER, Command::Release)), "released", Some(DISPATCHER));
    told(&taken().and(completes(LI, NO_TONER)), "completed", Some(LI));
    told(&taken().and(completes(DISPATCHER, NO_TONER)), "completed", Some(DISPATCHER));
    told(&taken().and(withdraws(NURSE)), "withdrawn", Some(NURSE));
    assert_eq!(overtaking(&[]), None);
}
