//! One HTTP call: built once, sent as often as patience allows, always with the same key and body.

use std::time::Duration;

use lamplight_protocol::problem::Problem;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{CallError, Client};

/// A request that can be sent again.
pub(super) struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<String>,
    token: Option<String>,
    key: Option<String>,
    if_match: Option<u32>,
}

/// What came back with a 2xx.
pub(super) struct Reply {
    status: u16,
    body: String,
}

/// What one attempt came to.
enum Attempt {
    Done(Result<Reply, CallError>),
    /// Busy, unavailable or lost: the same call may be sent again.
    Again {
        retry_after: Option<Duration>,
        otherwise: CallError,
    },
}

impl Call {
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path.into(), None)
    }

    pub fn post(path: impl Into<String>, body: &impl Serialize) -> Result<Self, CallError> {
        Ok(Self::new(Method::POST, path.into(), Some(written(body)?)))
    }

    fn new(method: Method, path: String, body: Option<String>) -> Self {
        Self { method, path, query: Vec::new(), body, token: None, key: None, if_match: None }
    }

    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    pub fn if_match(mut self, assignment_version: Option<u32>) -> Self {
        self.if_match = assignment_version;
        self
    }

    /// Sends until there is an answer or patience ends. Waits as the server asks.
    pub async fn send(&self, client: &Client) -> Result<Reply, CallError> {
        let patience = client.patience;
        let mut attempt = 1;
        loop {
            let (retry_after, otherwise) = match self.attempt(client, attempt).await {
                Attempt::Done(result) => return result,
                Attempt::Again { retry_after, otherwise } => (retry_after, otherwise),
            };
            match patience.wait(attempt, retry_after, client.chance()) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Err(otherwise),
            }
            attempt += 1;
        }
    }

    async fn attempt(&self, client: &Client, attempt: u32) -> Attempt {
        let lost = |error: &dyn std::fmt::Display| Attempt::Again {
            retry_after: None,
            otherwise: CallError::Unknown { attempts: attempt, last: error.to_string() },
        };
        let response = match self.request(client).send().await {
            Ok(response) => response,
            Err(error) if error.is_builder() => {
                return Attempt::Done(Err(CallError::Unreadable { status: 0, why: error.to_string() }));
            }
            Err(error) => return lost(&Chain(&error)),
        };
        let status = response.status().as_u16();
        let retry_after = seconds(response.headers());
        let body = match response.text().await {
            Ok(body) => body,
            Err(error) => return lost(&Chain(&error)),
        };
        match status {
            200..=299 => Attempt::Done(Ok(Reply { status, body })),
            429 | 503 => Attempt::Again { retry_after, otherwise: refusal(status, &body) },
            _ => Attempt::Done(Err(refusal(status, &body))),
        }
    }

    fn request(&self, client: &Client) -> reqwest::RequestBuilder {
        let url = format!("http://{}/api/v1/{}", client.address, self.path);
        let mut request = client
            .http
            .request(self.method.clone(), with_query(url, &self.query))
            .timeout(client.patience.answer_within);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = &self.key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(version) = self.if_match {
            request = request.header("If-Match", format!("\"{version}\""));
        }
        match &self.body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.clone()),
            None => request,
        }
    }
}

impl Reply {
    /// # Errors
    /// `Unreadable` when the body is not what this call answers.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, CallError> {
        serde_json::from_str(&self.body)
            .map_err(|error| CallError::Unreadable { status: self.status, why: error.to_string() })
    }
}

/// An error with its causes: reqwest's own sentence alone hides the reason.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

fn written(body: &impl Serialize) -> Result<String, CallError> {
    serde_json::to_string(body).map_err(|error| CallError::Unreadable {
        status: 0,
        why: format!("the body cannot be written: {error}"),
    })
}

fn refusal(status: u16, body: &str) -> CallError {
    match serde_json::from_str::<Problem>(body) {
        Ok(problem) => CallError::Refused(Box::new(problem)),
        Err(error) => CallError::Unreadable { status, why: format!("no problem in its body: {error}") },
    }
}

/// Whole seconds, the only form that our server sends.
fn seconds(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// Percent-encodes what a query value may not hold.
fn with_query(mut url: String, query: &[(&'static str, String)]) -> String {
    for (index, (name, value)) in query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte) {
                url.push(char::from(byte));
            } else {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    url
}
