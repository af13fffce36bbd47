//! What somebody tries who means no good: reading what is kept in caches, rights that belong to another
//! ticket, probes without end.

use actix_web::test::TestRequest;
use lamplight_domain::log::By;
use lamplight_domain::org::{DirectoryRow, Role, Roles};
use lamplight_protocol::Id;
use serde_json::json;

use super::house::{House, bearer};
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
