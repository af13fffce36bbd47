//! Pages, files and problem pages.

use actix_web::body::to_bytes;
use actix_web::test::TestRequest;

use super::*;

#[actix_web::test]
async fn a_missing_file_is_no_page() {
    for path in ["/assets/old-1234.js", "/favicon.nothing"] {
        assert_eq!(ui(TestRequest::with_uri(path).to_http_request()).await.status().as_u16(), 404, "{path}");
    }
}

#[actix_web::test]
async fn every_page_route_is_answered_with_html() {
    let answer = ui(TestRequest::with_uri("/console/tickets").to_http_request()).await;
    assert!(answer.headers().get(header::CONTENT_TYPE).unwrap().to_str().unwrap().starts_with("text/html"));
}

#[actix_web::test]
async fn problems_have_a_page() {
    let answer = problem("not-ringing".to_owned().into()).await;
    let body = to_bytes(answer.into_body()).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("Nothing rings on this ticket."));
    assert_eq!(problem("<script>".to_owned().into()).await.status().as_u16(), 404);
}

#[test]
fn an_encoding_is_taken_when_it_is_named_and_not_refused() {
    assert!(accepts("gzip, deflate, br", "br"));
    assert!(accepts("gzip;q=0.8, BR;q=1", "br"));
    assert!(!accepts("gzip, br;q=0", "br"));
    assert!(!accepts("gzip, brotli", "br"));
    assert!(!accepts("", "gzip"));
}
