//! `GET /causes?category=`: what a ticket of this category may be completed with.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_domain::time::Span;
use lamplight_protocol::Id;
use lamplight_protocol::engineer::{CauseUses, cause_uses};
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::accounts::unread;
use crate::extract::{View, invalid};
use crate::problem::{Refused, refusals};

/// Long enough for a rare fault to have a custom, short enough for a custom to change.
const DAYS: u32 = 90;

refusals! { Refusals: BadRequest, UnknownField, InvalidField, UnknownReference }

/// The causes that the category offers, most used first; equally used ones as the directory lists them. A
/// category that offers none takes all.
#[utoipa::path(
    tag = "directory",
    operation_id = "list_causes",
    params(("category" = String, Query, description = "A category of the directory.")),
    responses((status = 200, body = CauseUses), Refusals)
)]
#[get("/causes")]
pub(crate) async fn list(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::Complete)?;
    let mut query = view.query()?;
    let category: Option<Id> = query.one("category")?;
    query.nothing_left()?;
    let category = category.ok_or_else(|| invalid("category", &"a category"))?.to();
    let (organisation, directory) = (view.caller.organisation, &*view.caller.directory);
    if !directory.categories.contains_key(&category) {
        return Err(Problem::of(ProblemCode::UnknownReference).at("query.category").into());
    }
    let since = view.shared.desks.clock().now() - Span::from_hours(24 * i64::from(DAYS));
    let used = view.shared.desks.store().causes_used(organisation, category, since).await.map_err(unread)?;
    let causes = directory.causes_by_use(category, &used.into_iter().collect());
    Ok(HttpResponse::Ok().json(cause_uses(DAYS, &causes, directory)))
}
