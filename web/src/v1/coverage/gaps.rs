//! `GET /coverage/gaps`: what nobody on duty answers for now, and what has no B at all.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_domain::org::gaps;
use lamplight_protocol::supervisor::{Gaps, gap_view};

use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: Forbidden }

/// Holes in the coverage by the duty of this moment, the gravest first.
#[utoipa::path(tag = "directory", operation_id = "list_coverage_gaps",
    responses((status = 200, body = Gaps), Refusals))]
#[get("/coverage/gaps")]
pub(crate) async fn list(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::WatchBoard)?;
    let people = view.shared.desks.people(view.caller.organisation).await;
    let people = people.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    let duty: BTreeMap<_, _> =
        people.into_iter().map(|person| (person.id.to(), person.duty.into())).collect();
    let directory = &view.caller.directory;
    let items = gaps(directory, &duty).iter().map(|gap| gap_view(gap, directory)).collect();
    Ok(HttpResponse::Ok().json(Gaps { items }))
}
