//! A key gives one effect and one answer (T6), however often and however fast it is sent.

use futures_util::future::join_all;
use lamplight_protocol::ticket::Role;
use serde_json::json;

use super::{hardware_category, report};
use crate::Program;
use crate::people::{command_path, fresh_key};

#[tokio::test(flavor = "multi_thread")]
async fn a_retried_report_is_one_ticket() {
    let mut program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let key = fresh_key();
    let body = report(category);

    let at_once = join_all((0..20).map(|_| nurse.send(nurse.post("/api/v1/tickets", &key, &body)))).await;
    let ids: Vec<_> = at_once.iter().map(|reply| reply.ticket().id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "twenty at once are one: {ids:?}");

    program.kill_9_and_restart().await;
    let later = nurse.send(nurse.post("/api/v1/tickets", &key, &body)).await;
    assert_eq!(later.ticket().id, ids[0], "and it stays so after the program died");

    let other = json!({ "summary": "另一件事", "category": category });
    let reused = nurse.send(nurse.post("/api/v1/tickets", &key, &other)).await;
    reused.problem(422, "key-reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retried_command_answers_as_it_did() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let category = hardware_category(&nurse.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();
    let key = fresh_key();
    let path = command_path(ticket.id, "accept");

    let first = engineer.send(engineer.post(&path, &key, &json!({}))).await.ticket();
    engineer.commands(ticket.id, "arrive", json!({ "mode": "remote" })).await.ticket();
    let again = engineer.send(engineer.post(&path, &key, &json!({}))).await.ticket();
    assert_eq!((again.version, again.stage), (first.version, first.stage), "the ticket as it was then");

    let refused = engineer.commands(ticket.id, "accept", json!({})).await;
    refused.problem(409, "not-ringing");
    let missing = engineer.send(engineer.request(reqwest::Method::POST, &path).json(&json!({}))).await;
    missing.problem(428, "key-missing");
}
