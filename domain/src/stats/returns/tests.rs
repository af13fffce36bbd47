//! Returns of a day, counted from a history that people made.

use super::*;
use crate::fixtures::desk::{LI, TICKET, ZHAO, clock};
use crate::ticket::Command;
use crate::ticket::tests::given::{Act, accepts, by, given, reported, returns, rings, transferred};

fn history() -> Vec<Recorded> {
    given([reported(), rings(1, LI), accepts(LI)])
        .and(returns(LI, ReturnReason::WrongGroup))
        .and(rings(2, ZHAO))
        .and(accepts(ZHAO))
        .and(returns(ZHAO, ReturnReason::NotMine))
        .log
}

#[test]
fn each_return_counts_under_its_reason() {
    let returns = Returns::since(clock(0, 0), &history());
    let reasons: Vec<_> = returns.by_reason().into_iter().map(|(how, all)| (how, all.len())).collect();
    assert_eq!(
        reasons,
        [
            (GivenBackHow::Returned(ReturnReason::WrongGroup), 1),
            (GivenBackHow::Returned(ReturnReason::NotMine), 1)
        ]
    );
    assert_eq!(returns.all.iter().map(|one| one.person).collect::<Vec<_>>(), [Some(LI), Some(ZHAO)]);
}

#[test]
fn a_ticket_that_came_back_twice_has_bounced() {
    assert_eq!(Returns::since(clock(0, 0), &history()).bounced(), [(TICKET, 2)]);
}

#[test]
fn what_was_before_does_not_count() {
    let log = history();
    let last = log.last().expect("events").at;
    assert_eq!(Returns::since(last, &log).all.len(), 1);
    assert!(Returns::since(clock(23, 0), &log).all.is_empty());
}

#[test]
fn a_transfer_that_was_undone_gave_nothing_back() {
    let asked = given([reported(), rings(1, LI), accepts(LI), transferred(LI, 2, ZHAO)]);
    let count = |log: &[Recorded]| Returns::since(clock(0, 0), log).all.len();
    assert_eq!(count(&asked.log), 1);
    let undo = Command::Undo { version: asked.ticket().version, history: asked.log.clone() };
    let at = Some(asked.now());
    assert_eq!(count(&asked.and(Act { at, ..by(LI, undo) }).log), 0);
}
