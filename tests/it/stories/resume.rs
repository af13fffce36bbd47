//! A console that was away: whatever it still has, it ends in the same view as one that starts fresh (W2),
//! and the chain of positions has no hole (W1, asserted in `socket`).

use lamplight_protocol::live::{Audience, RowKind};
use lamplight_protocol::ticket::Role;
use serde_json::json;

use super::{hardware_category, hardware_fault, report};
use crate::socket::View;
use crate::{Person, Program};

async fn busy_hour(nurse: &Person, engineer: &Person, tickets: usize) -> i64 {
    let (category, cause) = hardware_fault(&engineer.directory().await);
    let mut position = 0;
    for turn in 0..tickets {
        let filed = nurse.opens(&report(category)).await;
        let ticket = filed.ticket();
        let last = if ticket.offer.as_ref().is_some_and(|offer| offer.engineer.id == engineer.me.person.id) {
            engineer.commands(ticket.id, "accept", json!({})).await.ticket();
            engineer.commands(ticket.id, "complete", json!({ "cause": cause })).await
        } else if turn % 3 == 0 {
            nurse.commands(ticket.id, "withdraw", json!({ "reason": "mistake" })).await
        } else {
            nurse.commands(ticket.id, "comment", json!({ "text": "还在等" })).await
        };
        let header = last.headers["Lamplight-Position"].to_str().expect("a number");
        position = header.parse().expect("a position");
    }
    position
}

/// Rows of an audience, without figures that a clock may turn.
fn rows_of(view: &View, audience: Audience) -> Vec<(RowKind, lamplight_protocol::Id, serde_json::Value)> {
    view.rows
        .iter()
        .filter(|((of, kind, _), _)| *of == audience && *kind != RowKind::Figures)
        .map(|((_, kind, id), row)| (*kind, *id, row.clone()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn resuming_from_any_position_ends_in_the_same_view() {
    let mut program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut console = dispatcher.on_socket().await;
    let last = busy_hour(&nurse, &engineer, 12).await;
    console.until_position(Audience::Board, last).await;
    console.until_charted(Audience::Board, 12).await;
    let log = console.log.clone();

    let mut fresh = dispatcher.on_socket().await;
    fresh.until_position(Audience::Board, last).await;
    fresh.until_charted(Audience::Board, 12).await;
    let expected = rows_of(&fresh.view, Audience::Board);
    assert!(!expected.is_empty());
    assert_eq!(rows_of(&console.view, Audience::Board), expected, "lived through it = starts fresh");

    for from in (0..=last).step_by(usize::try_from(last / 12).unwrap_or(1).max(1)) {
        let mut resumed = dispatcher.on_socket_from(&log, from).await;
        resumed.view.positions.insert(Audience::Board, from);
        resumed.until_position(Audience::Board, last).await;
        resumed.until_charted(Audience::Board, 12).await;
        let got = rows_of(&resumed.view, Audience::Board);
        for row in &got {
            assert!(expected.contains(row), "from {from}: a row that a fresh start does not have: {row:?}");
        }
        if resumed.view.wholes > 0 {
            assert_eq!(got, expected, "from {from}: the whole is the whole");
        }
    }

    program.kill_9_and_restart().await;
    let mut after = dispatcher.on_socket_from(&log, last).await;
    assert_eq!(after.log, log, "the log is the same one");
    let further = busy_hour(&nurse, &engineer, 1).await;
    after.until_position(Audience::Board, further).await;
}

/// One frame is kept and many more come: who was away too long gets the whole, and it is the same view.
#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_frame_log_comes_the_whole() {
    let program = Program::start_with(1, &[("LAMPLIGHT_DESK__FRAME_LOG_FRAMES_MAX", "1")]).await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let early = dispatcher.on_socket().await;
    let first = busy_hour(&nurse, &engineer, 1).await;
    let last = busy_hour(&nurse, &engineer, 12).await;

    let mut fresh = dispatcher.on_socket().await;
    fresh.until_position(Audience::Board, last).await;
    fresh.until_charted(Audience::Board, 13).await;
    let mut away = dispatcher.on_socket_from(&early.log, first).await;
    away.until_position(Audience::Board, last).await;
    away.until_charted(Audience::Board, 13).await;
    assert!(away.view.wholes > 0, "what lies beyond the frame log cannot come as rows");
    assert_eq!(rows_of(&away.view, Audience::Board), rows_of(&fresh.view, Audience::Board));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_position_of_another_log_starts_from_nothing() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let category = hardware_category(&nurse.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let mut console = dispatcher.on_socket_from("another-log", 1_000_000).await;
    console.expect_ticket(ticket.id, |_| true).await;
    assert!(console.view.wholes > 0);
}
