//! A reporter's page: how her report stands, what she may do, what a scanned label says.

use std::time::Duration;

use actix_web::http::Method;
use serde_json::json;

use super::house::House;

#[actix_web::test]
async fn a_report_says_what_may_be_done_and_who_comes() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let progress = async || house.get(&nurse, &format!("{path}/progress")).await.ok();

    // Nobody is on duty in this house: it waits, and nothing comes before it.
    let waiting = progress().await;
    assert_eq!((&waiting["may"], &waiting["ahead"]), (&json!(["urge", "withdraw"]), &json!(0)));
    assert_eq!((&waiting["engineer"], &waiting["next_urge_at"]), (&json!(null), &json!(null)));
    house.post(&nurse, "/api/v1/tickets", "k2", &house.report()).await.ok();
    let second = house.get(&nurse, "/api/v1/tickets?live=true").await.ok();
    let ids = second["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
    let other = ids.map(|id| format!("/api/v1/tickets/{id}")).find(|other| *other != path).unwrap();
    assert_eq!(house.get(&nurse, &format!("{other}/progress")).await.ok()["ahead"], 1);

    house.post(&nurse, &format!("{path}/urge"), "k3", &json!({})).await.ok();
    let urged = progress().await;
    assert_eq!(urged["may"], json!(["withdraw"]));
    assert!(urged["next_urge_at"].is_string());
    house.clock.advance(Duration::from_secs(600));
    assert_eq!(progress().await["may"], json!(["urge", "withdraw"]));

    house.post(&nurse, &format!("{path}/withdraw"), "k4", &json!({ "reason": "mistake" })).await.ok();
    let ended = progress().await;
    assert_eq!((&ended["may"], &ended["ahead"]), (&json!(["reopen"]), &json!(null)));
    let timeline = house.get(&nurse, &format!("{path}/timeline")).await.ok();
    let events: Vec<_> =
        timeline["items"].as_array().unwrap().iter().map(|one| one["event"].clone()).collect();
    assert_eq!(events, ["opened", "urged", "withdrawn"], "what the desk did within itself is not told");
}

#[actix_web::test]
async fn who_has_it_can_be_called_unless_the_policy_says_no() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, engineer) = (house.login(visitor.nurse).await, house.login(visitor.engineer).await);
    let dispatcher = house.login(visitor.dispatcher).await;
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let to = json!({ "engineer": lamplight_protocol::Id::from(visitor.engineer) });
    let seen = opened["ticket"]["assignment_version"].to_string();
    let offer = super::house::keyed(&dispatcher, &format!("{path}/offer"), "k2");
    house.send(offer.insert_header(("If-Match", seen)).set_json(&to)).await.ok();
    house.post(&engineer, &format!("{path}/accept"), "k3", &json!({})).await.ok();
    let coming = house.get(&nurse, &format!("{path}/progress")).await.ok()["engineer"].clone();
    assert_eq!(coming["engineer"]["name"], house.person(visitor.engineer).name);
    assert_eq!(coming["phone"], house.phone(visitor.engineer));

    let policy = lamplight_domain::org::Policy { engineer_phone: false, ..Default::default() };
    let rows = vec![lamplight_domain::org::DirectoryRow::Policy(policy)];
    let by = lamplight_domain::log::By::System;
    house.shared.desks.change_directory(house.hospital.organisation, by, rows).await.unwrap();
    let hidden = house.get(&nurse, &format!("{path}/progress")).await.ok();
    assert_eq!(hidden["engineer"]["phone"], json!(null));
}

#[actix_web::test]
async fn a_label_says_where_it_hangs() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let code = house.hospital.label.to_uppercase();
    let place = house.get(&nurse, &format!("/api/v1/places/{code}")).await.ok();
    assert_eq!(place["label"], "护士站 打印机 2");
    assert_eq!(place["place"], "内科楼 6 层 · 心内科一病区");
    assert_eq!(place["department"]["name"], "心内科一病区");
    assert_eq!(place["categories"][0]["name"], "打印机");
    for wrong in ["00000000", "nonsense", "%20"] {
        house.get(&nurse, &format!("/api/v1/places/{wrong}")).await.problem(404, "not-found");
    }
    let stranger = actix_web::test::TestRequest::default().method(Method::GET);
    let path = format!("/api/v1/places/{code}");
    house.send(stranger.uri(&path)).await.problem(401, "login-required");
}
