//! A panic costs one ticket a moment (design 1.6).

use std::time::Duration;

use lamplight_domain::fixtures::desk::{ADMIN, DISPATCHER, LI, NURSE, WU};
use lamplight_domain::org::Duty;
use lamplight_domain::ticket::{ByHand, Rejection};
use lamplight_protocol::live::{Row, ServerFrame};

use super::live::{frames, hello};
use super::world::{World, pass, report, run};
use crate::faults::{panic_in_comments, panic_in_fold, panic_in_opens, panic_in_own_offers, panic_in_ticks};
use crate::{Ask, CommandRequest, Refusal};

fn comment() -> CommandRequest {
    CommandRequest::Comment { text: "again".to_owned() }
}

#[test]
fn a_panicking_decision_is_an_incident_and_the_ticket_lives_on() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        panic_in_comments(1);
        assert!(matches!(world.does(NURSE, id, comment()).await, Err(Refusal::Incident { .. })));
        world.does(NURSE, id, comment()).await.expect("reloaded");
        world.accepts(LI, id).await.expect("its ring stands");
    });
}

#[test]
fn more_than_three_in_a_minute_quarantine_it_until_somebody_frees_it() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        panic_in_comments(4);
        for _ in 0..4 {
            assert!(matches!(world.does(NURSE, id, comment()).await, Err(Refusal::Incident { .. })));
        }
        let refused = world.accepts(LI, id).await;
        assert!(
            matches!(refused, Err(Refusal::Rejected { rejection: Rejection::Quarantined, now: Some(_) })),
            "{refused:?}"
        );
        let ticket = world.ticket(id).await.ticket;
        assert_eq!(ticket.by_hand, Some(ByHand::Quarantined));
        assert!(ticket.offer.is_none());
        // Its deadlines are parked, nobody is rung.
        pass(Duration::from_secs(3_600)).await;
        assert_eq!(world.ticket(id).await.ticket.version, ticket.version);
        let freed = world.does(ADMIN, id, CommandRequest::Unquarantine).await.expect("freed");
        assert_ne!(freed.ticket.by_hand, Some(ByHand::Quarantined));
    });
}

#[test]
fn a_panicking_floor_is_rebuilt_and_others_are_served() {
    run(async {
        let world = World::new().await;
        let before = world.report().await.ticket;
        panic_in_opens(1);
        assert!(matches!(world.ask(NURSE, Ask::Open(report())).await, Err(Refusal::Incident { .. })));
        let after = world.report().await.ticket;
        assert!(after.offer.is_some_and(|offer| offer.to != LI), "Li's ring is still known");
        world.accepts(LI, before.id).await.expect("his ring stands");
    });
}

#[test]
fn a_floor_that_panics_with_nobody_to_blame_does_not_go_round_in_a_circle() {
    run(async {
        let world = World::new().await;
        panic_in_ticks(u32::MAX);
        panic_in_opens(1);
        assert!(matches!(world.ask(NURSE, Ask::Open(report())).await, Err(Refusal::Incident { .. })));
        assert!(panic_in_ticks(0) > u32::MAX - 10, "tried once, not for ever");
        let after = world.report().await.ticket;
        assert_eq!(after.offer.expect("others are served").to, LI);
    });
}

#[test]
fn an_own_offer_lost_to_an_accident_is_tried_again_without_anybodys_doing() {
    run(async {
        let world = World::new().await;
        let id = world.report().await.ticket.id;
        // Revoked, it is offered to the next; that decision panics once.
        panic_in_own_offers(1);
        world.duty(LI, Duty::Off).await;
        pass(Duration::from_secs(1)).await;
        assert!(world.ticket(id).await.ticket.offer.is_none());
        pass(Duration::from_secs(21)).await;
        assert_eq!(world.ticket(id).await.ticket.offer.expect("tried again").to, WU);
    });
}

#[test]
fn a_panic_in_a_fold_costs_one_step_and_no_actor() {
    run(async {
        for fold in ["board", "engineers", "wheel"] {
            let world = World::new().await;
            let mut board = world.session(DISPATCHER).await;
            hello(&mut board, None).await;
            panic_in_fold(fold);
            let first = world.report().await.ticket.id;
            pass(Duration::from_secs(1)).await;
            let second = world.report().await.ticket;
            pass(Duration::from_secs(1)).await;
            let mut texts = board.wake().texts;
            // Where it has to start afresh, the whole has been made by now.
            pass(Duration::from_secs(1)).await;
            texts.extend(board.wake().texts);
            let frames = frames(texts);
            for id in [first, second.id] {
                let shown = |frame: &ServerFrame| match frame {
                    ServerFrame::Whole { rows, .. } | ServerFrame::Rows { rows, .. } => {
                        rows.iter().any(|row| matches!(row, Row::Ticket(row) if row.id == id.into()))
                    }
                    _ => false,
                };
                assert!(frames.iter().any(shown), "{fold}");
            }
            let rings = hello(&mut world.session(second.offer.expect("rings").to).await, None).await;
            assert!(rings.iter().any(|frame| matches!(frame, ServerFrame::Ring { .. })), "{fold}");
            // The wheel finds what it lost within two looks of the census.
            pass(Duration::from_secs(5 * 60 + 90)).await;
            assert_ne!(world.ticket(first).await.ticket.version, 2, "{fold}: its ring has lapsed");
        }
    });
}
