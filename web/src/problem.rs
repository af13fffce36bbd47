//! Refusals as answers: `application/problem+json` from the one table in `protocol::problem`. Never decides
//! that something is refused.

use std::collections::BTreeMap;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use lamplight_domain::org::Directory;
use lamplight_domain::ticket::Overtaking;
use lamplight_protocol::problem::{Problem, ProblemCode};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

mod desk;

pub(crate) use desk::of_refusal;

pub(crate) const CONTENT_TYPE: &str = "application/problem+json";

/// What a handler answers instead of an answer.
#[derive(Debug)]
pub(crate) struct Refused {
    problem: Box<Problem>,
    retry_after_ms: Option<u32>,
}

impl Refused {
    pub fn after_ms(problem: Problem, retry_after_ms: u32) -> Self {
        Self { problem: Box::new(problem), retry_after_ms: Some(retry_after_ms) }
    }

    /// Says who was faster.
    #[must_use]
    pub fn overtaken_by(mut self, overtaking: Overtaking<'_>, directory: &Directory) -> Self {
        *self.problem = self.problem.overtaken_by(overtaking, directory);
        self
    }

    /// It looks like none at all to this caller.
    pub fn hides_the_ticket(&self) -> bool {
        self.problem.code == ProblemCode::NotFound.code()
    }

    #[cfg(test)]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem: Box::new(problem), retry_after_ms: None }
    }
}

impl From<ProblemCode> for Refused {
    fn from(code: ProblemCode) -> Self {
        Problem::of(code).into()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.code)
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponseBuilder::new(self.status_code());
        response.insert_header((header::CONTENT_TYPE, CONTENT_TYPE));
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(after) = self.retry_after_ms {
            response.insert_header((header::RETRY_AFTER, after.div_ceil(1_000).max(1).to_string()));
        }
        match serde_json::to_vec(&*self.problem) {
            Ok(body) => response.body(body),
            Err(_) => response.finish(),
        }
    }
}

/// The refusals of an endpoint as OpenAPI responses: one a status, its codes in the description.
pub(crate) fn documented(codes: &[ProblemCode]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status()).or_default().push(format!("`{}`: {}", code.code(), code.title()));
    }
    by_status
        .into_iter()
        .map(|(status, mut sentences)| {
            sentences.sort();
            sentences.dedup();
            let schema = Ref::from_schema_name("Problem");
            let content = ContentBuilder::new().schema(Some(schema)).build();
            let response = ResponseBuilder::new()
                .description(sentences.join("\n\n"))
                .content(CONTENT_TYPE, content)
                .build();
            (status.to_string(), response.into())
        })
        .collect()
}

/// Names the refusals of an endpoint beside those that every endpoint behind a login has.
macro_rules! refusals {
    ($name:ident: $($code:ident),* $(,)?) => {
        pub(crate) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::response::Response>,
            > {
                use lamplight_protocol::problem::ProblemCode;
                $crate::problem::documented(&[
                    ProblemCode::LoginRequired,
                    ProblemCode::Forbidden,
                    ProblemCode::Unavailable,
                    ProblemCode::Incident,
                    $(ProblemCode::$code),*
                ])
            }
        }
    };
}
pub(crate) use refusals;
