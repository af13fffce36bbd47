//! Is it reported already: what a nurse and a dispatcher are told, and joining what they are told of.

use lamplight_domain::org::DirectoryRow;
use lamplight_protocol::Id;
use serde_json::{Value, json};

use super::house::{House, bearer, post};

async fn similar(house: &House, token: &str, body: &Value) -> Vec<Value> {
    let request = post("/api/v1/tickets/similar").insert_header(bearer(token)).set_json(body);
    house.send(request).await.ok()["items"].as_array().unwrap().clone()
}

/// A department that is not the visitor's.
fn elsewhere(house: &House) -> Id {
    let ward = house.hospital.visitor.ward;
    let other = house.hospital.rows.iter().find_map(|row| match row {
        DirectoryRow::Department(row) if row.id != ward => Some(row.id),
        _ => None,
    });
    other.unwrap().into()
}

#[actix_web::test]
async fn a_colleague_of_the_ward_finds_the_report_and_joins_it() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, dispatcher) = (house.login(visitor.nurse).await, house.login(visitor.dispatcher).await);
    let mut body = house.report();
    body["department"] = json!(Id::from(visitor.ward));
    let opened = house.post(&dispatcher, "/api/v1/tickets", "k1", &body).await.ok();
    let id = opened["ticket"]["id"].clone();

    let found = similar(&house, &nurse, &json!({ "category": body["category"] })).await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["id"], &found[0]["reporters"]), (&id, &json!(1)));
    assert_eq!(found[0]["why"], json!(["same_zone", "same_department"]));
    assert_eq!(found[0]["joined"], false);

    let path = format!("/api/v1/tickets/{}/join", id.as_str().unwrap());
    house.post(&nurse, &path, "k2", &json!({})).await.ok();
    let found = similar(&house, &nurse, &json!({ "summary": "打印机不出纸" })).await;
    assert_eq!((&found[0]["joined"], &found[0]["reporters"]), (&json!(true), &json!(2)));
    assert_eq!(found[0]["why"], json!(["same_zone", "same_department", "same_words"]));
}

#[actix_web::test]
async fn another_ward_is_told_to_the_desk_alone() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, dispatcher) = (house.login(visitor.nurse).await, house.login(visitor.dispatcher).await);
    let mut body = house.report();
    body["department"] = json!(elsewhere(&house));
    house.post(&dispatcher, "/api/v1/tickets", "k1", &body).await.ok();
    let asked = json!({ "category": body["category"], "department": body["department"] });
    assert_eq!(similar(&house, &dispatcher, &asked).await.len(), 1);
    assert_eq!(similar(&house, &nurse, &asked).await, Vec::<Value>::new());
}

#[actix_web::test]
async fn what_is_asked_is_checked() {
    let house = House::open().await;
    let nurse = house.login(house.hospital.visitor.nurse).await;
    let engineer = house.login(house.hospital.visitor.engineer).await;
    let ask = async |token: &str, body: Value| {
        house.send(post("/api/v1/tickets/similar").insert_header(bearer(token)).set_json(body)).await
    };
    ask(&nurse, json!({ "colour": "red" })).await.problem(400, "unknown-field");
    let foreign = ask(&nurse, json!({ "zone": "0000000000001" })).await;
    assert_eq!(foreign.problem(400, "unknown-reference")["field"], "body.zone");
    ask(&engineer, json!({})).await.problem(403, "forbidden");
}
