//! `Idempotency-Key` and `If-Match`.

use actix_web::HttpRequest;
use actix_web::http::header;
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::problem::Refused;

const KEY: &str = "Idempotency-Key";
const KEY_CHARACTERS_MAX: usize = 128;

/// The conditions of a request that changes something.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// 1 to 128 visible characters.
    pub key: Option<String>,
    /// The assignment version that the client has seen.
    pub if_match: Option<u32>,
}

impl Head {
    /// # Errors
    /// `invalid-field` naming the header.
    pub fn read(request: &HttpRequest) -> Result<Self, Refused> {
        Ok(Self { key: key(request)?, if_match: if_match(request)? })
    }

    /// # Errors
    /// `key-missing`.
    pub fn require_key(&self) -> Result<(), Refused> {
        match self.key {
            Some(_) => Ok(()),
            None => Err(Problem::of(ProblemCode::KeyMissing).at("header.Idempotency-Key").into()),
        }
    }

    /// # Errors
    /// `if-match-missing`.
    pub fn require_if_match(&self) -> Result<(), Refused> {
        match self.if_match {
            Some(_) => Ok(()),
            None => Err(Problem::of(ProblemCode::IfMatchMissing).at("header.If-Match").into()),
        }
    }
}

fn key(request: &HttpRequest) -> Result<Option<String>, Refused> {
    let Some(value) = request.headers().get(KEY) else { return Ok(None) };
    let key = value.to_str().unwrap_or_default();
    let well_formed =
        (1..=KEY_CHARACTERS_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if well_formed {
        return Ok(Some(key.to_owned()));
    }
    let problem = Problem::of(ProblemCode::InvalidField).at("header.Idempotency-Key");
    Err(problem.saying("1 to 128 visible ASCII characters").into())
}

/// `"12"` or `12`.
fn if_match(request: &HttpRequest) -> Result<Option<u32>, Refused> {
    let Some(value) = request.headers().get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let version = Some(bare).filter(|bare| bare.bytes().all(|byte| byte.is_ascii_digit()));
    match version.and_then(|digits| digits.parse().ok()) {
        Some(version) => Ok(Some(version)),
        None => Err(Problem::of(ProblemCode::InvalidField)
            .at("header.If-Match")
            .saying("the ticket's assignment_version")
            .into()),
    }
}

#[cfg(test)]
mod tests;
