//! `GET /statistics/returns`: what was declined, returned and transferred today, and why.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_domain::stats::Returns;
use lamplight_protocol::supervisor::{ReturnsView, returns_view};
use lamplight_protocol::view::short_number;

use crate::accounts::unread;
use crate::extract::View;
use crate::history;
use crate::problem::{Refused, refusals};

refusals! { Refusals: Forbidden }

/// Since the organisation's midnight: counts, reasons, the tickets, who gave it, and which tickets came back
/// twice or more.
#[utoipa::path(tag = "statistics", operation_id = "read_returns",
    responses((status = 200, body = ReturnsView), Refusals))]
#[get("/statistics/returns")]
pub(crate) async fn read(view: View) -> Result<HttpResponse, Refused> {
    view.allow_always(Action::ReadStatistics)?;
    let (organisation, directory) = (view.caller.organisation, &view.caller.directory);
    let from = directory.time_zone.day_begin(view.shared.desks.clock().now());
    let events = history::events_since(&view, from).await?;
    let returns = Returns::since(from, &events);
    let mut numbers = BTreeMap::new();
    for id in returns.all.iter().map(|one| one.ticket).collect::<BTreeSet<_>>() {
        let ticket = view.shared.desks.store().ticket(organisation, id).await.map_err(unread)?;
        numbers.extend(ticket.map(|ticket| (id, short_number(ticket.number))));
    }
    let answer: ReturnsView = returns_view(&returns, directory, &numbers);
    Ok(HttpResponse::Ok().json(answer))
}
