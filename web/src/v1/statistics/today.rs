//! `GET /statistics/today`: the present day by half hours, against what is usual.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_protocol::statistics::TodayAgainstUsual;

use crate::extract::View;
use crate::problem::{Refused, of_refusal, refusals};

refusals! { Refusals: }

/// Reports of today by half hours, with fewest, median and most of the same weekday in the last five weeks.
#[utoipa::path(tag = "statistics", operation_id = "today_against_usual",
    responses((status = 200, body = TodayAgainstUsual), Refusals))]
#[get("/statistics/today")]
pub(crate) async fn today(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadStatistics)?;
    let today = view.shared.desks.today(view.caller.organisation).await;
    let today = today.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    let now = view.shared.desks.clock().now();
    Ok(HttpResponse::Ok().json(TodayAgainstUsual::of(&today, now)))
}
