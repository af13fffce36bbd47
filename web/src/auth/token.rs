//! Login tokens: 256 bits of chance, told to their holder once, stored as SHA-256 alone.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::Chance;

pub(crate) const COOKIE: &str = "lamplight_login";
/// Keeps what is derived here apart from all else that is keyed with the server's secret.
const DERIVED_FOR: &[u8] = b"lamplight login of a paired screen\0";
const TOKEN_BYTES: usize = 32;

/// As its holder sends it: 64 hexadecimal digits.
pub(crate) struct Token(String);

impl Token {
    pub fn fresh(chance: &dyn Chance) -> Self {
        let mut bytes = [0; TOKEN_BYTES];
        chance.fill(&mut bytes);
        Self(hex(&bytes))
    }

    /// Follows from the hash of another secret, and from it alone by who knows the server's.
    pub fn derived(server_secret: &[u8; 32], from: &str) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(server_secret).expect("HMAC takes keys of any length");
        mac.update(DERIVED_FOR);
        mac.update(from.as_bytes());
        Self(hex(&mac.finalize().into_bytes()))
    }

    /// `None`: not a token of ours, without asking the store.
    pub fn read(text: &str) -> Option<Self> {
        let well_formed = text.len() == 2 * TOKEN_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_ascii_lowercase()))
    }

    /// What is stored and looked up.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a request brought its token. A browser sends the cookie by itself, so only that needs an Origin.
pub(crate) enum Presented {
    Bearer(Token),
    Cookie(Token),
}

impl Presented {
    pub fn token(&self) -> &Token {
        match self {
            Self::Bearer(token) | Self::Cookie(token) => token,
        }
    }

    pub fn by_cookie(&self) -> bool {
        matches!(self, Self::Cookie(_))
    }
}

/// A bearer goes before a cookie; a malformed bearer is no token, whatever the cookie says.
pub(crate) fn presented(request: &HttpRequest) -> Option<Presented> {
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        return scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| Token::read(token.trim()))?
            .map(Presented::Bearer);
    }
    let cookie = request.cookie(COOKIE)?;
    Token::read(cookie.value()).map(Presented::Cookie)
}

pub(crate) fn login_cookie(token: &Token, life: Duration, secure: bool) -> Cookie<'static> {
    let seconds = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
    cookie(token.as_str().to_owned(), secure, seconds)
}

/// Takes the cookie from the browser.
pub(crate) fn ended_cookie(secure: bool) -> Cookie<'static> {
    cookie(String::new(), secure, 0)
}

fn cookie(value: String, secure: bool, max_age_s: i64) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(time::Duration::seconds(max_age_s))
        .finish()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
