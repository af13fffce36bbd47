//! Keys and versions as clients write them.

use actix_web::test::TestRequest;

use super::*;

fn head(name: &'static str, value: &str) -> Result<Head, String> {
    let request = TestRequest::post().insert_header((name, value.to_owned())).to_http_request();
    Head::read(&request).map_err(|refused| refused.problem().field.clone().unwrap_or_default())
}

#[test]
fn keys_are_up_to_128_visible_characters() {
    assert_eq!(head(KEY, "it-1").unwrap().key.as_deref(), Some("it-1"));
    assert!(head(KEY, &"x".repeat(128)).is_ok());
    for bad in ["", "two words", &"x".repeat(129)] {
        assert_eq!(head(KEY, bad).unwrap_err(), "header.Idempotency-Key", "{bad}");
    }
    assert_eq!(head("X-Other", "1").unwrap().require_key().unwrap_err().problem().code, "key-missing");
}

#[test]
fn versions_come_quoted_or_bare() {
    assert_eq!(head("If-Match", "\"12\"").unwrap().if_match, Some(12));
    assert_eq!(head("If-Match", "12").unwrap().if_match, Some(12));
    for bad in ["", "*", "W/\"12\"", "\"12", "-1", "99999999999"] {
        assert_eq!(head("If-Match", bad).unwrap_err(), "header.If-Match", "{bad}");
    }
    assert_eq!(head(KEY, "k").unwrap().require_if_match().unwrap_err().problem().code, "if-match-missing");
}
