//! The client against a server of a few lines: what is sent again, with which key, and when it stops.

use std::time::Duration;

use lamplight_protocol::Instant;
use lamplight_protocol::live::{Audience, ServerFrame};
use lamplight_protocol::ticket::NoBody;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::call::Call;
use super::follow::{Seen, Step};
use super::{CallError, Client, Patience};

/// What the server does with one connection.
#[derive(Clone)]
enum Act {
    Answer(&'static str, &'static str),
    /// Reads the request and hangs up: the outcome is unknown.
    HangUp,
}

/// A server that does `acts` in order, one connection each, and gives back the requests it read.
async fn server(acts: Vec<Act>) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let served = tokio::spawn(async move {
        let mut requests = Vec::new();
        for act in acts {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"{}") {
                let mut chunk = [0; 1024];
                let read = stream.read(&mut chunk).await.unwrap();
                assert!(read > 0, "the request ended early");
                request.extend_from_slice(&chunk[..read]);
            }
            requests.push(String::from_utf8(request).unwrap());
            if let Act::Answer(head, body) = act {
                let length = body.len();
                let answer =
                    format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
        requests
    });
    (address, served)
}

fn client(address: String, attempts_max: u32) -> Client {
    let patience = Patience {
        attempts_max,
        wait_first: Duration::ZERO,
        wait_max: Duration::ZERO,
        answer_within: Duration::from_secs(10),
    };
    Client::new(address, 7).unwrap().with_patience(patience)
}

fn key_of(request: &str) -> &str {
    request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap()
}

const BUSY: &str = r#"{"type":"/problems/busy","title":"t","status":429,"code":"busy"}"#;
const ENDED: &str = r#"{"type":"/problems/ended","title":"t","status":409,"code":"ended"}"#;

#[tokio::test]
async fn busy_and_unknown_are_sent_again_with_the_same_key() {
    let acts = vec![
        Act::Answer("429 Too Many Requests\r\nRetry-After: 0", BUSY),
        Act::HangUp,
        Act::Answer("200 OK", "true"),
    ];
    let (address, served) = server(acts).await;
    let client = client(address, 5);
    let call = Call::post("tickets/x/release", &NoBody {}).unwrap().key(client.key());
    let answer: bool = call.send(&client).await.unwrap().read().unwrap();
    assert!(answer);
    let requests = served.await.unwrap();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| key_of(request) == key_of(&requests[0])));
    assert_ne!(client.key(), client.key());
}

#[tokio::test]
async fn a_refusal_is_final() {
    let (address, served) = server(vec![Act::Answer("409 Conflict", ENDED)]).await;
    let client = client(address, 5);
    let refused = Call::post("x", &NoBody {}).unwrap().send(&client).await.err().unwrap();
    assert!(refused.is("ended"));
    assert_eq!(served.await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_outcome_that_stays_unknown_says_so() {
    let (address, served) = server(vec![Act::HangUp, Act::HangUp]).await;
    let client = client(address, 2);
    let unknown = Call::post("x", &NoBody {}).unwrap().send(&client).await.err().unwrap();
    assert!(matches!(unknown, CallError::Unknown { attempts: 2, .. }), "{unknown}");
    assert_eq!(served.await.unwrap().len(), 2);
}

#[test]
fn waits_double_up_to_the_limit_and_never_fall_below_what_was_asked() {
    let patience = Patience {
        attempts_max: 4,
        wait_first: Duration::from_millis(100),
        wait_max: Duration::from_millis(250),
        answer_within: Duration::from_secs(1),
    };
    let half = |attempt| patience.wait(attempt, None, 1 << 63).unwrap().as_millis();
    assert_eq!([half(1), half(2), half(3)], [50, 100, 125]);
    assert_eq!(patience.wait(1, None, 0), Some(Duration::ZERO));
    assert_eq!(patience.wait(1, Some(Duration::from_secs(2)), 0), Some(Duration::from_secs(2)));
    assert_eq!(patience.wait(4, None, 0), None);
}

fn now() -> Instant {
    Instant(lamplight_domain::time::Timestamp::from_micros(0))
}

fn rows(prev: i64, position: i64) -> ServerFrame {
    ServerFrame::Rows { audience: Audience::Board, prev, position, now: now(), rows: Vec::new() }
}

fn whole(position: i64, last: bool) -> ServerFrame {
    ServerFrame::Whole { audience: Audience::Board, position, part: 0, last, now: now(), rows: Vec::new() }
}

fn welcome(log: &str) -> ServerFrame {
    ServerFrame::Welcome {
        log: log.to_owned(),
        position: 9,
        now: now(),
        rate: 1.0,
        build: String::new(),
        audiences: Vec::new(),
    }
}

#[test]
fn a_feed_notices_a_hole_and_resumes_from_the_last_good_frame() {
    let mut seen = Seen::default();
    seen.take(&welcome("one"));
    assert_eq!(seen.take(&whole(5, false)), Step::Deliver);
    assert_eq!(seen.cursor().unwrap().position, 0, "a whole counts when its last part has come");
    seen.take(&whole(5, true));
    assert_eq!(seen.take(&rows(5, 6)), Step::Deliver);
    assert_eq!(seen.take(&rows(7, 8)), Step::Hole);
    assert_eq!(seen.cursor().unwrap().position, 6);
    seen.take(&welcome("one"));
    assert_eq!(seen.cursor().unwrap().position, 6);
    seen.take(&welcome("two"));
    assert_eq!(seen.cursor().unwrap().position, 0, "another log starts from nothing");
}
