//! The live socket over a real connection: who gets in, what rings, what ends a session.

use std::net::TcpListener;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use lamplight_protocol::live::{Audience, ByeReason, ServerFrame};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::house::{House, ORIGIN};
use crate::Running;

const PATIENCE: Duration = Duration::from_secs(20);

struct Door {
    house: House,
    running: Running,
}

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Door {
    async fn open() -> Self {
        let house = House::open().await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let settings = house.shared.settings.clone();
        let running = crate::run(listener, house.shared.desks.clone(), settings).await.unwrap();
        Self { house, running }
    }

    async fn knock(&self, header: (&'static str, String), origin: Option<&str>) -> Result<Stream, u16> {
        let url = format!("ws://{}/ws/v1", self.running.address);
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert(header.0, header.1.parse().unwrap());
        if let Some(origin) = origin {
            request.headers_mut().insert("Origin", origin.parse().unwrap());
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((stream, _)) => Ok(stream),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    async fn enter(&self, token: &str) -> Stream {
        let mut stream = self.knock(("Authorization", format!("Bearer {token}")), None).await.unwrap();
        say(&mut stream, &json!({"type": "hello", "device": "0000000000001"})).await;
        stream
    }
}

async fn say(stream: &mut Stream, frame: &Value) {
    stream.send(Message::text(frame.to_string())).await.unwrap();
}

/// Frames up to the one that fits.
async fn until(stream: &mut Stream, fits: impl Fn(&ServerFrame) -> bool) -> ServerFrame {
    let found = tokio::time::timeout(PATIENCE, async {
        loop {
            match stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    let frame: ServerFrame = serde_json::from_str(&text).unwrap();
                    if fits(&frame) {
                        return frame;
                    }
                }
                Some(Ok(_)) => {}
                other => panic!("the session ended: {other:?}"),
            }
        }
    });
    found.await.expect("waited in vain")
}

fn bye(frame: &ServerFrame) -> bool {
    matches!(frame, ServerFrame::Bye { .. })
}

#[actix_web::test]
async fn only_pages_of_ours_and_people_who_logged_in_get_a_socket() {
    let door = Door::open().await;
    let token = door.house.login(door.house.hospital.visitor.dispatcher).await;
    let cookie = || ("Cookie", format!("lamplight_login={token}"));
    assert_eq!(door.knock(("X-Nothing", "x".to_owned()), None).await.err(), Some(401));
    assert_eq!(door.knock(cookie(), None).await.err(), Some(403), "a page says where it is from");
    assert_eq!(door.knock(cookie(), Some("https://evil.example")).await.err(), Some(403));
    assert!(door.knock(cookie(), Some(ORIGIN)).await.is_ok());
    door.running.stop(false).await.unwrap();
}

#[actix_web::test]
async fn a_report_reaches_the_board_and_rings_at_an_engineer() {
    let door = Door::open().await;
    let visitor = door.house.hospital.visitor;
    let engineer = door.house.login(visitor.engineer).await;
    let own_duty = door.house.post(&engineer, "/api/v1/me/duty", "d", &json!({"duty": "on"})).await;
    drop(own_duty);
    let mut board = door.enter(&door.house.login(visitor.dispatcher).await).await;
    until(
        &mut board,
        |frame| matches!(frame, ServerFrame::Welcome { audiences, .. } if audiences[..] == [Audience::Board]),
    )
    .await;
    until(&mut board, |frame| matches!(frame, ServerFrame::Whole { last: true, .. })).await;

    let nurse = door.house.login(visitor.nurse).await;
    let opened = door.house.post(&nurse, "/api/v1/tickets", "k", &door.house.report()).await.ok();
    let position = opened["position"].as_i64().unwrap();
    until(&mut board, |frame| matches!(frame, ServerFrame::Rows { position: at, .. } if *at >= position))
        .await;

    let mut own = door.enter(&nurse).await;
    until(&mut own, |frame| matches!(frame, ServerFrame::Whole { audience: Audience::Reporter, rows, .. } if rows.len() == 1)).await;
    say(&mut own, &json!({"type": "ping"})).await;
    until(&mut own, |frame| matches!(frame, ServerFrame::Pong { .. })).await;

    door.running.stop(false).await.unwrap();
}

#[actix_web::test]
async fn a_session_ends_with_its_login_and_with_what_it_may_not_say() {
    let door = Door::open().await;
    let nurse = door.house.hospital.visitor.nurse;
    let token = door.house.login(nurse).await;
    let mut session = door.enter(&token).await;
    until(&mut session, |frame| matches!(frame, ServerFrame::Welcome { .. })).await;
    let login = door.house.shared.desks.facts();
    assert_eq!(login.sessions, 1);
    door.house.send(super::post("/api/v1/logout").insert_header(super::bearer(&token))).await;
    let ended = until(&mut session, bye).await;
    assert!(matches!(ended, ServerFrame::Bye { reason: ByeReason::LoginEnded, retry_after_ms: None }));

    let token = door.house.login(nurse).await;
    let fragment = Frame::message("{\"type\":", OpCode::Data(Data::Text), false);
    let large = Message::text(format!("{{\"type\":\"ping\",\"x\":\"{}\"}}", "x".repeat(17 * 1024)));
    for bad in [
        Message::Frame(fragment),
        Message::binary(vec![1, 2]),
        Message::text(r#"{"type":"shout"}"#),
        Message::text(r#"{"type":"ping","x":1}"#),
        Message::text(r#"["ping"]"#),
        large,
    ] {
        let mut session = door.enter(&token).await;
        until(&mut session, |frame| matches!(frame, ServerFrame::Welcome { .. })).await;
        session.send(bad).await.unwrap();
        let ended = until(&mut session, bye).await;
        assert!(matches!(ended, ServerFrame::Bye { reason: ByeReason::BadFrame, .. }));
    }
    door.running.stop(false).await.unwrap();
}

#[actix_web::test]
async fn a_screen_that_is_withdrawn_hears_that_its_login_has_ended() {
    let door = Door::open().await;
    let supervisor = super::screens::supervisor(&door.house).await;
    let (screen, cookie) = super::screens::paired(&door.house, &supervisor, "大屏").await;
    let mut wall = door.knock(("Cookie", cookie), Some(ORIGIN)).await.unwrap();
    say(&mut wall, &json!({"type": "hello", "device": "0000000000001"})).await;
    until(
        &mut wall,
        |frame| matches!(frame, ServerFrame::Welcome { audiences, .. } if audiences[..] == [Audience::Wall]),
    )
    .await;
    let list = door.house.get(&supervisor, "/api/v1/screens").await.ok();
    let live = |id: &Value| {
        list["items"].as_array().unwrap().iter().find(|row| row["id"] == *id).unwrap()["live"] == true
    };
    assert!(live(&screen));
    let withdrawn = super::screens::withdraw(&door.house, &supervisor, &screen).await;
    assert_eq!(withdrawn.status, 204, "{}", withdrawn.text);
    let ended = until(&mut wall, bye).await;
    assert!(matches!(ended, ServerFrame::Bye { reason: ByeReason::LoginEnded, .. }), "{ended:?}");
    door.running.stop(false).await.unwrap();
}

#[actix_web::test]
async fn at_a_stop_everybody_hears_goodbye_first() {
    let door = Door::open().await;
    let token = door.house.login(door.house.hospital.visitor.nurse).await;
    let mut session = door.enter(&token).await;
    until(&mut session, |frame| matches!(frame, ServerFrame::Welcome { .. })).await;
    let desks = door.house.shared.desks.clone();
    let stopped = actix_web::rt::spawn(async move { desks.stop().await });
    let ended = until(&mut session, bye).await;
    assert!(matches!(ended, ServerFrame::Bye { reason: ByeReason::Restarting, retry_after_ms: Some(_) }));
    stopped.await.unwrap();
    assert_eq!(door.house.shared.desks.facts().sessions, 0);
    door.running.stop(true).await.unwrap();
}
