//! What somebody tries who means no good: reading what is kept in caches, rights that belong to another
//! ticket, probes without end.

use actix_web::test::TestRequest;
use lamplight_domain::log::By;
use lamplight_domain::org::{DirectoryRow, Role, Roles};
use lamplight_protocol::Id;
use serde_json::json;

use super::house::{House, PASSWORD, bearer, post};
use crate::testing::ManualClock;

#[actix_web::test]
async fn no_cache_keeps_what_is_behind_the_login() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let dispatcher = house.login(house.hospital.visitor.dispatcher).await;
    let opened = house.post(&nurse, "/api/v1/tickets", "k", &house.report()).await.ok();
    let ticket = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    for path in ["/api/v1/me", "/api/v1/people", "/api/v1/tickets", "/api/v1/tickets?limit=0"] {
        assert_eq!(house.get(&dispatcher, path).await.header("cache-control"), "no-store", "{path}");
    }
    for view in ["", "/timeline", "/explanation", "/candidates"] {
        let reply = house.get(&dispatcher, &format!("{ticket}{view}")).await;
        reply.ok();
        assert_eq!(reply.header("cache-control"), "no-store", "{view}");
    }
    let directory = house.get(&dispatcher, "/api/v1/directory").await;
    assert_eq!(directory.header("cache-control"), "private, no-cache");
    let tag = directory.header("etag").to_owned();
    let known = TestRequest::get().uri("/api/v1/directory").insert_header(("If-None-Match", tag));
    let known = house.send(known.insert_header(bearer(&dispatcher))).await;
    assert_eq!((known.status.as_u16(), known.header("cache-control")), (304, "private, no-cache"));
}

/// An engineer reads why he was chosen; who he is does not open other tickets' choices to him.
#[actix_web::test]
async fn a_right_on_his_own_work_is_none_on_his_reports() {
    let house = House::open().await;
    let engineer = house.hospital.visitor.engineer;
    let both = DirectoryRow::Person(lamplight_domain::org::Person {
        roles: Roles::of(&[Role::Engineer, Role::Reporter]),
        ..house.person(engineer)
    });
    let organisation = house.hospital.organisation;
    house.shared.desks.change_directory(organisation, By::System, vec![both]).await.unwrap();
    let token = house.login(engineer).await;

    let draft = json!({ "category": house.shared_leaf() });
    house.post(&token, "/api/v1/candidates", "k", &draft).await.problem(403, "forbidden");

    let mut report = house.report();
    report["zone"] = json!(Id::from(house.person(engineer).zones[0]));
    let opened = house.post(&token, "/api/v1/tickets", "k", &report).await.ok();
    assert_eq!(opened["ticket"]["offer"], json!(null), "nobody is on duty");
    let ticket = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    house.get(&token, &ticket).await.ok();
    for view in ["/explanation", "/candidates"] {
        house.get(&token, &format!("{ticket}{view}")).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_probe_is_believed_for_a_second_however_often_it_is_asked() {
    let house = House::open().await;
    house.send(TestRequest::get().uri("/readyz")).await.ok();
    house.shared.desks.store().journal().close().await;
    let again = house.send(TestRequest::get().uri("/readyz")).await;
    assert_eq!(again.ok()["commits"], true, "the journal was not asked again");
}

#[actix_web::test]
async fn a_bare_server_is_ready() {
    let bare = House::bare(&ManualClock::shared());
    House::send_to(&bare, TestRequest::get().uri("/readyz")).await.ok();
}

#[actix_web::test]
async fn a_key_of_somebody_else_answers_nothing_of_his() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let dispatcher = house.login(house.hospital.visitor.dispatcher).await;
    let body = house.report();
    let mut with_zone = body.clone();
    with_zone["zone"] = json!(Id::from(house.person(house.hospital.visitor.engineer).zones[0]));
    let first = house.post(&nurse, "/api/v1/tickets", "same", &with_zone).await.ok();
    let second = house.post(&dispatcher, "/api/v1/tickets", "same", &with_zone).await.ok();
    assert_ne!(first["ticket"]["id"], second["ticket"]["id"]);
}

#[actix_web::test]
async fn what_is_too_long_or_cannot_be_stored_is_named() {
    let house = House::open().await;
    let body = json!({ "phone": "1".repeat(10_000), "password": "x" });
    let refused = house.send(post("/api/v1/login").set_json(body)).await.problem(400, "invalid-field");
    assert_eq!(refused["field"], "body.phone");
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let mut report = house.report();
    report["summary"] = json!("a\u{0}b");
    let refused = house.post(&nurse, "/api/v1/tickets", "k", &report).await.problem(400, "invalid-field");
    assert_eq!(refused["field"], "body.summary");
    let long = format!("/api/v1/tickets/{}", "0".repeat(5_000));
    house.get(&nurse, &long).await.problem(404, "not-found");
    // A cursor of one's own making is a place in one's own list.
    for after in ["0".repeat(26), "z".repeat(26), "\u{7f}".repeat(26), "字".repeat(20)] {
        let path = format!(
            "/api/v1/tickets?after={}",
            after.bytes().fold(String::new(), |path, byte| format!("{path}%{byte:02x}"))
        );
        let reply = house.get(&nurse, &path).await;
        assert!(
            reply.status.is_success() || reply.json()["code"] == "invalid-field",
            "{after}: {}",
            reply.text
        );
    }
}

/// A page whose name its owner lets point here speaks to the demo as to itself.
#[actix_web::test]
async fn the_demo_answers_to_this_machine_alone() {
    let shared = House::demo(&ManualClock::shared());
    let ask = |path: &str, host: &'static str| TestRequest::get().uri(path).insert_header(("Host", host));
    for path in ["/api/v1/demo-logins", "/", "/livez", "/ws/v1"] {
        let refused = House::send_to(&shared, ask(path, "evil.example:7070")).await;
        refused.problem(403, "foreign-origin");
        assert_eq!(refused.header("x-frame-options"), "DENY");
    }
    for own in ["localhost:7070", "127.0.0.1", "[::1]:7070"] {
        House::send_to(&shared, ask("/api/v1/demo-logins", own)).await.ok();
    }
    let house = House::open().await;
    assert!(house.send(ask("/livez", "desk.example")).await.status.is_success());
}

/// serde alone would read a struct from an array, by the order of its fields.
#[actix_web::test]
async fn an_array_is_no_body() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, engineer) = (house.login(visitor.nurse).await, house.login(visitor.engineer).await);
    let opened = house.post(&nurse, "/api/v1/tickets", "k", &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let login = json!([house.phone(visitor.nurse), PASSWORD, true]);
    let refused = house.send(post("/api/v1/login").set_json(login)).await;
    assert_eq!(refused.problem(400, "invalid-field")["field"], "body");
    for (who, path, body) in [
        (&nurse, "/api/v1/tickets".to_owned(), json!(["打印机不出纸", house.shared_leaf()])),
        (&nurse, format!("{path}/comment"), json!(["positional"])),
        (&nurse, format!("{path}/urge"), json!([null])),
        (&nurse, format!("{path}/withdraw"), json!(["resolved_itself"])),
        (&engineer, "/api/v1/people/me/duty".to_owned(), json!(["on"])),
    ] {
        let refused = house.post(who, &path, "array", &body).await.problem(400, "invalid-field");
        assert_eq!(refused["field"], "body", "{path}");
        assert!(refused["detail"].as_str().unwrap().contains("expected a JSON object"), "{refused}");
    }
}

/// What anybody may ask.
const PUBLIC: [&str; 5] =
    ["/api/v1/login", "/api/v1/setup", "/api/v1/demo-logins", "/api/v1/pairings", "/api/v1/pairings/claim"];
/// What a screen may: itself.
const OF_EVERYBODY: [&str; 3] = ["/api/v1/me", "/api/v1/logout", "/api/v1/screens/me/renew"];

/// A route that forgets to ask who comes, or what he may, fails here: the list is the document's own.
#[actix_web::test]
async fn no_documented_route_forgets_to_ask() {
    let house = House::open().await;
    let screen = house.login(house.hospital.screen).await;
    let document: serde_json::Value = serde_json::from_str(&house.shared.openapi).unwrap();
    let mut asked = 0;
    for (template, item) in document["paths"].as_object().unwrap() {
        let path = template.replace("{id}", "0000000000001");
        for method in item.as_object().unwrap().keys() {
            let request = || match method.as_str() {
                "get" => TestRequest::get().uri(&path),
                "delete" => TestRequest::delete().uri(&path),
                _ => post(&path).insert_header(("Idempotency-Key", "k")).insert_header(("If-Match", "\"1\"")),
            };
            if PUBLIC.contains(&&**template) {
                continue;
            }
            asked += 1;
            house.send(request()).await.problem(401, "login-required");
            if OF_EVERYBODY.contains(&&**template) {
                continue;
            }
            let reply = house.send(request().insert_header(bearer(&screen))).await;
            match method.as_str() {
                "get" => drop(reply.problem(403, "forbidden")),
                // Its body may be looked at first.
                _ => assert!(
                    matches!(reply.status.as_u16(), 400 | 403),
                    "{path}: {} {}",
                    reply.status,
                    reply.text
                ),
            }
        }
    }
    assert!(asked > 35, "{asked} routes");
}
