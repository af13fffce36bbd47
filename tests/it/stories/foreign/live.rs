//! The same over the socket: a foreign ticket watched, a foreign ring acknowledged, a foreign log resumed.

use lamplight_protocol::live::{Audience, ClientFrame};
use lamplight_protocol::ticket::Role;

use super::{There, hardware_category, report, text};
use crate::Program;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_who_watches_over_there() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let supervisor = program.login_beside(Role::Supervisor).await;
    let mut here = program.login(Role::Dispatcher).await.on_socket().await;
    let mut first = there.dispatcher.on_socket().await;
    let mut second = supervisor.on_socket().await;
    let watch = ClientFrame::Watch { ticket: Some(there.ticket.id) };

    here.say(&watch).await;
    here.is_heard().await;
    first.say(&watch).await;
    first.is_heard().await;
    assert!(first.view.viewers.is_empty(), "nobody of this hospital has it open");
    second.say(&watch).await;
    let ticket = there.ticket.id;
    first.until(|socket| socket.view.viewers.get(&ticket).is_some_and(|people| people.len() == 1)).await;
    second.until(|socket| socket.view.viewers.get(&ticket).is_some_and(|people| people.len() == 1)).await;
    assert_eq!(first.view.viewers[&ticket][0].id, supervisor.me.person.id);
    here.is_heard().await;
    assert!(here.view.viewers.is_empty() && here.bye.is_none(), "he hears what he would hear of no ticket");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_ring_cannot_be_acknowledged_and_rings_nowhere_else() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let offer = there.ticket.offer.as_ref().expect("it rings there").id;
    let mut here = program.login(Role::Engineer).await.on_socket().await;
    here.say(&ClientFrame::Got { offer }).await;
    here.is_heard().await;
    assert!(here.bye.is_none() && here.view.rings.is_empty());
    // The same device id, as the stranger had: it rings all the same.
    let mut phone = there.engineer.on_socket().await;
    assert_eq!(phone.expect_ring(there.ticket.id).await.offer, offer);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_crosses_and_a_foreign_log_resumes_nothing() {
    let program = Program::start_with_hospitals(2).await;
    let there = There::of(&program).await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut over_there = there.dispatcher.on_socket().await;
    over_there.until(|socket| socket.view.positions.contains_key(&Audience::Board)).await;
    // Whoever watches keeps the log of frames, which a console that was away would go on from.
    let mut fresh = dispatcher.on_socket().await;
    fresh.until(|socket| socket.view.positions.contains_key(&Audience::Board)).await;
    let category = hardware_category(&nurse.directory().await);
    let mut last = 0;
    for _ in 0..3 {
        let filed = nurse.opens(&report(category)).await;
        last = filed.headers["Lamplight-Position"].to_str().expect("text").parse().expect("a number");
    }

    fresh.until_position(Audience::Board, last).await;
    let position = over_there.view.positions[&Audience::Board];
    let mut resumed = dispatcher.on_socket_from(&over_there.log, last - 1).await;
    resumed.is_heard().await;
    resumed.until_position(Audience::Board, last).await;
    let keys = |socket: &crate::socket::Socket| socket.view.rows.keys().copied().collect::<Vec<_>>();
    assert_eq!(keys(&resumed), keys(&fresh), "a log of another hospital is no place to go on from");

    over_there.is_heard().await;
    let told = |socket: &crate::socket::Socket| format!("{:?}", socket.view.rows);
    assert!(!told(&fresh).contains(super::SECRET) && !told(&fresh).contains(&text(there.ticket.id)));
    assert!(!told(&over_there).contains("标签打印机不出纸"), "nor the other way");
    assert_eq!(over_there.view.positions[&Audience::Board], position, "its log did not move");
}
