//! `GET /me`: who the caller is here.

use actix_web::{HttpResponse, get};
use lamplight_domain::ids::PersonId;
use lamplight_domain::org::Directory;
use lamplight_protocol::Id;
use lamplight_protocol::account::Me;
use lamplight_protocol::ticket::Named;
use lamplight_protocol::view::{department_named, person_named};

use crate::auth::Caller;
use crate::problem::refusals;

refusals! { Refusals: }

/// The caller: name, organisation, roles of this moment.
#[utoipa::path(tag = "session", responses((status = 200, body = Me), Refusals))]
#[get("/me")]
pub(crate) async fn me(caller: Caller) -> HttpResponse {
    HttpResponse::Ok().json(of(&caller.directory, caller.person))
}

/// What a page shows of the person who logged in.
pub(crate) fn of(directory: &Directory, person: PersonId) -> Me {
    let row = directory.person(person);
    Me {
        person: person_named(directory, person),
        organisation: Named { id: Id::from(directory.organisation), name: directory.name.clone() },
        roles: row.map(|row| row.roles.iter().map(Into::into).collect()).unwrap_or_default(),
        department: row.and_then(|row| row.department).map(|id| department_named(directory, id)),
        time_zone: directory.time_zone.name().to_owned(),
    }
}
