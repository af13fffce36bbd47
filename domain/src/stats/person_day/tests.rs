//! One engineer's day, from histories that people made, folded as the scores are.

use super::*;
use crate::fixtures::desk::{LI, NO_TONER, NURSE, WU, ZHAO, clock};
use crate::stats::Scores;
use crate::ticket::tests::given::{
    Act, Given, accepts, arrives, by, completes, declines, given, lapses, reported, returns, rings,
    transferred,
};
use crate::ticket::{Command, ReturnReason, apply};
use crate::time::TimeZoneName;

fn day_of(person: PersonId, given: &Given) -> PersonDay {
    let mut scores = Scores::empty(TimeZoneName::SHANGHAI);
    let mut ticket = None;
    for recorded in &given.log {
        let after = apply(ticket.clone(), recorded).unwrap();
        scores.take(ticket.as_ref(), recorded, &after);
        ticket = Some(after);
    }
    scores.people_today().get(&person).copied().unwrap_or_default()
}

fn rates(stars: u8) -> Act {
    by(NURSE, Command::Rate { stars, words: None })
}

#[test]
fn a_ticket_from_ring_to_stars() {
    let done = given([reported(), rings(1, LI), accepts(LI), arrives(LI), completes(LI, NO_TONER)]);
    let day = day_of(LI, &done);
    assert_eq!((day.accepted, day.completed, day.rated), (1, 1, 0));
    assert_eq!(day.answer_median_s, Some(60), "from his ring, not from the opening");
    assert_eq!(day.resolve_median_s, Some(240), "from the opening, as the wall has it");
    assert_eq!(day.stars_tenths, None);
    let rated = day_of(LI, &done.and(rates(4)));
    assert_eq!((rated.rated, rated.stars_tenths), (1, Some(40)));
}

#[test]
fn a_completion_counts_while_it_stands() {
    let done = given([reported(), rings(1, LI), accepts(LI), completes(LI, NO_TONER)]);
    let reopened = done.and(by(NURSE, Command::Reopen { note: None }));
    let day = day_of(LI, &reopened);
    assert_eq!((day.accepted, day.completed, day.resolve_median_s), (1, 0, None));
}

#[test]
fn what_he_did_not_keep() {
    let declined = given([reported(), rings(1, LI), declines(LI)]);
    assert_eq!(day_of(LI, &declined), PersonDay { declined: 1, ..PersonDay::default() });
    let returned = given([reported(), rings(1, LI), accepts(LI), returns(LI, ReturnReason::NotMine)]);
    let day = day_of(LI, &returned);
    assert_eq!((day.accepted, day.returned, day.transferred), (1, 1, 0));
    let asked = given([reported(), rings(1, LI), accepts(LI), transferred(LI, 2, ZHAO)]);
    assert_eq!(day_of(LI, &asked).transferred, 1);
    assert_eq!(day_of(ZHAO, &asked), PersonDay::default(), "a ring alone is nothing yet");
    let undo = Command::Undo { version: asked.ticket().version, history: asked.log.clone() };
    let at = Some(asked.now());
    assert_eq!(day_of(LI, &asked.and(Act { at, ..by(LI, undo) })).transferred, 0);
}

#[test]
fn a_ring_that_lapsed_stays_so_when_he_takes_it_afterwards() {
    let late = given([reported(), rings(1, WU), lapses(2), accepts(WU).at(9, 6)]);
    let day = day_of(WU, &late);
    assert_eq!((day.lapsed, day.accepted, day.answer_median_s), (1, 1, None));
}

#[test]
fn yesterday_is_over() {
    let done = given([reported(), rings(1, LI), accepts(LI), completes(LI, NO_TONER)]);
    // Ten in the evening UTC is the next day in Shanghai.
    let rated = day_of(LI, &done.and(Act { at: Some(clock(22, 0)), ..rates(5) }));
    assert_eq!((rated.accepted, rated.completed, rated.stars_tenths), (0, 0, Some(50)));
}
