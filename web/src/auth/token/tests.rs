//! Tokens: their form, their hash, where a request may carry one.

use actix_web::cookie::Cookie;
use actix_web::test::TestRequest;

use super::*;
use crate::testing::Counting;

#[test]
fn tokens_differ_and_their_hash_is_not_the_token() {
    let chance = Counting::default();
    let (one, two) = (Token::fresh(&chance), Token::fresh(&chance));
    assert_eq!(one.as_str().len(), 64);
    assert_ne!(one.as_str(), two.as_str());
    assert_ne!(one.hash(), one.as_str());
    assert_eq!(Token::read(one.as_str()).unwrap().hash(), one.hash());
}

#[test]
fn only_sixty_four_hexadecimal_digits_are_a_token() {
    for text in ["", "abc", &"g".repeat(64), &"a".repeat(65)] {
        assert!(Token::read(text).is_none(), "{text}");
    }
}

#[test]
fn a_bearer_goes_before_a_cookie_and_a_broken_one_is_none() {
    let (bearer, cookie) = ("a".repeat(64), "b".repeat(64));
    let request = |authorization: &str| {
        let request = TestRequest::get().cookie(Cookie::new(COOKIE, cookie.clone()));
        request.insert_header((header::AUTHORIZATION, authorization.to_owned())).to_http_request()
    };
    let both = presented(&request(&format!("Bearer {bearer}"))).unwrap();
    assert!(!both.by_cookie());
    assert_eq!(both.token().as_str(), bearer);
    assert!(presented(&request("Bearer nonsense")).is_none());
    assert!(presented(&request(&format!("Basic {bearer}"))).is_none());
    let alone = TestRequest::get().cookie(Cookie::new(COOKIE, cookie.clone())).to_http_request();
    assert!(presented(&alone).unwrap().by_cookie());
}

#[test]
fn the_cookie_is_for_our_pages_alone() {
    let token = Token::fresh(&Counting::default());
    let cookie = login_cookie(&token, Duration::from_secs(60), true).to_string();
    for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=60"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!login_cookie(&token, Duration::from_secs(60), false).to_string().contains("Secure"));
    assert!(ended_cookie(false).to_string().contains("Max-Age=0"));
}
