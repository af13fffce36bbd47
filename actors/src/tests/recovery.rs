//! The process dies and another starts over what was committed; a graceful stop.

use std::time::Duration;

use lamplight_domain::fixtures::desk::{DOCTOR, LI, NURSE, ORGANISATION, PRINTER, WU};
use lamplight_domain::org::Duty;
use lamplight_domain::time::Span;
use lamplight_protocol::live::{Row, ServerFrame};
use lamplight_store::Fault;

use super::live::{frames, hello};
use super::world::{World, gentle, pass, report, run, seen, with_key};
use crate::{Ask, CandidatesFor, CommandRequest, Refusal};

#[test]
fn everything_stands_after_a_kill() {
    run(async {
        let world = World::new().await;
        let owned = world.report().await.ticket;
        world.accepts(LI, owned.id).await.expect("his");
        let ringing = world.report().await.ticket;
        assert_eq!(ringing.offer.expect("it rings").to, LI);
        let keyed = world.desks.ask(ORGANISATION, with_key(NURSE, "k", "h"), Ask::Open(report())).await;
        let keyed = keyed.expect("opened").ticket;

        let world = world.killed_and_restarted(Span::from_seconds(3));
        assert_eq!(world.ticket(owned.id).await.ticket.owner.as_ref().expect("his").engineer, LI);
        assert_eq!(world.ticket(ringing.id).await.ticket.offer, ringing.offer, "the ring stands");
        let again = world.desks.ask(ORGANISATION, with_key(NURSE, "k", "h"), Ask::Open(report())).await;
        assert_eq!(again.expect("the same").ticket.id, keyed.id);
        world.accepts(LI, ringing.id).await.expect("answered after the restart");
        let next = world.report().await.ticket;
        assert!(next.number > keyed.number, "a number is never given twice");
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}

#[test]
fn a_ring_that_fell_due_while_down_gets_its_window_again_and_targets_fire_once() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let before = world.ticket(id).await.ticket;
        // Down for forty minutes: the ring's five and the accept target's ten are over.
        let world = world.killed_and_restarted(Span::from_minutes(40));
        world.ticket(id).await;
        pass(Duration::from_secs(2)).await;
        let after = world.ticket(id).await.ticket;
        let (offer, old) = (after.offer.expect("it stands"), before.offer.expect("it rang"));
        assert_eq!(offer.id, old.id, "nobody had a chance to answer");
        let window = offer.accept_by - world.clock_now();
        assert!(window > Span::from_minutes(4), "what is shown is what the wheel goes by");
        let said = hello(&mut world.session(LI).await, None).await;
        let shown = said.iter().find_map(|frame| match frame {
            ServerFrame::Ring { ring } => Some(ring.accept_by),
            _ => None,
        });
        assert_eq!(shown, Some(offer.accept_by.into()), "on his telephone too");
        assert!(after.clocks.accept.missed, "the target is missed, once");
        let version = after.version;
        pass(Duration::from_secs(60)).await;
        assert_eq!(world.ticket(id).await.ticket.version, version);
        pass(Duration::from_secs(4 * 60)).await;
        assert_eq!(world.ticket(id).await.ticket.offer.expect("the second ring").attempt, 2);
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}

#[test]
fn a_sleeping_desk_is_loaded_when_a_deadline_is_near() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let world = world.killed_and_restarted(Span::ZERO);
        // Nobody asks anything for six minutes.
        pass(Duration::from_secs(6 * 60)).await;
        assert_eq!(world.desks.facts().desks, 1);
        assert_eq!(world.ticket(id).await.ticket.offer.expect("rung again").attempt, 2);
        assert_eq!(world.desks.facts().missed_by_wheel, 0);
    });
}

#[test]
fn the_day_turns_by_an_event_at_local_midnight() {
    run(async {
        let world = World::new().await;
        world.report().await;
        // Seventeen hours in Shanghai; midnight is seven hours off.
        pass(Duration::from_secs(8 * 3_600)).await;
        let mut board = world.session(lamplight_domain::fixtures::desk::DISPATCHER).await;
        let seen = hello(&mut board, None).await;
        let opened = seen.iter().rev().find_map(|frame| match frame {
            ServerFrame::Whole { rows, .. } => rows.iter().find_map(|row| match row {
                Row::Figures(figures) => Some(figures.opened_today),
                _ => None,
            }),
            _ => None,
        });
        assert_eq!(opened, Some(0), "today has begun anew");
    });
}

#[test]
fn a_stop_takes_no_new_work_and_says_goodbye() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        let mut session = world.session(LI).await;
        hello(&mut session, None).await;
        let stop = world.desks.clone();
        let stopped = actix::spawn(async move { stop.stop().await });
        pass(Duration::from_millis(100)).await;
        assert!(matches!(world.accepts(LI, id).await, Err(Refusal::Unavailable { .. })));
        let words = session.wake();
        assert!(words.ended);
        let said = frames(words.texts);
        assert!(matches!(said[..], [ServerFrame::Bye { retry_after_ms: Some(_), .. }]), "{said:?}");
        drop(session);
        stopped.await.expect("stopped");
        let world = world.killed_and_restarted(Span::ZERO);
        assert!(world.ticket(id).await.ticket.offer.is_some());
    });
}

#[test]
fn people_and_candidates_are_as_the_floor_has_them() {
    run(async {
        let world = World::new().await;
        world.report().await;
        let people = world.desks.people(ORGANISATION).await.expect("people");
        let li = people.iter().find(|row| row.id == LI.into()).expect("Li");
        assert_eq!((li.load, li.ringing_load), (30, 30));
        world.duty(WU, Duty::Busy).await;
        let draft = CandidatesFor::Draft {
            category: PRINTER,
            zone: None,
            department: Some(lamplight_domain::fixtures::desk::SURGERY),
            system: None,
            patient_waiting: false,
        };
        let (record, _) = world.desks.candidates(ORGANISATION, draft).await.expect("a preview");
        assert_eq!(record.winner, Some(WU), "Li is ringing");
    });
}

#[test]
fn a_merge_that_its_target_never_heard_of_is_adopted_however_late() {
    for later in [Span::from_seconds(1), Span::from_hours(25)] {
        run(async move {
            let options = gentle();
            let faults = options.faults.clone();
            let world =
                World::over(lamplight_store::Store::memory_with(options), super::world::options()).await;
            let target = world.report().await.ticket.id;
            let child = world.ask(DOCTOR, Ask::Open(report())).await.expect("the same again").ticket;
            faults.inject(Fault::None);
            (0..100).for_each(|_| faults.inject(Fault::Unavailable));
            let request = CommandRequest::Merge { into: target };
            let merge = Ask::Command { ticket: child.id, request };
            let asker = seen(child.assignment_version);
            world.desks.ask(ORGANISATION, asker, merge).await.expect("merged");
            assert!(world.ticket(target).await.ticket.merged.is_empty());

            let world = world.killed_and_restarted(later);
            world.ticket(target).await;
            pass(Duration::from_secs(1)).await;
            let target = world.ticket(target).await.ticket;
            assert!(target.merged.contains_key(&child.id), "{later:?}");
            assert!(target.reporters.contains(&DOCTOR));
        });
    }
}
