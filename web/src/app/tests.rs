//! The whole app over desks and a store in memory: who is let in, what is refused, with which bytes.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use serde_json::json;

use self::house::{House, ORIGIN, PASSWORD, bearer, keyed, post};
use super::*;

mod attacks;
mod engineer;
mod house;
mod overview;
mod reporter;
mod screens;
mod similar;
mod socket;
mod statistics;

#[actix_web::test]
async fn without_login_nothing_is_told() {
    let house = House::open().await;
    for path in [
        "/api/v1/me",
        "/api/v1/tickets",
        "/api/v1/directory",
        "/api/v1/people",
        "/api/v1/screens",
        "/api/v1/statistics/today",
        "/api/v1/tickets/x",
        "/ws/v1",
    ] {
        house.send(TestRequest::get().uri(path)).await.problem(401, "login-required");
    }
    house.get(&"a".repeat(64), "/api/v1/me").await.problem(401, "login-required");
}

#[actix_web::test]
async fn an_unknown_number_and_a_wrong_password_look_the_same() {
    let house = House::open().await;
    let nurse = house.phone(house.hospital.visitor.nurse);
    let refused = async |phone: &str| {
        let body = json!({ "phone": phone, "password": "wrong" });
        let reply = house.send(post("/api/v1/login").set_json(body)).await;
        reply.problem(401, "login-refused");
        reply.text
    };
    assert_eq!(refused("10000000000").await, refused(&nurse).await);
    for _ in 0..20 {
        let body = json!({ "phone": nurse, "password": "wrong" });
        let reply = house.send(post("/api/v1/login").set_json(body)).await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            reply.problem(429, "too-many-attempts");
            assert!(reply.headers.contains_key("retry-after"));
            return;
        }
    }
    panic!("attempts were not limited");
}

#[actix_web::test]
async fn a_login_lasts_until_logout_or_its_time() {
    let house = House::open().await;
    let nurse = house.hospital.visitor.nurse;
    let token = house.login(nurse).await;
    let me = house.get(&token, "/api/v1/me").await.ok();
    assert_eq!(me["person"]["name"], house.person(nurse).name);
    assert_eq!(me["roles"], json!(["reporter"]));
    let gone = house.send(post("/api/v1/logout").insert_header(bearer(&token))).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    house.get(&token, "/api/v1/me").await.problem(401, "login-required");

    let token = house.login(nurse).await;
    house.get(&token, "/api/v1/me").await.ok();
    house.clock.advance(Duration::from_secs(12 * 60 * 60 + 1));
    house.get(&token, "/api/v1/me").await.problem(401, "login-required");
}

#[actix_web::test]
async fn pages_have_a_cookie_and_must_say_where_they_are_from() {
    let house = House::open().await;
    let body = json!({ "phone": house.phone(house.hospital.visitor.nurse), "password": PASSWORD });
    let reply = house.send(post("/api/v1/login").insert_header(("Origin", ORIGIN)).set_json(&body)).await;
    assert_eq!(reply.ok().get("token"), None, "a page never sees the token");
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let with_cookie = |origin: Option<&str>| {
        let request = post("/api/v1/tickets")
            .insert_header(("Cookie", cookie.clone()))
            .insert_header(("Idempotency-Key", "page-1"))
            .set_json(house.report());
        match origin {
            Some(origin) => request.insert_header(("Origin", origin.to_owned())),
            None => request,
        }
    };
    house.send(with_cookie(None)).await.problem(403, "foreign-origin");
    house.send(with_cookie(Some("https://evil.example"))).await.problem(403, "foreign-origin");
    let opened = house.send(with_cookie(Some(ORIGIN))).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    assert_eq!(opened.json()["ticket"]["channel"], "page");
    let evil = post("/api/v1/login").insert_header(("Origin", "https://evil.example")).set_json(&body);
    house.send(evil).await.problem(403, "foreign-origin");
}

#[actix_web::test]
async fn a_report_is_opened_once_and_read_by_whom_it_concerns() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, dispatcher) = (house.login(visitor.nurse).await, house.login(visitor.dispatcher).await);
    let body = house.report();
    house
        .send(post("/api/v1/tickets").insert_header(bearer(&nurse)).set_json(&body))
        .await
        .problem(428, "key-missing");
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &body).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    let ticket = opened.json()["ticket"].clone();
    let path = format!("/api/v1/tickets/{}", ticket["id"].as_str().unwrap());
    assert_eq!(opened.header("location"), path);
    assert_eq!(opened.header("lamplight-position"), opened.json()["position"].to_string());
    assert_eq!(opened.header("etag"), format!("\"{}\"", ticket["assignment_version"]));

    let again = house.post(&nurse, "/api/v1/tickets", "k1", &body).await.ok();
    assert_eq!(again["ticket"]["id"], ticket["id"]);
    let other = json!({ "summary": "另一件事", "category": body["category"] });
    house.post(&nurse, "/api/v1/tickets", "k1", &other).await.problem(422, "key-reused");

    assert_eq!(house.get(&nurse, &path).await.ok()["ticket"]["id"], ticket["id"]);
    let timeline = house.get(&dispatcher, &format!("{path}/timeline")).await.ok();
    assert_eq!(timeline["items"][0]["event"], "opened");
    assert_eq!(timeline["items"][0]["text"], "打印机不出纸");
    house.get(&dispatcher, &format!("{path}/explanation")).await.ok();
    let list = house.get(&nurse, "/api/v1/tickets?live=true&q=%E6%89%93%E5%8D%B0").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn rights_are_asked_before_the_desk() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let nurse = house.login(visitor.nurse).await;
    let screen = house.login(house.hospital.screen).await;
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let complete =
        house.post(&nurse, &format!("{path}/complete"), "k2", &json!({ "cause": "0000000000001" })).await;
    complete.problem(403, "forbidden");
    house.get(&nurse, "/api/v1/people").await.problem(403, "forbidden");
    house.get(&screen, "/api/v1/tickets").await.problem(403, "forbidden");
    house.get(&screen, &path).await.problem(403, "forbidden");
    house.post(&screen, "/api/v1/tickets", "k3", &house.report()).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_ticket_of_somebody_else_looks_like_none_at_all() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, dispatcher) = (house.login(visitor.nurse).await, house.login(visitor.dispatcher).await);
    let other = house.hospital.reporters.iter().find(|id| **id != visitor.nurse).unwrap();
    let mut body = house.report();
    body["reporter"] = json!(lamplight_protocol::Id::from(*other));
    let opened = house.post(&dispatcher, "/api/v1/tickets", "k1", &body).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let foreign = house.get(&nurse, &path).await;
    foreign.problem(404, "not-found");
    let unknown = house.get(&nurse, "/api/v1/tickets/0000000000001").await;
    assert_eq!(foreign.text, unknown.text);
    assert_eq!(house.get(&nurse, "/api/v1/tickets/nonsense").await.text, unknown.text);
    house.post(&nurse, &format!("{path}/urge"), "k2", &json!({})).await.problem(404, "not-found");
    house.get(&nurse, &format!("{path}/timeline")).await.problem(404, "not-found");
}

#[actix_web::test]
async fn secondary_ids_are_named_when_they_are_not_ours() {
    let house = House::open().await;
    let dispatcher = house.login(house.hospital.visitor.dispatcher).await;
    for field in ["category", "zone", "department", "system", "reporter"] {
        let mut body = house.report();
        body[field] = json!("0000000000001");
        let reply = house.post(&dispatcher, "/api/v1/tickets", field, &body).await;
        assert_eq!(reply.problem(400, "unknown-reference")["field"], format!("body.{field}"));
    }
    let opened = house.post(&dispatcher, "/api/v1/tickets", "k1", &house.report()).await;
    assert!(opened.status == StatusCode::CREATED || opened.status == StatusCode::CONFLICT, "{}", opened.text);
}

#[actix_web::test]
async fn conditions_are_asked_for_and_kept() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, dispatcher) = (house.login(visitor.nurse).await, house.login(visitor.dispatcher).await);
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}/reprioritise", opened["ticket"]["id"].as_str().unwrap());
    let body = json!({ "priority": "low" });
    house.post(&dispatcher, &path, "k2", &body).await.problem(428, "if-match-missing");
    let stale = keyed(&dispatcher, &path, "k3").insert_header(("If-Match", "\"0\"")).set_json(&body);
    let refused = house.send(stale).await;
    assert_eq!(refused.problem(412, "assignment-changed")["ticket"]["id"], opened["ticket"]["id"]);
    let seen = opened["ticket"]["assignment_version"].to_string();
    let fresh = keyed(&dispatcher, &path, "k4").insert_header(("If-Match", seen)).set_json(&body);
    assert_eq!(house.send(fresh).await.ok()["ticket"]["priority"], "low");
}

#[actix_web::test]
async fn what_is_not_there_says_so() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    house.get(&nurse, "/api/v1/no-such-thing").await.problem(404, "not-found");
    house.get(&nurse, "/api/v2/tickets").await.problem(404, "not-found");
    house.get(&nurse, "/api/v1/demo-logins").await.problem(404, "not-found");
    let delete =
        TestRequest::with_uri("/api/v1/tickets").method(Method::DELETE).insert_header(bearer(&nurse));
    let refused = house.send(delete).await;
    refused.problem(405, "method-not-allowed");
    assert_eq!(refused.header("allow"), "GET, POST");
    house.get(&nurse, "/metrics").await.problem(404, "not-found");
    house.send(post("/desk")).await.problem(405, "method-not-allowed");
}

#[actix_web::test]
async fn every_answer_carries_the_default_headers() {
    let house = House::open().await;
    for path in ["/livez", "/api/v1/openapi.json", "/api/v1/me", "/problems/not-found"] {
        let reply = house.send(TestRequest::get().uri(path)).await;
        for (name, value) in DEFAULT_HEADERS {
            assert_eq!(reply.header(name), value, "{path}");
        }
    }
}

#[actix_web::test]
async fn ready_means_that_a_commit_comes_back() {
    let house = House::open().await;
    let ready = house.send(TestRequest::get().uri("/readyz")).await;
    assert_eq!(ready.ok()["commits"], true);
    house.shared.desks.store().journal().close().await;
    house.clock.advance(Duration::from_secs(2));
    let closed = house.send(TestRequest::get().uri("/readyz")).await;
    assert_eq!(closed.status, StatusCode::SERVICE_UNAVAILABLE);
}
