//! What is wrong gets the right problem and changes nothing: wrong role, foreign ids, foreign Origin,
//! malformed, oversized, unknown.

use lamplight_protocol::Id;
use lamplight_protocol::ticket::Role;
use reqwest::Method;
use serde_json::json;

use super::{hardware_category, hardware_fault, report};
use crate::Program;
use crate::people::{fresh_key, text};

/// An id that nobody has minted.
const NOBODYS: Id = Id(123_456_789);

#[tokio::test(flavor = "multi_thread")]
async fn a_role_does_only_what_it_may() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let screen = program.login(Role::Screen).await;
    let (category, cause) = hardware_fault(&engineer.directory().await);
    let ticket = nurse.opens(&report(category)).await.ticket();

    nurse.commands(ticket.id, "complete", json!({ "cause": cause })).await.problem(403, "forbidden");
    nurse
        .commands_if(&ticket, "offer", json!({ "engineer": engineer.me.person.id }))
        .await
        .problem(403, "forbidden");
    engineer.commands(ticket.id, "rate", json!({ "stars": 1 })).await.problem(403, "forbidden");
    screen.opens(&report(category)).await.problem(403, "forbidden");
    screen.get("/api/v1/tickets").await.problem(403, "forbidden");
    nurse.get("/api/v1/people").await.problem(403, "forbidden");
    let now = nurse.ticket(ticket.id).await;
    assert_eq!(now.version, ticket.version, "nothing of it changed the ticket");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_login_nothing_is_told() {
    let program = Program::start().await;
    let client = reqwest::Client::new();
    for path in ["/api/v1/me", "/api/v1/tickets", "/api/v1/directory", "/api/v1/people", "/ws/v1"] {
        let answer = client.get(program.url(path)).send().await.expect("it answers");
        assert_eq!(answer.status().as_u16(), 401, "{path}");
    }
    let body = json!({ "phone": "13800000000", "password": "wrong" });
    let unknown = client.post(program.url("/api/v1/login")).json(&body).send().await.expect("it answers");
    let known = program.demo_login(Role::Dispatcher).await;
    let body = json!({ "phone": known.phone, "password": "wrong" });
    let wrong = client.post(program.url("/api/v1/login")).json(&body).send().await.expect("it answers");
    assert_eq!(
        (unknown.status(), wrong.status()),
        (reqwest::StatusCode::UNAUTHORIZED, reqwest::StatusCode::UNAUTHORIZED)
    );
    let bytes = (unknown.bytes().await.expect("a body"), wrong.bytes().await.expect("a body"));
    assert_eq!(bytes.0, bytes.1, "an unknown number and a wrong password look the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_and_foreign_ids_look_the_same_in_every_field() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let directory = dispatcher.directory().await;
    let (category, cause) = hardware_fault(&directory);
    let ticket = nurse.opens(&report(category)).await.ticket();

    dispatcher.get(&format!("/api/v1/tickets/{}", text(NOBODYS))).await.problem(404, "not-found");
    dispatcher.commands(NOBODYS, "comment", json!({ "text": "?" })).await.problem(404, "not-found");
    for field in ["category", "zone", "department", "system", "reporter"] {
        let mut body = report(category);
        body[field] = json!(NOBODYS);
        let problem = dispatcher.opens(&body).await.problem(400, "unknown-reference");
        assert_eq!(problem.field.as_deref(), Some(&*format!("body.{field}")));
    }
    let offered = dispatcher.commands_if(&ticket, "offer", json!({ "engineer": NOBODYS })).await;
    assert_eq!(offered.problem(400, "unknown-reference").field.as_deref(), Some("body.engineer"));
    let merged = dispatcher.commands_if(&ticket, "merge", json!({ "into": NOBODYS })).await;
    assert!(merged.status.is_client_error(), "{}", merged.text);
    let completed = dispatcher.commands(ticket.id, "complete", json!({ "cause": NOBODYS })).await;
    assert!(completed.status.is_client_error(), "{}", completed.text);
    assert_ne!(cause, NOBODYS);
    assert_eq!(nurse.ticket(ticket.id).await.version, ticket.version);
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_oversized_and_surplus_bodies_are_named() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let path = "/api/v1/tickets";
    let raw = |body: String| {
        nurse
            .request(Method::POST, path)
            .header("Idempotency-Key", fresh_key())
            .header("Content-Type", "application/json")
            .body(body)
    };

    nurse.send(raw("{\"summary\":".to_owned())).await.problem(400, "bad-request");
    nurse.send(raw("x".repeat(1 << 20))).await.problem(413, "body-too-large");
    let mut surplus = report(category);
    surplus["urgency"] = json!("high");
    let problem = nurse.send(raw(surplus.to_string())).await.problem(400, "unknown-field");
    assert!(problem.field.is_some_and(|field| field.contains("urgency")));
    let mut wrong = report(category);
    wrong["category"] = json!("not-an-id");
    let problem = nurse.send(raw(wrong.to_string())).await.problem(400, "invalid-field");
    assert_eq!(problem.field.as_deref(), Some("body.category"));
    for summary in [String::new(), " ".repeat(5), "字".repeat(2_001)] {
        let mut body = report(category);
        body["summary"] = json!(summary);
        let problem = nurse.opens(&body).await.problem(400, "invalid-field");
        assert_eq!(problem.field.as_deref(), Some("body.summary"));
    }
    let plain = nurse.request(Method::POST, path).header("Idempotency-Key", fresh_key()).body("hello");
    nurse.send(plain).await.problem(415, "unsupported-media-type");
    nurse.get("/api/v1/no-such-thing").await.problem(404, "not-found");
    nurse.send(nurse.request(Method::DELETE, path)).await.problem(405, "method-not-allowed");
    nurse.get("/api/v1/tickets?limit=1000").await.problem(400, "invalid-field");
    nurse.get("/api/v1/tickets?colour=red").await.problem(400, "unknown-field");
    nurse.get("/api/v1/tickets?after=rubbish").await.problem(400, "invalid-field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_origin_is_refused() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let body = report(category);
    let from =
        |origin: &str| nurse.post("/api/v1/tickets", &fresh_key(), &body).header("Origin", origin.to_owned());
    nurse.send(from("https://evil.example")).await.problem(403, "foreign-origin");
    nurse.send(from("null")).await.problem(403, "foreign-origin");
    assert!(nurse.send(from(&program.url(""))).await.status.is_success(), "its own pages may");

    let socket = nurse
        .request(Method::GET, "/ws/v1")
        .header("Origin", "https://evil.example")
        .header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
    nurse.send(socket).await.problem(403, "foreign-origin");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_sees_only_his_own() {
    let program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let directory = dispatcher.directory().await;
    let category = hardware_category(&directory);
    let other = directory
        .people
        .iter()
        .find(|person| person.roles.contains(&Role::Reporter) && person.id != nurse.me.person.id)
        .expect("another reporter");
    let mut body = report(category);
    body["reporter"] = json!(other.id);
    let ticket = dispatcher.opens(&body).await.ticket();

    let foreign = nurse.get(&format!("/api/v1/tickets/{}", text(ticket.id))).await;
    foreign.problem(404, "not-found");
    let unknown = nurse.get(&format!("/api/v1/tickets/{}", text(NOBODYS))).await;
    assert_eq!(foreign.text, unknown.text, "a ticket of somebody else looks like none at all");
    let list = nurse.get("/api/v1/tickets").await;
    assert!(!list.text.contains(&text(ticket.id)));
    nurse.commands(ticket.id, "urge", json!({})).await.problem(404, "not-found");
}
