//! The charts follow what is committed, at most once a second, survive a restart, and turn with the day.

use std::time::Duration;

use lamplight_domain::fixtures::desk::{
    DISPATCHER, LI, NO_TONER, NURSE, ORGANISATION, PRINTER, SCREEN, SURGERY,
};
use lamplight_domain::time::Span;
use lamplight_protocol::Id;
use lamplight_protocol::live::{Row, ServerFrame};
use lamplight_protocol::wall::Charts;

use super::live::{frames, hello};
use super::world::{World, pass, run};
use crate::faults::panic_in_fold;
use crate::{CommandRequest, LiveSession};

/// All charts among these frames, in order.
fn charts_of(frames: &[ServerFrame]) -> Vec<Charts> {
    let rows = frames.iter().flat_map(|frame| match frame {
        ServerFrame::Whole { rows, .. } | ServerFrame::Rows { rows, .. } => rows.as_slice(),
        _ => &[],
    });
    rows.filter_map(|row| match row {
        Row::Charts(charts) => Some((**charts).clone()),
        _ => None,
    })
    .collect()
}

/// After more than a second: what was said meanwhile.
async fn said(session: &mut LiveSession) -> Vec<Charts> {
    pass(Duration::from_millis(1_100)).await;
    charts_of(&frames(session.wake().texts))
}

async fn first(world: &World) -> Charts {
    pass(Duration::from_millis(1_100)).await;
    let mut session = world.session(SCREEN).await;
    charts_of(&hello(&mut session, None).await).pop().expect("charts in the first whole")
}

async fn repaired(world: &World) {
    let ticket = world.report().await.ticket;
    let engineer = ticket.offer.expect("it rings").to;
    world.accepts(engineer, ticket.id).await.expect("accepted");
    let complete = CommandRequest::Complete { cause: NO_TONER, note: None, occurred_at: None };
    world.does(engineer, ticket.id, complete).await.expect("completed");
}

#[test]
fn charts_follow_what_is_committed() {
    run(async {
        let world = World::new().await;
        pass(Duration::from_millis(1_100)).await;
        let mut wall = world.session(SCREEN).await;
        let mut board = world.session(DISPATCHER).await;
        assert_eq!(charts_of(&hello(&mut wall, None).await).pop().unwrap().days[0].opened, 0);
        hello(&mut board, None).await;

        let ticket = world.report().await.ticket.id;
        world.accepts(LI, ticket).await.unwrap();
        let shown = said(&mut wall).await.pop().expect("the wall is told");
        assert_eq!(said(&mut board).await.pop(), Some(shown.clone()), "the board has the same");
        assert_eq!((shown.day.as_str(), shown.days.len()), ("2026-11-24", 1));
        assert_eq!((shown.days[0].opened, shown.days[0].mobile, shown.days[0].hardware), (1, 1, 1));
        assert_eq!(shown.categories[0].id, Some(Id::from(PRINTER)));
        assert_eq!(shown.departments[0].id, Some(Id::from(SURGERY)));
        assert_eq!((shown.engineers[0].engineer.id, shown.engineers[0].in_hand), (Id::from(LI), 1));
        assert!(shown.today.accept_median_s.is_some());

        let complete = CommandRequest::Complete { cause: NO_TONER, note: None, occurred_at: None };
        world.does(LI, ticket, complete).await.unwrap();
        let shown = said(&mut wall).await.pop().unwrap();
        assert_eq!((shown.engineers[0].completed, shown.engineers[0].in_hand), (1, 0));
        assert_eq!(shown.days[0].completed_same_day, 1);

        world.does(NURSE, ticket, CommandRequest::Reopen { note: None }).await.unwrap();
        let shown = said(&mut wall).await.pop().unwrap();
        assert!(shown.engineers.iter().all(|share| share.completed == 0));
        assert_eq!(said(&mut wall).await, [], "nothing new, nothing said");
    });
}

#[test]
fn many_changes_in_a_second_are_one_row() {
    run(async {
        let world = World::new().await;
        let mut wall = world.session(SCREEN).await;
        hello(&mut wall, None).await;
        said(&mut wall).await;
        let mut rows = 0;
        for _ in 0..20 {
            world.report().await;
            pass(Duration::from_millis(100)).await;
            rows += charts_of(&frames(wall.wake().texts)).len();
        }
        assert!((1..=3).contains(&rows), "{rows} rows in two seconds");
        assert_eq!(said(&mut wall).await.pop().unwrap().days[0].opened, 20);
    });
}

#[test]
fn charts_survive_a_kill_and_a_stop() {
    run(async {
        let world = World::new().await;
        repaired(&world).await;
        world.report().await;
        let before = first(&world).await;
        // Killed: nothing was saved, the whole log is read.
        let world = world.killed_and_restarted(Span::from_seconds(5));
        assert_eq!(first(&world).await, before);
        // Stopped: from the snapshot, and what came after it.
        repaired(&world).await;
        let before = first(&world).await;
        world.desks.stop().await;
        let start = world.store.desk_start(ORGANISATION, world.clock_now()).await.unwrap();
        let (position, _) = start.memories.get("charts").expect("saved at the stop");
        assert_eq!(*position, start.position);
        assert_eq!(lamplight_store::check(&world.store).await.unwrap(), []);
        let world = world.killed_and_restarted(Span::from_seconds(5));
        assert_eq!(first(&world).await, before);
        repaired(&world).await;
        assert_eq!(first(&world).await.days[0].opened, before.days[0].opened + 1);
    });
}

#[test]
fn a_panic_costs_a_recount() {
    run(async {
        let world = World::new().await;
        repaired(&world).await;
        panic_in_fold("scoreboard");
        repaired(&world).await;
        assert_eq!(first(&world).await.days[0].completed_same_day, 2);
    });
}

#[test]
fn midnight_begins_a_new_row() {
    run(async {
        let world = World::new().await;
        repaired(&world).await;
        let mut wall = world.session(SCREEN).await;
        hello(&mut wall, None).await;
        // Nine UTC is five in the afternoon of Shanghai.
        pass(Duration::from_secs(8 * 3_600)).await;
        let shown = charts_of(&frames(wall.wake().texts)).pop().expect("the day has turned");
        assert_eq!(shown.day, "2026-11-25");
        let days: Vec<_> = shown.days.iter().map(|day| (day.day.as_str(), day.opened)).collect();
        assert_eq!(days, [("2026-11-24", 1), ("2026-11-25", 0)]);
        assert_eq!(shown.today.same_day_of_month, Some(1_000));
        assert_eq!(shown.today.accept_median_s, None);
    });
}
