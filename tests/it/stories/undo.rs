//! A dispatcher takes back what he has just done; what somebody has answered meanwhile stays.

use lamplight_protocol::ticket::{Role, Stage, Timeline};
use serde_json::json;

use super::{hardware_category, report};
use crate::Program;
use crate::people::text;

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_taken_back_and_an_answer_is_not() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let category = hardware_category(&dispatcher.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let owned = engineer.commands(ticket.id, "accept", json!({})).await.ticket();

    let late = dispatcher.commands(ticket.id, "undo", json!({ "version": ticket.version })).await;
    late.problem(409, "nothing-to-undo");

    let released = dispatcher.commands(ticket.id, "release", json!({})).await.ticket();
    let back = dispatcher.commands(ticket.id, "undo", json!({ "version": released.version })).await.ticket();
    assert_eq!(back.stage, Stage::Accepted);
    assert_eq!(
        back.owner.as_ref().map(|owner| (owner.engineer.id, owner.since)),
        owned.owner.as_ref().map(|owner| (owner.engineer.id, owner.since)),
    );

    let withdrawn = dispatcher.commands(ticket.id, "withdraw", json!({ "reason": "mistake" })).await.ticket();
    let again =
        dispatcher.commands(ticket.id, "undo", json!({ "version": withdrawn.version })).await.ticket();
    assert_eq!((again.stage, again.ended_at), (Stage::Accepted, None));
    let other = engineer.commands(ticket.id, "undo", json!({ "version": again.version })).await;
    other.problem(409, "nothing-to-undo");

    let timeline: Timeline =
        dispatcher.get(&format!("/api/v1/tickets/{}/timeline", text(ticket.id))).await.read();
    let steps: Vec<&str> = timeline.items.iter().map(|item| item.event.as_str()).collect();
    assert_eq!(steps.iter().filter(|step| **step == "undone").count(), 2, "{steps:?}");
    assert_eq!(steps[steps.len() - 4..], ["withdrawn", "undone", "revived", "reinstated"]);
}
