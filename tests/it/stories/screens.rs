//! A wall screen's life against the real program: the process dies between the typed code and the screen that
//! fetches its login, and at last the screen is taken out.

use lamplight_protocol::live::{Audience, ByeReason};
use lamplight_protocol::screen::{ClaimAnswer, PairingAnswer, ScreenView, Screens};
use lamplight_protocol::ticket::Role;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::Program;
use crate::people::{fresh_key, text};
use crate::socket::Socket;

async fn asks(program: &Program, path: &str, body: Value) -> Response {
    Client::new().post(program.url(path)).json(&body).send().await.expect("it answers")
}

async fn claims(program: &Program, secret: &str) -> (ClaimAnswer, Option<String>) {
    let answer = asks(program, "/api/v1/pairings/claim", json!({ "secret": secret })).await;
    let token = answer.headers().get("set-cookie").map(|cookie| {
        let cookie = cookie.to_str().expect("ascii").split(';').next().expect("a value");
        cookie.trim_start_matches("lamplight_login=").to_owned()
    });
    (answer.json().await.expect("an answer"), token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_was_let_in_comes_in_after_a_kill_and_goes_when_it_is_taken_out() {
    let mut program = Program::start().await;
    let opened = asks(&program, "/api/v1/pairings", json!({})).await;
    let shown: PairingAnswer = opened.json().await.expect("a code");
    let supervisor = program.login(Role::Supervisor).await;
    let body = json!({ "code": shown.code, "name": "门诊楼大厅" });
    let paired: ScreenView =
        supervisor.send(supervisor.post("/api/v1/screens", &fresh_key(), &body)).await.read();
    assert_eq!((paired.name.as_str(), paired.live), ("门诊楼大厅", false));

    program.kill_9_and_restart().await;
    let (ClaimAnswer::Confirmed { me }, Some(token)) = claims(&program, &shown.secret).await else {
        panic!("what was confirmed is lost")
    };
    assert_eq!(me.person.id, paired.id);
    let mut wall = Socket::open(&program.url(""), &token, None).await;
    wall.until(|socket| socket.view.positions.contains_key(&Audience::Wall)).await;
    assert_eq!(wall.view.positions.len(), 1, "figures and nothing else");

    let supervisor = program.login(Role::Supervisor).await;
    let listed: Screens = supervisor.get("/api/v1/screens").await.read();
    let row = listed.items.iter().find(|row| row.id == paired.id).expect("it is listed");
    assert!(row.live);
    assert_eq!(row.paired_by.as_ref().map(|by| &by.name), Some(&supervisor.me.person.name));

    let path = format!("/api/v1/screens/{}", text(paired.id));
    let gone = supervisor.send(supervisor.request(Method::DELETE, &path)).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    while wall.next().await {}
    assert_eq!(wall.bye, Some(ByeReason::LoginEnded));
    let (claimed, _) = claims(&program, &shown.secret).await;
    assert_eq!(claimed, ClaimAnswer::Gone);
    program.kill_9();
    let (clean, said) = program.check();
    assert!(clean, "{said}");
}
