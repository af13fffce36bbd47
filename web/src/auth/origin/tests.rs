//! The list is exact; a cookie needs the header.

use actix_web::test::TestRequest;

use super::*;

#[test]
fn only_listed_origins_pass() {
    let origins = vec!["https://desk.example".to_owned()];
    let refused = |origin: Option<&str>, by_cookie| {
        let mut request = TestRequest::post();
        if let Some(origin) = origin {
            request = request.insert_header((header::ORIGIN, origin));
        }
        require_own_origin(&request.to_http_request(), &origins, by_cookie).is_err()
    };
    assert!(!refused(Some("https://desk.example"), true));
    assert!(!refused(None, false), "a program with a bearer token has no origin");
    assert!(refused(None, true), "a browser always says where a change comes from");
    for foreign in ["https://evil.example", "null", "http://desk.example", "https://desk.example:8443", ""] {
        assert!(refused(Some(foreign), true), "{foreign}");
        assert!(refused(Some(foreign), false), "{foreign}");
    }
}
