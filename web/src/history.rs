//! What is read beside the desks: lists, timelines, decisions. Rights were checked before; everything here
//! is bound to the caller's organisation.

use std::cell::RefCell;
use std::collections::BTreeSet;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{TextId, TicketId};
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::Directory;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::ticket::{TimelineItem, timeline_item};
use lamplight_store::{Page, TicketFilter, TicketRow};

use crate::accounts::unread;
use crate::extract::View;
use crate::problem::Refused;

/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn tickets(
    view: &View,
    filter: &TicketFilter,
    page: Page,
) -> Result<Vec<TicketRow>, Refused> {
    let store = view.shared.desks.store();
    store.list(view.caller.organisation, filter, page).await.map_err(unread)
}

/// The steps of a ticket's life for this reader, with the texts that he may read.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn timeline(
    view: &View,
    ticket: TicketId,
    directory: &Directory,
) -> Result<Vec<TimelineItem>, Refused> {
    let (store, organisation, reader) =
        (view.shared.desks.store(), view.caller.organisation, view.caller.reader());
    let rows = store.timeline(organisation, ticket).await.map_err(unread)?;
    let items = |text: &dyn Fn(TextId) -> Option<String>| -> Vec<TimelineItem> {
        let item = |row: &lamplight_store::TimelineRow| {
            timeline_item(row.position, &row.recorded, directory, text, &reader)
        };
        rows.iter().filter_map(item).collect()
    };
    // Once to learn which texts are needed, once with them.
    let needed = RefCell::new(BTreeSet::new());
    items(&|id| {
        needed.borrow_mut().insert(id);
        None
    });
    let needed: Vec<TextId> = needed.into_inner().into_iter().collect();
    let texts = store.texts(organisation, &needed).await.map_err(unread)?;
    Ok(items(&|id| texts.get(&id).cloned()))
}

/// Every event of the ticket, oldest first.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn log(view: &View, ticket: TicketId) -> Result<Vec<Recorded>, Refused> {
    let rows = view.shared.desks.store().timeline(view.caller.organisation, ticket).await.map_err(unread)?;
    Ok(rows.into_iter().map(|row| row.recorded).collect())
}

/// Newest first.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn decisions(view: &View, ticket: TicketId) -> Result<Vec<DecisionRecord>, Refused> {
    let store = view.shared.desks.store();
    let mut records = store.decisions(view.caller.organisation, ticket).await.map_err(unread)?;
    records.reverse();
    Ok(records)
}

/// How many events are read at once.
const EVENTS_A_PAGE: u32 = 2_000;

/// The organisation's events from a moment on, oldest first. Positions follow time, so the first is found by
/// halving; no index on time has to be kept for it.
///
/// # Errors
/// `unavailable` when the store does not answer.
pub(crate) async fn events_since(view: &View, from: Timestamp) -> Result<Vec<Recorded>, Refused> {
    let (store, organisation) = (view.shared.desks.store(), view.caller.organisation);
    let before = async |position: i64| -> Result<bool, Refused> {
        let rows = store.log(organisation, Position(position), 1).await.map_err(unread)?;
        Ok(rows.first().is_some_and(|row| row.recorded.at < from))
    };
    let (mut low, mut high) = (1, 2);
    while before(high).await? {
        (low, high) = (high, high * 2);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle).await? { low = middle + 1 } else { high = middle }
    }
    let mut events = Vec::new();
    loop {
        let rows = store.log(organisation, Position(low), EVENTS_A_PAGE).await.map_err(unread)?;
        let Some(last) = rows.last().map(|row| row.position) else { return Ok(events) };
        events.extend(rows.into_iter().map(|row| row.recorded));
        low = last.0 + 1;
    }
}
