//! `GET /tickets`: search with filters, newest first, page by page.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, get};
use lamplight_domain::access::{Action, Relation};
use lamplight_domain::ids::{CategoryId, IdText, TicketId, ZoneId, parse_id};
use lamplight_domain::org::Directory;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::problem::ProblemCode;
use lamplight_protocol::ticket::{Priority, Shown, TicketPage, ticket_row};
use lamplight_protocol::{Id, Instant};
use lamplight_store::{Page, TicketFilter, TicketRow};

use crate::extract::{Pairs, View, invalid};
use crate::history;
use crate::problem::{Refused, of_refusal, refusals};

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 200;
const SEARCH_CHARACTERS_MAX: usize = 100;

refusals! { Refusals: UnknownField, InvalidField, BadRequest }

/// Tickets of the organisation; reporters get their own. Values of one filter are alternatives (repeat it
/// or separate by commas), filters narrow each other.
#[utoipa::path(
    tag = "tickets",
    operation_id = "list_tickets",
    params(
        ("status" = Option<Vec<Shown>>, Query, explode = false),
        ("live" = Option<bool>, Query),
        ("priority" = Option<Vec<Priority>>, Query, explode = false),
        ("engineer" = Option<String>, Query, description = "Who owns it, is rung by it, or owned it when it ended."),
        ("reporter" = Option<String>, Query, description = "For whom it was reported, or who joined."),
        ("group" = Option<String>, Query),
        ("category" = Option<Vec<String>>, Query, explode = false, description = "With everything below it."),
        ("zone" = Option<Vec<String>>, Query, explode = false, description = "With everything below it."),
        ("opened_from" = Option<String>, Query, description = "RFC 3339, included."),
        ("opened_to" = Option<String>, Query, description = "RFC 3339, not included."),
        ("q" = Option<String>, Query, description = "A number (`20261124-087`, `1124-087`, `087`) or words of the summary."),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 200),
        ("after" = Option<String>, Query, description = "`next` of the page before."),
    ),
    responses((status = 200, body = TicketPage), Refusals)
)]
#[get("/tickets")]
pub(crate) async fn list(view: View) -> Result<HttpResponse, Refused> {
    view.allow(Action::ListTickets)?;
    let (filter, page) = asked(view.query()?, &view.caller.directory)?;
    let filter = scoped(filter, &view)?;
    let mut rows = history::tickets(&view, &filter, page).await?;
    let shown = view.shared.desks.show_rings(view.caller.organisation, &mut rows).await;
    shown.map_err(|refusal| of_refusal(refusal, &view.caller))?;
    let (directory, reader) = (&view.caller.directory, view.caller.reader());
    let next = rows.last().filter(|_| rows.len() == page.limit as usize).map(after);
    let items = rows.iter().map(|row| ticket_row(&row.ticket, directory, &row.summary, &reader)).collect();
    Ok(HttpResponse::Ok().json(TicketPage { items, next }))
}

fn asked(mut query: Pairs, directory: &Directory) -> Result<(TicketFilter, Page), Refused> {
    let id = |id: Option<Id>| id.map(|id| id.0);
    let filter = TicketFilter {
        shown: query.many::<Shown>("status")?.into_iter().map(Into::into).collect(),
        live: query.parsed("live")?,
        priority: query.many::<Priority>("priority")?.into_iter().map(Into::into).collect(),
        engineer: id(query.one("engineer")?).map(From::from),
        reporter: id(query.one("reporter")?).map(From::from),
        group: id(query.one("group")?).map(From::from),
        category: categories_below(query.many("category")?, directory),
        zone: zones_below(query.many("zone")?, directory),
        opened_from: query.one::<Instant>("opened_from")?.map(Into::into),
        opened_to: query.one::<Instant>("opened_to")?.map(Into::into),
        text: searched(query.text("q"))?,
    };
    let limit = query.parsed("limit")?.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(invalid("limit", &format!("1 to {LIMIT_MAX}")));
    }
    let after = match query.text("after") {
        None => None,
        Some(text) => Some(before(&text).ok_or_else(|| invalid("after", &"`next` of another page"))?),
    };
    query.nothing_left()?;
    Ok((filter, Page { limit, after }))
}

/// Who may not read everything gets what he reported, or what he works on; who is both and asks for what
/// he reported gets that.
fn scoped(filter: TicketFilter, view: &View) -> Result<TicketFilter, Refused> {
    let (caller, me) = (&view.caller, view.caller.person);
    let reports = caller.may_as(Action::ReadTicket, Relation::Reporter);
    let works = caller.may_as(Action::ReadTicket, Relation::Owner);
    if caller.may_always(Action::ReadTicket) {
        Ok(filter)
    } else if works && !(reports && filter.reporter == Some(me)) {
        Ok(TicketFilter { engineer: Some(me), ..filter })
    } else if reports {
        Ok(TicketFilter { reporter: Some(me), ..filter })
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn searched(text: Option<String>) -> Result<Option<String>, Refused> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > SEARCH_CHARACTERS_MAX => {
            Err(invalid("q", &format!("at most {SEARCH_CHARACTERS_MAX} characters")))
        }
        text => Ok(text),
    }
}

/// An unknown node stays in the list: it matches nothing, as it should.
fn categories_below(roots: Vec<Id>, directory: &Directory) -> Vec<CategoryId> {
    let roots: BTreeSet<CategoryId> = roots.into_iter().map(Id::to).collect();
    let all = directory.categories.keys().copied();
    let below = all.filter(|&id| directory.category_path(id).any(|node| roots.contains(&node.id)));
    let below: BTreeSet<CategoryId> = if roots.is_empty() { BTreeSet::new() } else { below.collect() };
    below.union(&roots).copied().collect()
}

fn zones_below(roots: Vec<Id>, directory: &Directory) -> Vec<ZoneId> {
    let roots: BTreeSet<ZoneId> = roots.into_iter().map(Id::to).collect();
    let all = directory.zones.keys().copied();
    let below = all.filter(|&id| directory.zone_path(id).any(|node| roots.contains(&node.id)));
    let below: BTreeSet<ZoneId> = if roots.is_empty() { BTreeSet::new() } else { below.collect() };
    below.union(&roots).copied().collect()
}

/// The place after a row: opening time and id, each as 13 characters.
fn after(row: &TicketRow) -> String {
    let at = IdText::of(row.ticket.opened_at.micros());
    format!("{}{}", at.as_str(), row.ticket.id)
}

fn before(text: &str) -> Option<(Timestamp, TicketId)> {
    let (at, ticket) = text.split_at_checked(13)?;
    Some((Timestamp::from_micros(parse_id(at).ok()?), ticket.parse().ok()?))
}

#[cfg(test)]
mod tests;
