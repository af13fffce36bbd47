//! Every way to get a body wrong, and the field that is named.

use actix_web::test::TestRequest;
use lamplight_protocol::ticket::{CommentBody, OpenTicket};

use super::*;

const TICKET: &str = r#"{"summary":"x","category":"0000000000001"}"#;

async fn read<T: DeserializeOwned + 'static>(media: &str, body: impl Into<Bytes>) -> Result<T, Refused> {
    let request = TestRequest::post().insert_header((header::CONTENT_TYPE, media)).set_payload(body);
    let (request, mut payload) = request.to_http_parts();
    Body::<T>::from_request(&request, &mut payload).await.map(|body| body.value)
}

async fn refused(body: &str) -> (String, Option<String>) {
    let refused = read::<OpenTicket>("application/json", body.to_owned()).await.unwrap_err();
    (refused.problem().code.clone(), refused.problem().field.clone())
}

#[actix_web::test]
async fn a_good_body_is_read() {
    assert_eq!(read::<OpenTicket>("application/json; charset=utf-8", TICKET).await.unwrap().summary, "x");
}

#[actix_web::test]
async fn mistakes_name_their_field() {
    let field = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    assert_eq!(
        refused(r#"{"summary":"x","category":"0000000000001","urgency":1}"#).await,
        field("unknown-field", "body.urgency")
    );
    assert_eq!(
        refused(r#"{"summary":"x","category":"nonsense"}"#).await,
        field("invalid-field", "body.category")
    );
    assert_eq!(refused(r#"{"summary":"x"}"#).await, field("invalid-field", "body.category"));
    assert_eq!(
        refused(r#"{"summary":7,"category":"0000000000001"}"#).await,
        field("invalid-field", "body.summary")
    );
    let nested = r#"{"summary":"x","category":"0000000000001","solved":{"cause":"0000000000001","why":1}}"#;
    assert_eq!(refused(nested).await, field("unknown-field", "body.solved.why"));
}

#[actix_web::test]
async fn what_is_no_json_is_a_bad_request() {
    for body in ["{\"summary\":", "hello", "{}{}", "\u{feff}{}"] {
        let code = refused(body).await.0;
        assert!(code == "bad-request" || code == "invalid-field", "{body}: {code}");
    }
    assert_eq!(refused("{\"summary\":").await.0, "bad-request");
    assert_eq!(refused(&format!("{TICKET}x")).await.0, "bad-request");
}

#[actix_web::test]
async fn only_an_object_is_read_and_an_empty_body_is_called_so() {
    let said = async |body: &str| {
        let refused = read::<OpenTicket>("application/json", body.to_owned()).await.unwrap_err();
        let problem = refused.problem();
        assert_eq!(
            (problem.code.as_str(), problem.field.as_deref()),
            ("invalid-field", Some("body")),
            "{body}"
        );
        problem.detail.clone().unwrap_or_default()
    };
    for body in [r#"["x","0000000000001"]"#, "[]", "7", "null", "\"x\"", ""] {
        let said = said(body).await;
        assert!(said.contains("expected a JSON object"), "{body}: {said}");
    }
    assert!(said("").await.contains("empty"));
}

#[actix_web::test]
async fn a_time_that_is_none_is_answered_with_an_example() {
    let body = r#"{"summary":"x","category":"0000000000001","occurred_at":"yesterday"}"#;
    let refused = read::<OpenTicket>("application/json", body).await.unwrap_err();
    assert_eq!(refused.problem().field.as_deref(), Some("body.occurred_at"));
    let said = refused.problem().detail.clone().unwrap_or_default();
    assert!(said.contains("RFC 3339") && said.contains("2026-11-24T02:21:00Z"), "{said}");
}

#[actix_web::test]
async fn size_and_media_type_are_limited() {
    let code = |result: Result<CommentBody, Refused>| result.unwrap_err().problem().code.clone();
    let large = format!(r#"{{"text":"{}"}}"#, "x".repeat(BODY_BYTES_MAX));
    assert_eq!(code(read("application/json", large).await), "body-too-large");
    assert_eq!(code(read("text/plain", "hello").await), "unsupported-media-type");
    let edge = format!(r#"{{"text":"{}"}}"#, "x".repeat(BODY_BYTES_MAX - 11));
    assert_eq!(edge.len(), BODY_BYTES_MAX);
    assert!(read::<CommentBody>("application/json", edge).await.is_ok());
}

#[test]
fn the_hash_of_a_request_knows_path_body_and_secret() {
    let request = |path: &str| TestRequest::post().uri(path).to_http_request();
    let hash = |secret: u8, path: &str, body: &[u8]| request_hash(&[secret; 32], &request(path), body);
    let first = hash(1, "/a", b"{}");
    assert_eq!(first.len(), 32);
    assert_eq!(first, hash(1, "/a", b"{}"));
    for other in [hash(2, "/a", b"{}"), hash(1, "/b", b"{}"), hash(1, "/a", b"{ }")] {
        assert_ne!(first, other);
    }
}
