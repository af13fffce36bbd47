//! Rings that nobody answers, people who leave, duty that changes.

use std::time::Duration;

use lamplight_domain::fixtures::desk::{LI, ORGANISATION, WU, ZHAO};
use lamplight_domain::log::By;
use lamplight_domain::org::{DirectoryRow, Duty, Policy};
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{DeclineReason, Stage};

use super::world::{World, pass, run};
use crate::CommandRequest;

#[test]
fn a_ring_lapses_rings_again_then_goes_to_b_and_strands() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        // A normal ring lasts five minutes.
        pass(Duration::from_secs(5 * 60 + 1)).await;
        let again = world.ticket(id).await.ticket.offer.expect("he is rung once more");
        assert_eq!((again.to, again.attempt), (LI, 2));
        pass(Duration::from_secs(5 * 60 + 1)).await;
        let b = world.ticket(id).await.ticket.offer.expect("then B");
        assert_eq!((b.to, b.attempt), (WU, 1));
        pass(Duration::from_secs(10 * 60 + 2)).await;
        let ticket = world.ticket(id).await.ticket;
        assert!(ticket.offer.is_none() && ticket.round.stranded.is_some(), "nobody is left to ask");
        // Ten minutes later a new round begins.
        pass(Duration::from_secs(10 * 60)).await;
        let round = world.ticket(id).await.ticket;
        assert_eq!((round.round.no, round.offer.expect("it rings again").to), (2, LI));
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}

#[test]
fn accepted_after_the_lapse_while_nobody_else_has_it() {
    run(async {
        let world = World::new().await;
        world.duty(WU, Duty::Off).await;
        let id = world.report().await.ticket.id;
        pass(Duration::from_secs(10 * 60 + 2)).await;
        let ticket = world.ticket(id).await.ticket;
        assert_eq!(ticket.stage(), Stage::Unassigned);
        let accepted = world.accepts(LI, id).await.expect("late, but nobody else has it");
        assert_eq!(accepted.ticket.stage(), Stage::Accepted);
    });
}

#[test]
fn off_duty_revokes_and_it_rings_at_the_next() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        world.duty(LI, Duty::Off).await;
        pass(Duration::from_millis(300)).await;
        let offer = world.ticket(id).await.ticket.offer.expect("it rings on");
        assert_eq!(offer.to, WU);
    });
}

#[test]
fn declined_it_goes_on_and_the_decliner_is_left_alone() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let decline = |reason| CommandRequest::Decline { offer: None, reason, note: None };
        world.does(LI, id, decline(DeclineReason::Busy)).await.expect("declined");
        pass(Duration::from_millis(50)).await;
        assert_eq!(world.ticket(id).await.ticket.offer.expect("it rings on").to, WU);
        world.does(WU, id, decline(DeclineReason::Busy)).await.expect("declined");
        pass(Duration::from_millis(50)).await;
        let ticket = world.ticket(id).await.ticket;
        assert!(ticket.offer.is_none(), "Zhao is of another group and off duty");
        world.duty(ZHAO, Duty::On).await;
    });
}

#[test]
fn a_backlog_ticket_is_offered_the_moment_somebody_is_free() {
    run(async {
        let world = World::new().await;
        let first = world.report().await.ticket;
        let second = world.report().await.ticket;
        let third = world.report().await.ticket;
        assert_eq!(first.offer.expect("rings").to, LI);
        assert_eq!(second.offer.expect("rings").to, WU);
        assert!(third.offer.is_none(), "one ring at once: it waits");
        world.accepts(WU, second.id).await.expect("his");
        pass(Duration::from_millis(50)).await;
        assert_eq!(world.ticket(third.id).await.ticket.offer.expect("now").to, WU);
    });
}

#[test]
fn a_warning_that_policy_has_moved_comes_at_its_new_time() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        world.accepts(LI, id).await.expect("his");
        let policy = Policy { warn_at: 950, ..Policy::default() };
        let rows = vec![DirectoryRow::Policy(policy)];
        world.desks.change_directory(ORGANISATION, By::System, rows).await.expect("changed");
        let due = world.ticket(id).await.ticket.clocks.resolve.due(Calendar::default()).expect("a target");
        let left = due - world.clock_now();
        // Both the old and the new moment of the warning are behind, the target is not.
        pass(Duration::from_micros(u64::try_from(left.micros()).unwrap()) - Duration::from_secs(1)).await;
        let clock = world.ticket(id).await.ticket.clocks.resolve;
        assert!(clock.warned && !clock.missed);
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}
