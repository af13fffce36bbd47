//! A bare server is set up once, by whoever has read the code, and by nobody else.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use lamplight_actors::{Desks, Options};
use lamplight_store::Store;
use serde_json::{Value, json};

use super::SetupCode;
use crate::Settings;
use crate::app::whole;
use crate::state::Shared;
use crate::testing::{Counting, ManualClock};

fn bare_server(code: Option<&str>) -> Data<Shared> {
    let options = Options {
        desk_threads: 0,
        dispatcher_asks_max: 1_000,
        ticket_asks_max: 16,
        frame_log_frames_max: 100,
        seed: 1,
    };
    let gentle = lamplight_store::Options { on_fatal: Arc::new(|_| ()), ..Default::default() };
    let desks = Desks::start(Store::memory_with(gentle), ManualClock::shared(), options);
    let mut settings = Settings::new([7; 32], Arc::new(Counting::default()));
    settings.setup = code.map(|code| Arc::new(SetupCode::new(code.to_owned())));
    Data::new(Shared::new(desks, settings))
}

async fn post(shared: &Data<Shared>, path: &str, body: Value) -> (StatusCode, Value) {
    let app = init_service(whole(shared.clone())).await;
    let request = TestRequest::post().uri(path).peer_addr("192.0.2.7:4000".parse().unwrap()).set_json(body);
    let answer = call_service(&app, request.to_request()).await;
    let status = answer.status();
    let body = read_body(answer).await;
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn body(code: &str, password: &str) -> Value {
    json!({ "code": code, "organisation": "第一医院", "name": "贺敏", "phone": "13800000001", "password": password })
}

#[actix_web::test]
async fn the_code_makes_an_administrator_once() {
    let shared = bare_server(Some("abcd-efgh"));
    let (status, made) = post(&shared, "/api/v1/setup", body("abcd-efgh", "lamp light")).await;
    assert_eq!((status, &made["organisation"]["name"]), (StatusCode::CREATED, &json!("第一医院")), "{made}");
    let login = json!({ "phone": "13800000001", "password": "lamp light", "bearer": true });
    let (status, answer) = post(&shared, "/api/v1/login", login).await;
    assert_eq!((status, &answer["me"]["roles"]), (StatusCode::OK, &json!(["admin"])), "{answer}");
    let (status, _) = post(&shared, "/api/v1/setup", body("abcd-efgh", "another one")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_wrong_code_or_a_short_password_leaves_it_alive() {
    let shared = bare_server(Some("abcd-efgh"));
    let (status, refused) = post(&shared, "/api/v1/setup", body("abcd-efgi", "lamp light")).await;
    assert_eq!((status, &refused["field"]), (StatusCode::FORBIDDEN, &json!("body.code")));
    let (status, refused) = post(&shared, "/api/v1/setup", body("abcd-efgh", "short")).await;
    assert_eq!((status, &refused["field"]), (StatusCode::BAD_REQUEST, &json!("body.password")));
    let (status, _) = post(&shared, "/api/v1/setup", body("abcd-efgh", "lamp light")).await;
    assert_eq!(status, StatusCode::CREATED);
}

#[actix_web::test]
async fn an_invisible_name_is_none() {
    let shared = bare_server(Some("abcd-efgh"));
    let mut unseen = body("abcd-efgh", "lamp light");
    unseen["name"] = json!("\u{200b}\u{202e}");
    let (status, refused) = post(&shared, "/api/v1/setup", unseen).await;
    assert_eq!((status, &refused["field"]), (StatusCode::BAD_REQUEST, &json!("body.name")));
}

#[actix_web::test]
async fn an_array_is_no_set_up() {
    let shared = bare_server(Some("abcd-efgh"));
    let array = json!(["abcd-efgh", "第一医院", "贺敏", "13800000001", "lamp light"]);
    let (status, refused) = post(&shared, "/api/v1/setup", array).await;
    assert_eq!((status, &refused["field"]), (StatusCode::BAD_REQUEST, &json!("body")));
}

#[actix_web::test]
async fn guesses_are_limited() {
    let shared = bare_server(Some("abcd-efgh"));
    for _ in 0..20 {
        if post(&shared, "/api/v1/setup", body("guess", "lamp light")).await.0
            == StatusCode::TOO_MANY_REQUESTS
        {
            return;
        }
    }
    panic!("guesses were not limited");
}

#[actix_web::test]
async fn elsewhere_there_is_no_such_thing() {
    let (status, _) = post(&bare_server(None), "/api/v1/setup", body("abcd-efgh", "lamp light")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn guesses_are_limited_even_with_the_right_one_among_them() {
    let shared = bare_server(Some("abcd-efgh"));
    let mut last = StatusCode::OK;
    for _ in 0..30 {
        last = post(&shared, "/api/v1/setup", body("wrong", "lamp light")).await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let (status, _) = post(&shared, "/api/v1/setup", body("abcd-efgh", "lamp light")).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}
