//! The pages of the user interface, built into the binary, and the small pages of the problems.

use actix_web::http::Method;
use actix_web::http::header::{self, EntityTag};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use lamplight_protocol::problem::ProblemCode;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::auth::hex;
use crate::problem::Refused;

/// `ui/dist`, or nothing when it was not built before this crate.
#[derive(RustEmbed)]
#[folder = "../ui/dist"]
#[allow_missing = true]
struct Dist;

const INDEX: &str = "index.html";
/// Built files carry a hash of their content in their name: they never change.
const HASHED: &str = "assets/";

const NOT_BUILT: &str = include_str!("pages/not_built.html");

/// Files are compressed when the pages are built, as small as can be, and stand beside the plain ones.
/// Best first.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// This program's version and its pages' hash: another build of the pages is another build.
pub(crate) fn build() -> String {
    let version = env!("CARGO_PKG_VERSION");
    match Dist::get(INDEX) {
        Some(index) => format!("{version}+{}", hex(&index.metadata.sha256_hash()[..4])),
        None => version.to_owned(),
    }
}

/// A file of the user interface; every other path is a page of it, which `index.html` shows.
pub(crate) async fn ui(request: HttpRequest) -> HttpResponse {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refused::from(ProblemCode::MethodNotAllowed).error_response();
    }
    let path = request.path().trim_start_matches('/');
    if let Some(file) = file(path, &request) {
        return file;
    }
    // A file that is not there is no page: a stale page asking for an old script must hear so.
    if path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return Refused::from(ProblemCode::NotFound).error_response();
    }
    file(INDEX, &request)
        .unwrap_or_else(|| HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT))
}

fn file(path: &str, request: &HttpRequest) -> Option<HttpResponse> {
    let file = Dist::get(path)?;
    let cache = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = EntityTag::new_weak(hex(&file.metadata.sha256_hash()[..8]));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known == Some(tag.to_string().as_str()) {
        return Some(
            HttpResponse::NotModified()
                .insert_header((header::CACHE_CONTROL, cache))
                .insert_header(header::ETag(tag))
                .finish(),
        );
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(file.metadata.mimetype())
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header(header::ETag(tag));
    if let Some((encoding, packed)) = packed(path, request) {
        return Some(
            answer.insert_header((header::CONTENT_ENCODING, encoding)).body(packed.data.into_owned()),
        );
    }
    Some(answer.body(file.data.into_owned()))
}

/// The smallest form of a file that the asker can read, if it was built.
fn packed(path: &str, request: &HttpRequest) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    PACKED
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| Dist::get(&format!("{path}.{ending}")).map(|file| (encoding, file)))
}

/// Whether an `Accept-Encoding` names this one without refusing it (`q=0`).
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// `/problems/<code>`: where a problem's `type` leads.
pub(crate) async fn problem(code: web::Path<String>) -> HttpResponse {
    let Some(found) = ProblemCode::ALL.iter().find(|known| known.code() == code.as_str()) else {
        return Refused::from(ProblemCode::NotFound).error_response();
    };
    let (name, status, title) = (found.code(), found.status(), found.title());
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{name}</title>\
         <h1>{name}</h1><p>HTTP {status}</p><p>{title}</p></html>\n"
    ))
}

#[cfg(test)]
mod tests;
