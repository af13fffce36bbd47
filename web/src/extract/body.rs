//! JSON bodies: bounded, typed, surplus fields refused, the mistaken field named.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use hmac::{Hmac, KeyInit, Mac};
use lamplight_protocol::Object;
use lamplight_protocol::problem::{Problem, ProblemCode};
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::auth::hex;
use crate::problem::Refused;

const BODY_BYTES_MAX: usize = 64 * 1024;
/// What is read and thrown away of a body that is too large, so that its sender hears the answer.
const DRAINED_BYTES_MAX: usize = 4 * 1024 * 1024;
/// A body that takes longer holds a connection for nothing.
const BODY_WITHIN: Duration = Duration::from_secs(15);
const HASH_BYTES: usize = 16;

/// A body with the bytes it came in (the hash of a request is over these). An absent body reads as `{}`.
pub(crate) struct Body<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> Body<T> {
    /// # Errors
    /// `unsupported-media-type`, `body-too-large`, `bad-request`, `unknown-field`, `invalid-field`.
    pub async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Refused> {
        let bytes = match tokio::time::timeout(BODY_WITHIN, drain(payload)).await {
            Ok(bytes) => bytes?,
            Err(_) => {
                return Err(Problem::of(ProblemCode::BadRequest).saying("the body came too slowly").into());
            }
        };
        if bytes.is_empty() {
            let empty = |_| {
                let problem = Problem::of(ProblemCode::InvalidField).at("body");
                Refused::from(problem.saying("the body is empty, expected a JSON object"))
            };
            return Ok(Self { value: parse(b"{}").map_err(empty)?, bytes });
        }
        check_media_type(request)?;
        Ok(Self { value: parse(&bytes)?, bytes })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { Self::read(&request, &mut payload).await })
    }
}

fn check_media_type(request: &HttpRequest) -> Result<(), Refused> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = media.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if media.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Problem::of(ProblemCode::UnsupportedMediaType).at("header.Content-Type").into())
}

async fn drain(payload: &mut Payload) -> Result<Bytes, Refused> {
    let mut bytes = BytesMut::new();
    let mut seen = 0;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::of(ProblemCode::BadRequest))?;
        seen += chunk.len();
        if seen <= BODY_BYTES_MAX {
            bytes.extend_from_slice(&chunk);
        } else if seen > DRAINED_BYTES_MAX {
            break;
        }
    }
    if seen > BODY_BYTES_MAX {
        return Err(Problem::of(ProblemCode::BodyTooLarge).with("max_bytes", BODY_BYTES_MAX).into());
    }
    Ok(bytes.freeze())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    let Object(value) = read.map_err(|error| mistake(&error))?;
    deserializer.end().map_err(|_| Problem::of(ProblemCode::BadRequest))?;
    Ok(value)
}

fn mistake(error: &serde_path_to_error::Error<serde_json::Error>) -> Refused {
    let (path, inner) = (error.path().to_string(), error.inner());
    if !inner.is_data() {
        return Problem::of(ProblemCode::BadRequest)
            .saying(format!("not JSON at line {}, column {}", inner.line(), inner.column()))
            .into();
    }
    let sentence = inner.to_string();
    let named = |prefix: &str| sentence.strip_prefix(prefix)?.split('`').next();
    if let Some(field) = named("unknown field `") {
        return Problem::of(ProblemCode::UnknownField).at(join(&path, field)).into();
    }
    let missing = named("missing field `").map(|field| join(&path, field));
    let expected = sentence.split(" at line ").next().unwrap_or_default().to_owned();
    Problem::of(ProblemCode::InvalidField)
        .at(missing.unwrap_or_else(|| join(&path, "")))
        .saying(expected)
        .into()
}

/// `body.solved.cause`. serde's path of an unknown field ends with that field already.
fn join(path: &str, field: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').filter(|part| !part.is_empty() && *part != "?").collect();
    if !field.is_empty() && parts.last() != Some(&field) {
        parts.push(field);
    }
    parts.insert(0, "body");
    parts.join(".")
}

/// The keyed hash of a request: the same key with another request is a mistake of the client.
pub(crate) fn request_hash(secret: &[u8; 32], request: &HttpRequest, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    for part in [request.method().as_str().as_bytes(), request.path().as_bytes(), body] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    hex(&mac.finalize().into_bytes()[..HASH_BYTES])
}

#[cfg(test)]
mod tests;
