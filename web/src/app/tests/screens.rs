//! Wall screens from the code they show to the day they are taken down: who may let one in, what a wrong code
//! is told, how long a login lasts.

use std::time::Duration;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use lamplight_domain::ids::{AccountId, OrganisationId, PersonId};
use lamplight_domain::log::By;
use lamplight_domain::org::{DirectoryRow, Person, Role, Roles};
use lamplight_domain::time::TimeZoneName;
use lamplight_protocol::Id;
use serde_json::{Value, json};

use super::house::{House, ORIGIN, Reply, bearer, post};

const SCREENS: &str = "/api/v1/screens";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) async fn supervisor(house: &House) -> String {
    let supervisor = house.hospital.supervisors[0];
    house.give_account(supervisor).await;
    house.login(supervisor).await
}

/// A screen that shows a code: the code and its secret.
async fn shown(house: &House) -> (String, String) {
    let opened = house.send(post("/api/v1/pairings")).await;
    assert_eq!(opened.status, 201, "{}", opened.text);
    let opened = opened.json();
    (opened["code"].as_str().unwrap().to_owned(), opened["secret"].as_str().unwrap().to_owned())
}

async fn claim(house: &House, secret: &str) -> Reply {
    house.send(post("/api/v1/pairings/claim").set_json(json!({ "secret": secret }))).await
}

async fn pair(house: &House, token: &str, code: &str, name: &str) -> Reply {
    house.post(token, SCREENS, "k", &json!({ "code": code, "name": name })).await
}

pub(super) async fn withdraw(house: &House, token: &str, screen: &Value) -> Reply {
    let path = format!("{SCREENS}/{}", screen.as_str().unwrap());
    house.send(TestRequest::with_uri(&path).method(Method::DELETE).insert_header(bearer(token))).await
}

fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn with_cookie(house: &House, request: TestRequest, cookie: &str) -> Reply {
    house.send(request.insert_header(("Cookie", cookie.to_owned())).insert_header(("Origin", ORIGIN))).await
}

async fn renew(house: &House, cookie: &str) -> Reply {
    with_cookie(house, post("/api/v1/screens/me/renew"), cookie).await
}

async fn me(house: &House, cookie: &str) -> Reply {
    with_cookie(house, TestRequest::get().uri("/api/v1/me"), cookie).await
}

/// A screen from its code to its cookie: its id and the cookie.
pub(super) async fn paired(house: &House, token: &str, name: &str) -> (Value, String) {
    let (code, secret) = shown(house).await;
    let screen = pair(house, token, &code, name).await.ok()["id"].clone();
    let claimed = claim(house, &secret).await;
    assert_eq!(claimed.ok()["state"], "confirmed");
    (screen, cookie(&claimed))
}

#[actix_web::test]
async fn a_screen_comes_in_by_its_code_and_sees_figures_alone() {
    let house = House::open().await;
    let supervisor = supervisor(&house).await;
    let (code, secret) = shown(&house).await;
    assert_eq!(claim(&house, &secret).await.ok(), json!({ "state": "pending", "left_s": 600 }));
    let typed = format!("{}-{} ", &code[..3], &code[3..]);
    let made = pair(&house, &supervisor, &typed, " 信息科大屏 ").await;
    assert_eq!(made.status, 201, "{}", made.text);
    let row = made.json();
    assert_eq!(
        (&row["name"], &row["live"], &row["seen_at"]),
        (&json!("信息科大屏"), &json!(false), &Value::Null)
    );
    let supervisor_row = house.person(house.hospital.supervisors[0]);
    assert_eq!(row["paired_by"], json!({ "id": Id::from(supervisor_row.id), "name": supervisor_row.name }));

    let claimed = claim(&house, &secret).await;
    assert_eq!(claimed.ok()["me"]["roles"], json!(["screen"]));
    assert_eq!(claimed.ok().get("token"), None, "a page never sees the token");
    let set = claimed.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("Max-Age=31536000"), "{set}");
    let wall = cookie(&claimed);
    assert_eq!(me(&house, &wall).await.ok()["person"]["name"], "信息科大屏");
    for path in ["/api/v1/tickets", "/api/v1/people", "/api/v1/directory", SCREENS] {
        with_cookie(&house, TestRequest::get().uri(path), &wall).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn an_administrator_and_a_supervisor_may_and_nobody_else() {
    let house = House::open().await;
    let visitor = house.hospital.visitor;
    let (code, _) = shown(&house).await;
    let anybody = json!(Id::from(house.hospital.screen));
    for person in [visitor.nurse, visitor.engineer, visitor.dispatcher, house.hospital.screen] {
        let token = house.login(person).await;
        house.get(&token, SCREENS).await.problem(403, "forbidden");
        pair(&house, &token, &code, "x").await.problem(403, "forbidden");
        withdraw(&house, &token, &anybody).await.problem(403, "forbidden");
    }
    house
        .send(post(SCREENS).set_json(json!({ "code": code, "name": "x" })))
        .await
        .problem(401, "login-required");
    house.give_account(house.hospital.admin).await;
    let admin = house.login(house.hospital.admin).await;
    pair(&house, &admin, &code, "门厅").await.ok();
    let names = house.get(&admin, SCREENS).await.ok();
    assert_eq!(names["items"].as_array().unwrap().len(), 2, "beside the one that came with a password");
}

#[actix_web::test]
async fn a_wrong_code_is_told_what_is_wrong_with_it() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (code, secret) = shown(&house).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(pair(&house, &token, wrong, "x").await.problem(409, "pairing-unknown")["field"], "body.code");
    assert_eq!(pair(&house, &token, "12345", "x").await.problem(400, "invalid-field")["field"], "body.code");
    assert_eq!(pair(&house, &token, &code, " ").await.problem(400, "invalid-field")["field"], "body.name");
    let body = json!({ "code": code, "name": "x", "role": "admin" });
    house.post(&token, SCREENS, "k", &body).await.problem(400, "unknown-field");

    house.clock.advance(Duration::from_secs(600));
    assert_eq!(claim(&house, &secret).await.ok(), json!({ "state": "gone" }), "it asks for a new one");
    pair(&house, &token, &code, "x").await.problem(409, "pairing-expired");
    house.clock.advance(Duration::from_secs(600));
    pair(&house, &token, &code, "x").await.problem(409, "pairing-unknown");
    assert_eq!(house.get(&token, SCREENS).await.ok()["items"].as_array().unwrap().len(), 1, "none came in");
}

#[actix_web::test]
async fn codes_cannot_be_found_by_trying_and_not_be_used_up() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    for _ in 0..10 {
        pair(&house, &token, "000001", "x").await.problem(409, "pairing-unknown");
    }
    let refused = pair(&house, &token, "000001", "x").await;
    refused.problem(429, "too-many-attempts");
    assert!(refused.headers.contains_key("retry-after"));
    let mut opened = 0;
    let refused = loop {
        let reply = house.send(post("/api/v1/pairings")).await;
        if reply.status != 201 {
            break reply;
        }
        opened += 1;
    };
    refused.problem(429, "too-many-attempts");
    assert_eq!(opened, 30);
    let evil = post("/api/v1/pairings").insert_header(("Origin", "https://evil.example"));
    house.send(evil).await.problem(403, "foreign-origin");
}

#[actix_web::test]
async fn an_answer_that_got_lost_is_given_again_until_the_screen_has_come_in() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (code, secret) = shown(&house).await;
    let first = pair(&house, &token, &code, "门厅").await.ok();
    assert_eq!(pair(&house, &token, &code, "门厅").await.ok()["id"], first["id"]);
    pair(&house, &token, &code, "另一块").await.problem(409, "pairing-taken");

    let wall = cookie(&claim(&house, &secret).await);
    assert_eq!(cookie(&claim(&house, &secret).await), wall);
    assert_eq!(renew(&house, &wall).await.status, 204);
    let later = claim(&house, &secret).await;
    assert_eq!(later.ok(), json!({ "state": "gone" }), "the secret is worth nothing any more");
    assert!(!later.headers.contains_key("set-cookie"));
    me(&house, &wall).await.ok();
}

#[actix_web::test]
async fn what_was_confirmed_is_there_after_the_end_of_the_process() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (code, secret) = shown(&house).await;
    let (_, other) = shown(&house).await;
    pair(&house, &token, &code, "门厅").await.ok();
    // Another process over the same store and the same secret: it knows no code.
    let next = house.restarted();
    assert_eq!(claim(&next, &other).await.ok(), json!({ "state": "gone" }), "it shows a new code");
    let claimed = claim(&next, &secret).await;
    assert_eq!(claimed.ok()["state"], "confirmed");
    me(&next, &cookie(&claimed)).await.ok();
}

#[actix_web::test]
async fn a_wall_hangs_for_years_and_one_that_was_dark_for_one_is_out() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (_, wall) = paired(&house, &token, "门厅").await;
    for _ in 0..4 {
        let renewed = renew(&house, &wall).await;
        assert!(renewed.header("set-cookie").contains("Max-Age=31536000"), "{}", renewed.text);
        house.clock.advance(300 * DAY);
        me(&house, &wall).await.ok();
    }
    house.clock.advance(66 * DAY);
    me(&house, &wall).await.problem(401, "login-required");
    renew(&house, &wall).await.problem(401, "login-required");
}

#[actix_web::test]
async fn nobody_but_a_screen_makes_his_own_login_last() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    house.post(&token, "/api/v1/screens/me/renew", "k", &json!({})).await.problem(403, "forbidden");
    let mut both = house.person(house.hospital.supervisors[0]);
    both.roles = Roles::of(&[Role::Supervisor, Role::Screen]);
    let rows = vec![DirectoryRow::Person(both.clone())];
    house.shared.desks.change_directory(house.hospital.organisation, By::System, rows).await.unwrap();
    house.post(&token, "/api/v1/screens/me/renew", "k", &json!({})).await.problem(403, "forbidden");
    withdraw(&house, &token, &json!(Id::from(both.id))).await.problem(404, "not-found");
    let with_password = house.login(house.hospital.screen).await;
    let renewed = house.post(&with_password, "/api/v1/screens/me/renew", "k", &json!({})).await;
    assert_eq!(renewed.status, 204, "{}", renewed.text);
    house.clock.advance(300 * DAY);
    house.get(&with_password, "/api/v1/me").await.ok();
}

#[actix_web::test]
async fn what_is_withdrawn_is_out_at_once_and_for_good() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (screen, wall) = paired(&house, &token, "门厅").await;
    let (other, other_wall) = paired(&house, &token, "会议室").await;
    let gone = withdraw(&house, &token, &screen).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    me(&house, &wall).await.problem(401, "login-required");
    me(&house, &other_wall).await.ok();
    withdraw(&house, &token, &screen).await.problem(404, "not-found");
    let left = house.get(&token, SCREENS).await.ok();
    let ids: Vec<&Value> = left["items"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    assert!(ids.contains(&&other) && !ids.contains(&&screen), "{left}");
    // The one with a password cannot log in with it again.
    assert_eq!(withdraw(&house, &token, &json!(Id::from(house.hospital.screen))).await.status, 204);
    let body = json!({ "phone": house.phone(house.hospital.screen), "password": super::PASSWORD });
    house.send(post("/api/v1/login").set_json(body)).await.problem(401, "login-refused");
    // Withdrawn before it came in: its secret opens nothing.
    let (code, secret) = shown(&house).await;
    let unseen = pair(&house, &token, &code, "仓库").await.ok()["id"].clone();
    withdraw(&house, &token, &unseen).await;
    assert_eq!(claim(&house, &secret).await.ok(), json!({ "state": "gone" }));
}

#[actix_web::test]
async fn a_screen_of_another_organisation_looks_like_none_at_all() {
    let house = House::open().await;
    let token = supervisor(&house).await;
    let (screen, wall) = paired(&house, &token, "门厅").await;
    let (code, _) = shown(&house).await;
    pair(&house, &token, &code, "会议室").await.ok();
    let foreign = neighbour(&house).await;
    assert_eq!(house.get(&foreign, SCREENS).await.ok()["items"], json!([]));
    let refused = withdraw(&house, &foreign, &screen).await;
    refused.problem(404, "not-found");
    assert_eq!(refused.text, withdraw(&house, &foreign, &json!("0000000000001")).await.text);
    assert_eq!(refused.text, withdraw(&house, &foreign, &json!("nonsense")).await.text);
    pair(&house, &foreign, &code, "会议室").await.problem(409, "pairing-unknown");
    me(&house, &wall).await.ok();
}

/// A supervisor next door.
async fn neighbour(house: &House) -> String {
    let organisation = OrganisationId::from_raw(house.hospital.organisation.raw() + 1);
    let person = Person {
        id: PersonId::from_raw(91),
        account: AccountId::from_raw(92),
        phone: Some("13700000092".to_owned()),
        name: "Neighbour".to_owned(),
        groups: Vec::new(),
        zones: Vec::new(),
        department: None,
        ..house.person(house.hospital.supervisors[0])
    };
    let named = DirectoryRow::Organisation { name: "邻院".to_owned(), time_zone: TimeZoneName::SHANGHAI };
    let rows = vec![named, DirectoryRow::Person(person.clone())];
    house.shared.desks.change_directory(organisation, By::System, rows).await.unwrap();
    house.account(organisation, &person).await;
    let body = json!({ "phone": "13700000092", "password": super::PASSWORD, "bearer": true });
    house.send(post("/api/v1/login").set_json(body)).await.ok()["token"].as_str().unwrap().to_owned()
}
