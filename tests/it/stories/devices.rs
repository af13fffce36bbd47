//! One engineer with several devices, and one who goes off duty while something rings at him.

use lamplight_protocol::Id;
use lamplight_protocol::live::ClientFrame;
use lamplight_protocol::ticket::Role;
use serde_json::json;

use super::{hardware_category, report};
use crate::Program;
use crate::people::fresh_key;

const PHONE: Id = Id(1_001);
const DESKTOP: Id = Id(1_002);

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_on_one_device_is_silent_on_the_other() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let mut phone = engineer.on_device(PHONE).await;
    let mut desktop = engineer.on_device(DESKTOP).await;
    let category = hardware_category(&nurse.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();

    let ring = phone.expect_ring(ticket.id).await;
    assert_eq!(desktop.expect_ring(ticket.id).await.offer, ring.offer, "it rings at both");
    phone.say(&ClientFrame::Got { offer: ring.offer }).await;
    phone.is_heard().await;
    // The other comes back before it has said that it has it: it rings there still.
    drop(desktop);
    let mut desktop = engineer.on_device(DESKTOP).await;
    desktop.expect_ring(ticket.id).await;

    engineer.commands(ticket.id, "accept", json!({ "offer": ring.offer })).await.ticket();
    phone.expect_silence(ticket.id).await;
    desktop.expect_silence(ticket.id).await;
    let mut later = engineer.on_device(Id(1_003)).await;
    later.is_heard().await;
    assert!(later.view.ring_of(ticket.id).is_none(), "a device that comes late hears nothing of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn off_duty_revokes_the_ring_and_the_report_goes_on_to_another() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut phone = engineer.on_socket().await;
    let mut console = dispatcher.on_socket().await;
    let category = hardware_category(&nurse.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let ring = phone.expect_ring(ticket.id).await;

    let off = engineer.post("/api/v1/people/me/duty", &fresh_key(), &json!({ "duty": "off" }));
    assert_eq!(engineer.send(off).await.status.as_u16(), 204);
    phone.expect_silence(ticket.id).await;
    let me = engineer.me.person.id;
    let next = console
        .expect_ticket(ticket.id, |row| row.offer.as_ref().is_some_and(|offer| offer.engineer.id != me))
        .await;
    assert_ne!(next.offer.map(|offer| offer.id), Some(ring.offer));
    let late = engineer.commands(ticket.id, "accept", json!({ "offer": ring.offer })).await;
    assert_eq!(late.status.as_u16(), 409, "{}", late.text);
}
