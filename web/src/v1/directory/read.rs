//! `GET /directory`: zones, departments, categories, causes, systems, groups, people.

use actix_web::http::header::{self, EntityTag, IfNoneMatch};
use actix_web::web::Header;
use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::directory::{DirectoryView, directory_view};

use crate::extract::View;
use crate::problem::{Refused, refusals};

refusals! { Refusals: }

/// Kept by the reader's browser alone, and asked about each time.
const CACHE: &str = "private, no-cache";

/// The whole directory with an `ETag`: ask again with `If-None-Match` and get 304 while nothing changed.
#[utoipa::path(tag = "directory", operation_id = "read_directory", responses(
    (status = 200, body = DirectoryView), (status = 304, description = "As it was."), Refusals))]
#[get("/directory")]
pub(crate) async fn read(view: View, known: Option<Header<IfNoneMatch>>) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadDirectory)?;
    let caller = &view.caller;
    let view = directory_view(&caller.directory, caller.roles);
    // People seen depend on roles, so the roles belong to the tag.
    let roles: String = caller.roles.iter().map(|role| char::from(b'a' + role as u8)).collect();
    let tag = EntityTag::new_weak(format!("{}-{roles}", view.version));
    if let Some(Header(IfNoneMatch::Items(tags))) = known
        && tags.iter().any(|seen| seen.weak_eq(&tag))
    {
        return Ok(HttpResponse::NotModified()
            .insert_header(header::ETag(tag))
            .insert_header((header::CACHE_CONTROL, CACHE))
            .finish());
    }
    Ok(HttpResponse::Ok()
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, CACHE))
        .json(view))
}
