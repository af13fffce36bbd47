//! People as values: each logs in over HTTP and does what his role does. Each mutation carries a key of
//! its own unless a story names one.

use std::sync::atomic::{AtomicU64, Ordering};

use lamplight_protocol::Id;
use lamplight_protocol::account::{LoginAnswer, LoginBody, Me};
use lamplight_protocol::directory::DirectoryView;
use lamplight_protocol::problem::Problem;
use lamplight_protocol::ticket::{TicketAnswer, TicketRow};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Program;
use crate::socket::Socket;

static KEYS: AtomicU64 = AtomicU64::new(1);

/// A key that no request of this run has used.
pub fn fresh_key() -> String {
    format!("it-{}-{}", std::process::id(), KEYS.fetch_add(1, Ordering::Relaxed))
}

pub struct Person {
    client: reqwest::Client,
    base: String,
    pub token: String,
    pub me: Me,
}

/// An answer before it is judged.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text))
    }

    pub fn ticket(&self) -> TicketRow {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.read::<TicketAnswer>().ticket
    }

    /// The problem, which must carry this status and code.
    pub fn problem(&self, status: u16, code: &str) -> Problem {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let problem: Problem = self.read();
        assert_eq!(problem.code, code, "{}", self.text);
        assert_eq!(problem.kind, format!("/problems/{code}"));
        assert_eq!(self.headers["content-type"], "application/problem+json");
        problem
    }
}

impl Person {
    pub async fn login(program: &Program, phone: &str, password: &str) -> Self {
        let client = reqwest::Client::new();
        let body = LoginBody {
            phone: phone.to_owned(),
            password: password.to_owned(),
            organisation: None,
            bearer: true,
        };
        let answer = client.post(program.url("/api/v1/login")).json(&body).send().await.expect("it answers");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert!(status.is_success(), "login of {phone}: {status} {text}");
        let answer: LoginAnswer = serde_json::from_str(&text).expect("a login answer");
        Self {
            client,
            base: program.url(""),
            token: answer.token.expect("asked for a bearer token"),
            me: answer.me,
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    pub async fn send(&self, request: RequestBuilder) -> Reply {
        self.try_send(request).await.expect("it answers")
    }

    /// An error is a connection that broke: the outcome is not known.
    pub async fn try_send(&self, request: RequestBuilder) -> Result<Reply, reqwest::Error> {
        let answer = request.send().await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        Ok(Reply { status, headers, text: answer.text().await? })
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    pub fn post(&self, path: &str, key: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).header("Idempotency-Key", key).json(body)
    }

    /// `POST /tickets/{id}/{command}` with a fresh key.
    pub async fn commands(&self, ticket: Id, command: &str, body: Value) -> Reply {
        self.send(self.post(&command_path(ticket, command), &fresh_key(), &body)).await
    }

    /// The same with `If-Match`.
    pub async fn commands_if(&self, ticket: &TicketRow, command: &str, body: Value) -> Reply {
        let request = self
            .post(&command_path(ticket.id, command), &fresh_key(), &body)
            .header("If-Match", format!("\"{}\"", ticket.assignment_version));
        self.send(request).await
    }

    pub async fn directory(&self) -> DirectoryView {
        self.get("/api/v1/directory").await.read()
    }

    pub async fn ticket(&self, ticket: Id) -> TicketRow {
        self.get(&format!("/api/v1/tickets/{}", text(ticket))).await.ticket()
    }

    pub async fn opens(&self, body: &Value) -> Reply {
        self.send(self.post("/api/v1/tickets", &fresh_key(), body)).await
    }

    pub async fn on_socket(&self) -> Socket {
        Socket::open(&self.base, &self.token, None).await
    }

    pub async fn on_device(&self, device: Id) -> Socket {
        Socket::open_on(device, &self.base, &self.token, None).await
    }

    /// Comes back with what it had: the log and a position.
    pub async fn on_socket_from(&self, log: &str, position: i64) -> Socket {
        Socket::open(&self.base, &self.token, Some((log.to_owned(), position))).await
    }
}

pub fn text(id: Id) -> String {
    json!(id).as_str().expect("an id is a string").to_owned()
}

pub fn command_path(ticket: Id, command: &str) -> String {
    format!("/api/v1/tickets/{}/{command}", text(ticket))
}
