//! A key gives one effect and one answer (T6); budgets are bounds.

use std::time::Duration;

use lamplight_domain::fixtures::desk::{LI, NURSE, ORGANISATION};
use lamplight_domain::ticket::WithdrawReason;
use lamplight_domain::time::Span;
use lamplight_store::{Fault, RequestKey};

use super::world::{World, gentle, options, pass, report, run, with_key};
use crate::{Ask, CommandRequest, Options, Refusal};

#[test]
fn the_same_key_gives_the_same_answer_also_later() {
    run(async {
        let world = World::new().await;
        let open = || world.desks.ask(ORGANISATION, with_key(NURSE, "k1", "h1"), Ask::Open(report()));
        let first = open().await.expect("opened");
        world.accepts(LI, first.ticket.id).await.expect("his ring");
        let replayed = open().await.expect("answered again");
        assert_eq!(replayed.ticket, first.ticket, "as it was then");
        assert!(replayed.created);
        let other = world.desks.ask(ORGANISATION, with_key(NURSE, "k1", "h2"), Ask::Open(report())).await;
        assert!(matches!(other, Err(Refusal::KeyReused)));
        assert_eq!(world.desks.facts().tickets, 1);
    });
}

#[test]
fn a_second_request_with_a_key_in_flight_waits_for_the_first() {
    run(async {
        let world = World::new().await;
        let open = |hash| world.desks.ask(ORGANISATION, with_key(NURSE, "k", hash), Ask::Open(report()));
        let (first, second, other) = tokio::join!(open("h"), open("h"), open("x"));
        let (first, second) = (first.expect("opened"), second.expect("the same"));
        assert_eq!(first.ticket.id, second.ticket.id);
        assert!(matches!(other, Err(Refusal::KeyReused)));

        let id = first.ticket.id;
        let accept = || {
            let ask = Ask::Command { ticket: id, request: CommandRequest::Accept { offer: None } };
            world.desks.ask(ORGANISATION, with_key(LI, "a", "h"), ask)
        };
        let (one, two) = tokio::join!(accept(), accept());
        assert_eq!(one.expect("accepted").ticket.version, two.expect("once").ticket.version);
        accept().await.expect("and again later");
    });
}

#[test]
fn a_full_ticket_says_busy_and_the_wheel_still_gets_through() {
    run(async {
        let few = Options { ticket_asks_max: 4, ..options() };
        let world = World::over(lamplight_store::Store::memory_with(gentle()), few).await;
        let id = world.report().await.ticket.id;
        let comment = |text: &str| {
            let request = CommandRequest::Comment { text: text.to_owned() };
            world.does(NURSE, id, request)
        };
        let (a, b, c, d, e) =
            tokio::join!(comment("1"), comment("2"), comment("3"), comment("4"), comment("5"));
        let results = [a, b, c, d, e];
        let taken = results.iter().filter(|result| result.is_ok()).count();
        let busy = results.iter().filter(|result| matches!(result, Err(Refusal::Busy { .. }))).count();
        assert_eq!((taken, busy), (3, 2), "a quarter is kept for the desk");
        comment("6").await.expect("room again");
    });
}

#[test]
fn an_unknown_outcome_is_found_before_anything_else_happens() {
    run(async {
        let options = gentle();
        let faults = options.faults.clone();
        let world = World::over(lamplight_store::Store::memory_with(options), self::options()).await;
        let id = world.report().await.ticket.id;
        faults.inject(Fault::UnknownFor { written: true, tries: 40 });
        let accepted = world.accepts(LI, id).await;
        let known = match accepted {
            Ok(answer) => answer.ticket.owner.is_some(),
            Err(Refusal::Unknown { .. }) => true,
            other => panic!("{other:?}"),
        };
        assert!(known);
        pass(Duration::from_secs(20)).await;
        assert!(world.ticket(id).await.ticket.owner.is_some(), "it was written after all");
        faults.inject(Fault::Unavailable);
        let comment = CommandRequest::Comment { text: "hello".into() };
        let refused = world.does(LI, id, comment.clone()).await;
        assert!(matches!(refused, Err(Refusal::Unavailable { .. })));
        world.does(LI, id, comment).await.expect("the next is taken");
    });
}

#[test]
fn an_open_that_could_not_be_stored_leaves_nothing_behind() {
    run(async {
        let options = gentle();
        let faults = options.faults.clone();
        let world = World::over(lamplight_store::Store::memory_with(options), self::options()).await;
        faults.inject(Fault::Unavailable);
        let refused = world.ask(NURSE, Ask::Open(report())).await;
        assert!(matches!(refused, Err(Refusal::Unavailable { .. })));
        let opened = world.report().await;
        assert_eq!(opened.ticket.offer.expect("nothing is reserved at Li").to, LI);
        assert_eq!(world.desks.facts().tickets, 1);
    });
}

#[test]
fn keys_are_forgotten_after_their_seven_days() {
    run(async {
        let options = gentle();
        let world = World::over(lamplight_store::Store::memory_with(options), self::options()).await;
        let opened = world.desks.ask(ORGANISATION, with_key(NURSE, "k", "h"), Ask::Open(report())).await;
        let withdraw = CommandRequest::Withdraw { reason: WithdrawReason::Mistake };
        world.does(NURSE, opened.expect("opened").ticket.id, withdraw).await.expect("withdrawn");
        let key = RequestKey { caller: NURSE, key: "k".to_owned() };
        let known = || async { world.store.key(ORGANISATION, &key).await.expect("readable").is_some() };
        pass(Duration::from_secs(61)).await;
        assert!(known().await);
        // A later process, so that seven days need not be lived through.
        let world = world.killed_and_restarted(Span::from_hours(7 * 24));
        pass(Duration::from_secs(1)).await;
        assert!(world.store.key(ORGANISATION, &key).await.expect("readable").is_none());
    });
}
