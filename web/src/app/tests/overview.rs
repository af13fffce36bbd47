//! What the supervisor's page asks for: who may ask, and that returns and gaps are those of the desk.

use actix_web::test::TestRequest;
use serde_json::json;

use super::house::House;

const RETURNS: &str = "/api/v1/statistics/returns";
const GAPS: &str = "/api/v1/coverage/gaps";

#[actix_web::test]
async fn only_who_watches_the_board_may_ask() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    for person in [visitor.nurse, visitor.engineer, house.hospital.screen] {
        let token = house.login(person).await;
        for path in [RETURNS, GAPS] {
            house.get(&token, path).await.problem(403, "forbidden");
        }
    }
    for path in [RETURNS, GAPS] {
        house.send(TestRequest::get().uri(path)).await.problem(401, "login-required");
    }
}

#[actix_web::test]
async fn what_is_declined_is_listed_with_its_reason() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (nurse, engineer) = (house.login(visitor.nurse).await, house.login(visitor.engineer).await);
    let dispatcher = house.login(visitor.dispatcher).await;
    assert_eq!(house.get(&dispatcher, RETURNS).await.ok()["count"], 0);
    let switched = house.post(&engineer, "/api/v1/people/me/duty", "k0", &json!({ "duty": "on" })).await;
    assert_eq!(switched.status, 204, "{}", switched.text);
    let opened = house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    let ticket = &opened["ticket"];
    let path = format!("/api/v1/tickets/{}/decline", ticket["id"].as_str().unwrap());
    house.post(&engineer, &path, "k2", &json!({ "reason": "busy" })).await.ok();
    let said = house.get(&dispatcher, RETURNS).await.ok();
    assert_eq!((&said["count"], &said["declined"]), (&json!(1), &json!(1)));
    assert_eq!(said["reasons"][0]["reason"], "busy");
    assert_eq!(said["reasons"][0]["tickets"][0]["id"], ticket["id"]);
    assert_eq!(said["bounced"], json!([]));
}

#[actix_web::test]
async fn gaps_follow_duty() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let dispatcher = house.login(visitor.dispatcher).await;
    let nobody = async || {
        let gaps = house.get(&dispatcher, GAPS).await.ok();
        let items = gaps["items"].as_array().unwrap().clone();
        items.iter().filter(|gap| gap["kind"] == "nobody").count()
    };
    let before = nobody().await;
    assert!(before > 75, "nobody is on duty: every system is a hole");
    let engineer = house.login(visitor.engineer).await;
    let switched = house.post(&engineer, "/api/v1/people/me/duty", "k0", &json!({ "duty": "on" })).await;
    assert_eq!(switched.status, 204, "{}", switched.text);
    assert!(nobody().await < before);
}
