//! A ticket's life from report to rating; what is refused on the way.

use std::time::Duration;

use lamplight_domain::fixtures::desk::{DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, ORGANISATION, SCANNER, WU};
use lamplight_domain::org::Duty;
use lamplight_domain::ticket::{
    ArriveMode, HoldReason, Priority, Rejection, ReturnReason, Stage, UnresolvedReason,
};
use lamplight_domain::time::Span;

use super::world::{World, asker, pass, report, run, seen};
use crate::{Ask, CommandRequest, OfferRequest, Refusal, TransferRequest};

#[test]
fn a_report_rings_at_a_is_accepted_mended_and_rated() {
    run(async {
        let world = World::new().await;
        let opened = world.report().await;
        assert!(opened.created);
        assert_eq!(&*opened.summary, "the printer is dead");
        assert_eq!(opened.ticket.offer.expect("it rings").to, LI);
        let id = opened.ticket.id;

        assert!(matches!(
            world.accepts(WU, id).await,
            Err(Refusal::Rejected { rejection: Rejection::RingsAtAnother { .. }, now: Some(_) })
        ));
        let accepted = world.accepts(LI, id).await.expect("his ring");
        assert_eq!(accepted.ticket.stage(), Stage::Accepted);
        assert!(accepted.position > opened.position);

        let arrive = CommandRequest::Arrive { mode: ArriveMode::OnSite, occurred_at: None };
        world.does(LI, id, arrive).await.expect("he arrives");
        let until = world.clock_now() + Span::from_minutes(30);
        let hold = CommandRequest::Hold { reason: HoldReason::Parts, until, note: None, occurred_at: None };
        world.does(LI, id, hold).await.expect("he waits for parts");
        pass(Duration::from_secs(31 * 60)).await;
        let resumed = world.ticket(id).await;
        assert_eq!(resumed.ticket.stage(), Stage::Arrived, "a hold ends by itself");

        let complete =
            CommandRequest::Complete { cause: NO_TONER, note: Some("toner".into()), occurred_at: None };
        let done = world.does(LI, id, complete).await.expect("he completes");
        assert_eq!(done.ticket.stage(), Stage::Completed);
        let rated =
            world.does(NURSE, id, CommandRequest::Rate { stars: 5, words: None }).await.expect("rated");
        assert_eq!(rated.ticket.rated, Some(5));
        assert_eq!(world.ticket(id).await.ticket.version, rated.ticket.version);
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}

#[test]
fn return_transfer_offer_by_hand_and_release() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        world.accepts(LI, id).await.expect("his ring");
        let returns = CommandRequest::Return { reason: ReturnReason::NotMine, note: None };
        world.does(LI, id, returns).await.expect("returned");
        pass(Duration::from_millis(100)).await;
        let ticket = world.ticket(id).await.ticket;
        assert_eq!(ticket.offer.expect("it rings on").to, WU, "who returned it is not asked again");
        world.accepts(WU, id).await.expect("Wu takes it");

        let transfer = CommandRequest::Transfer { to: TransferRequest::Engineer(LI), note: None };
        let moved = world.does(WU, id, transfer).await.expect("handed on");
        assert_eq!(moved.ticket.offer.expect("it rings at Li").to, LI);
        assert_eq!(moved.ticket.owner.as_ref().expect("until then").engineer, WU);
        let taken = world.accepts(LI, id).await.expect("Li takes it");

        let offer = CommandRequest::Offer(OfferRequest { engineer: WU, group: None });
        let by_hand = |version| {
            world.desks.ask(ORGANISATION, version, Ask::Command { ticket: id, request: offer.clone() })
        };
        assert!(matches!(by_hand(asker(DISPATCHER)).await, Err(Refusal::IfMatchMissing)));
        let version = taken.ticket.assignment_version;
        assert!(matches!(by_hand(seen(version - 1)).await, Err(Refusal::AssignmentChanged { .. })));
        let offered = by_hand(seen(version)).await.expect("offered by hand");
        assert_eq!(offered.ticket.offer.expect("it rings").to, WU);
        assert!(offered.ticket.owner.is_none(), "the owner's work has ended");
    });
}

#[test]
fn what_is_changed_by_the_desk_names_the_version_it_saw() {
    run(async {
        let world = World::new().await;
        let opened = world.report().await;
        let id = opened.ticket.id;
        let request = CommandRequest::Reprioritise { priority: Priority::High };
        let ask = Ask::Command { ticket: id, request };
        let changed = world
            .desks
            .ask(ORGANISATION, seen(opened.ticket.assignment_version), ask)
            .await
            .expect("reprioritised");
        assert_eq!(changed.ticket.priority, Priority::High);
        let request = CommandRequest::Reclassify { category: SCANNER, zone: None, system: None };
        let ask = Ask::Command { ticket: id, request };
        let late = world.desks.ask(ORGANISATION, seen(opened.ticket.assignment_version), ask).await;
        assert!(matches!(late, Err(Refusal::AssignmentChanged { .. })));
    });
}

#[test]
fn a_merge_ends_the_child_and_tells_the_target() {
    run(async {
        let world = World::new().await;
        let target = world.report().await.ticket.id;
        let child = world.ask(DOCTOR, Ask::Open(report())).await.expect("the same again");
        let merge = |into| Ask::Command { ticket: child.ticket.id, request: CommandRequest::Merge { into } };
        pass(Duration::from_millis(100)).await;
        let version = world.ticket(child.ticket.id).await.ticket.assignment_version;
        let itself = world.desks.ask(ORGANISATION, seen(version), merge(child.ticket.id)).await;
        assert!(matches!(itself, Err(Refusal::Rejected { rejection: Rejection::BadMergeTarget, .. })));
        let merged = world.desks.ask(ORGANISATION, seen(version), merge(target)).await.expect("merged");
        assert_eq!(merged.ticket.stage(), Stage::Merged);
        pass(Duration::from_millis(100)).await;
        let target = world.ticket(target).await.ticket;
        assert!(target.merged.contains_key(&child.ticket.id));
        assert!(target.reporters.contains(&DOCTOR), "who reported the child hears of the target");
    });
}

#[test]
fn a_merge_taken_back_leaves_the_target_as_if_it_had_not_been() {
    run(async {
        let world = World::new().await;
        let target = world.report().await.ticket.id;
        let child = world.ask(DOCTOR, Ask::Open(report())).await.expect("the same again").ticket.id;
        pass(Duration::from_millis(100)).await;
        for _ in 0..2 {
            let version = world.ticket(child).await.ticket.assignment_version;
            let request = CommandRequest::Merge { into: target };
            let merge = Ask::Command { ticket: child, request };
            world.desks.ask(ORGANISATION, seen(version), merge).await.expect("merged");
            pass(Duration::from_millis(100)).await;
            assert_eq!(world.ticket(target).await.ticket.reporters, [NURSE, DOCTOR]);
            world.does(DISPATCHER, child, CommandRequest::Split).await.expect("split");
            pass(Duration::from_millis(100)).await;
            let target = world.ticket(target).await.ticket;
            assert_eq!(target.reporters, [NURSE], "the doctor's report is hers alone again");
            assert!(target.merged.is_empty());
        }
    });
}

#[test]
fn a_denied_right_is_audited_and_says_nothing_of_the_ticket() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let request =
            CommandRequest::Unresolved { reason: UnresolvedReason::Vendor, note: None, occurred_at: None };
        let denied = world.does(NURSE, id, request).await;
        assert!(matches!(denied, Err(Refusal::Rejected { rejection: Rejection::Forbidden, now: None })));
        let unknown = lamplight_domain::ids::TicketId::from_raw(99);
        assert!(matches!(world.accepts(LI, unknown).await, Err(Refusal::NotFound)));
        let off = world.desks.switch_duty(ORGANISATION, asker(NURSE), LI, Duty::Off).await;
        assert!(matches!(off, Err(Refusal::Rejected { rejection: Rejection::Forbidden, .. })));
    });
}
