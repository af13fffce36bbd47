//! An engineer's phone: what ended before, his round, his day, causes, and who was faster.

use lamplight_protocol::Id;
use serde_json::{Value, json};

use super::house::{House, keyed};

/// People of the house, logged in.
struct People {
    nurse: String,
    engineer: String,
    dispatcher: String,
}

async fn people(house: &House) -> People {
    let visitor = house.hospital.visitor;
    People {
        nurse: house.login(visitor.nurse).await,
        engineer: house.login(visitor.engineer).await,
        dispatcher: house.login(visitor.dispatcher).await,
    }
}

/// A report that rings at the visiting engineer; its path and its category.
async fn ringing(house: &House, people: &People, key: &str) -> (String, Value) {
    let opened = house.post(&people.nurse, "/api/v1/tickets", key, &house.report()).await.ok();
    let path = format!("/api/v1/tickets/{}", opened["ticket"]["id"].as_str().unwrap());
    let to = json!({ "engineer": Id::from(house.hospital.visitor.engineer) });
    let seen = opened["ticket"]["assignment_version"].to_string();
    let offer = keyed(&people.dispatcher, &format!("{path}/offer"), &format!("{key}-offer"));
    house.send(offer.insert_header(("If-Match", seen)).set_json(&to)).await.ok();
    (path, opened["ticket"]["category"]["id"].clone())
}

async fn taken(house: &House, people: &People, key: &str) -> (String, Value) {
    let (path, category) = ringing(house, people, key).await;
    let accept = format!("{path}/accept");
    house.post(&people.engineer, &accept, &format!("{key}-accept"), &json!({})).await.ok();
    (path, category)
}

async fn causes(house: &House, token: &str, category: &Value) -> Vec<Value> {
    let path = format!("/api/v1/causes?category={}", category.as_str().unwrap());
    house.get(token, &path).await.ok()["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn what_ended_before_is_told_to_whoever_mends_the_next() {
    let house = House::open().await;
    let people = people(&house).await;
    let (first, category) = taken(&house, &people, "k1").await;
    let cause = causes(&house, &people.engineer, &category).await.last().unwrap()["id"].clone();
    let done = json!({ "cause": cause, "note": "换了硒鼓" });
    house.post(&people.engineer, &format!("{first}/complete"), "k2", &done).await.ok();
    let (second, _) = ringing(&house, &people, "k3").await;

    let history = house.get(&people.engineer, &format!("{second}/history")).await.ok();
    let past = &history["reporter"][0];
    assert_eq!(history["reporter"].as_array().unwrap().len(), 1, "not itself");
    assert_eq!((&past["summary"], &past["shown"]), (&json!("打印机不出纸"), &json!("completed")));
    assert_eq!((&past["same_category"], &past["cause"]["id"]), (&json!(true), &cause));
    assert_eq!(past["note"], "换了硒鼓");
    assert_eq!(past["engineer"]["name"], house.person(house.hospital.visitor.engineer).name);
    assert_eq!((&history["zone"][0]["id"], &history["system"]), (&past["id"], &json!([])));
    house.get(&people.dispatcher, &format!("{second}/history")).await.ok();
    house.get(&people.nurse, &format!("{second}/history")).await.problem(403, "forbidden");

    // The cause that was used goes first now.
    let used = causes(&house, &people.dispatcher, &category).await;
    assert_eq!((&used[0]["id"], &used[0]["used"]), (&cause, &json!(1)));
    let nurse = format!("/api/v1/causes?category={}", category.as_str().unwrap());
    house.get(&people.nurse, &nurse).await.problem(403, "forbidden");
    house.get(&people.engineer, "/api/v1/causes").await.problem(400, "invalid-field");
    let unknown = house.get(&people.engineer, "/api/v1/causes?category=0000000000001").await;
    assert_eq!(unknown.problem(400, "unknown-reference")["field"], "query.category");
}

#[actix_web::test]
async fn a_round_is_the_caller_s_own_and_so_is_his_day() {
    let house = House::open().await;
    let people = people(&house).await;
    assert_eq!(house.get(&people.engineer, "/api/v1/me/round").await.ok()["stops"], json!([]));
    let (one, _) = taken(&house, &people, "k1").await;
    let (other, _) = taken(&house, &people, "k2").await;
    ringing(&house, &people, "k3").await;
    house.post(&people.engineer, &format!("{other}/arrive"), "k4", &json!({ "mode": "on_site" })).await.ok();
    let round = house.get(&people.engineer, "/api/v1/me/round").await.ok();
    let stops = round["stops"].as_array().unwrap();
    assert_eq!(stops.len(), 2, "what rings is not his yet");
    assert!(other.ends_with(stops[0]["ticket"].as_str().unwrap()));
    assert_eq!(stops[0]["why"], "here");
    assert!(one.ends_with(stops[1]["ticket"].as_str().unwrap()));
    assert_eq!(stops[1]["minutes"], 0, "in the same ward");

    let day = house.get(&people.engineer, "/api/v1/me/today").await;
    let day = if day.status == 503 { Value::Null } else { day.ok() };
    assert!(day.is_null() || day["day"].is_string(), "counted, or about to be");
    for path in ["/api/v1/me/round", "/api/v1/me/today"] {
        house.get(&people.nurse, path).await.problem(403, "forbidden");
        house.get(&people.dispatcher, path).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn whoever_was_slower_is_told_who_was_faster() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let people = people(&house).await;
    let (path, category) = taken(&house, &people, "k1").await;
    let at = house.get(&people.engineer, &path).await.ok()["ticket"]["owner"]["since"].clone();
    let name = house.person(visitor.engineer).name;

    let late = house.post(&people.engineer, &format!("{path}/accept"), "k2", &json!({})).await;
    let late = late.problem(409, "not-ringing");
    assert_eq!((&late["params"]["event"], &late["params"]["at"]), (&json!("accepted"), &at));
    assert_eq!(late["params"]["by"]["name"], name);

    let cause = causes(&house, &people.dispatcher, &category).await[0]["id"].clone();
    house.post(&people.dispatcher, &format!("{path}/complete"), "k3", &json!({ "cause": cause })).await.ok();
    let late =
        house.post(&people.engineer, &format!("{path}/complete"), "k4", &json!({ "cause": cause })).await;
    let late = late.problem(409, "ended");
    assert_eq!(late["params"]["event"], "completed");
    assert_eq!(late["params"]["by"]["name"], house.person(visitor.dispatcher).name);

    let nurse =
        house.post(&people.nurse, &format!("{path}/withdraw"), "k5", &json!({ "reason": "mistake" })).await;
    assert_eq!(nurse.problem(409, "ended")["params"]["by"], json!(null), "the desk's own affair");
}

#[actix_web::test]
async fn a_transfer_says_why_in_the_timeline() {
    let house = House::open().await;
    let people = people(&house).await;
    let (path, _) = taken(&house, &people, "k1").await;
    let candidates = house.get(&people.dispatcher, &format!("{path}/candidates")).await.ok();
    let own = json!(Id::from(house.hospital.visitor.engineer));
    let all = candidates["rungs"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|rung| rung["candidates"].as_array().unwrap());
    let other = all.map(|one| &one["engineer"]["id"]).find(|id| **id != own).unwrap();
    let to = json!({ "engineer": other, "note": "要开机房的门" });
    house.post(&people.engineer, &format!("{path}/transfer"), "k2", &to).await.ok();
    let timeline = house.get(&people.engineer, &format!("{path}/timeline")).await.ok();
    let last = timeline["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["event"], &last["text"]), (&json!("offered"), &json!("要开机房的门")));
    assert_eq!(house.get(&people.engineer, &path).await.ok()["ticket"]["comments"], 0);
}
