//! `GET /tickets/{id}/history`: what ended before of the same reporter, place and system.

use actix_web::{HttpResponse, get};
use lamplight_domain::access::Action;
use lamplight_domain::ticket::Ticket;
use lamplight_protocol::engineer::{PastTicket, TicketHistory, Told, past_ticket};
use lamplight_store::PastOf;

use super::read::readable;
use crate::accounts::unread;
use crate::extract::View;
use crate::problem::{Refused, refusals};

/// Of each kind: what fits a phone beside the ticket itself.
const EACH_MAX: u32 = 5;

refusals! { Refusals: NotFound }

/// For whoever mends it: the newest ended tickets of the person it is reported for, of its place and of its
/// system.
#[utoipa::path(
    tag = "tickets",
    operation_id = "read_history",
    params(("id" = String, Path, description = "The ticket.")),
    responses((status = 200, body = TicketHistory), Refusals)
)]
#[get("/tickets/{id}/history")]
pub(crate) async fn history(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ReadPast)?;
    let ticket = readable(&view).await?.ticket;
    view.allow_on(Action::ReadPast, &ticket)?;
    let reporter = ticket.reporters.first().copied();
    Ok(HttpResponse::Ok().json(TicketHistory {
        reporter: past(&view, &ticket, reporter.map(PastOf::Reporter)).await?,
        zone: past(&view, &ticket, Some(PastOf::Zone(ticket.zone))).await?,
        system: past(&view, &ticket, ticket.system.map(PastOf::System)).await?,
    }))
}

async fn past(view: &View, beside: &Ticket, of: Option<PastOf>) -> Result<Vec<PastTicket>, Refused> {
    let Some(of) = of else { return Ok(Vec::new()) };
    let (store, organisation) = (view.shared.desks.store(), view.caller.organisation);
    let rows = store.past(organisation, of, beside.id, EACH_MAX).await.map_err(unread)?;
    let told = |row: &lamplight_store::PastRow| {
        let told = Told { summary: &row.summary, note: row.note.as_deref(), engineer: row.engineer };
        past_ticket(&row.ticket, told, beside, &view.caller.directory)
    };
    Ok(rows.iter().map(told).collect())
}
