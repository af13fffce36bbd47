//! What is read beside the desks: lists, timelines, decisions. Rights were checked before; everything here
//! is bound to the caller's organisation.

use std::collections::BTreeMap;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{TextId, TicketId};
use lamplight_store::{Page, TicketFilter, TicketRow, TimelineRow};

use crate::accounts::unavailable;
use crate::extract::View;
use crate::problem::Refused;

pub(crate) async fn tickets(_: &View, _: TicketFilter, _: Page) -> Result<Vec<TicketRow>, Refused> {
    Err(unavailable())
}

pub(crate) async fn timeline(
    _: &View,
    _: TicketId,
) -> Result<(Vec<TimelineRow>, BTreeMap<TextId, String>), Refused> {
    Err(unavailable())
}

pub(crate) async fn decisions(_: &View, _: TicketId) -> Result<Vec<DecisionRecord>, Refused> {
    Err(unavailable())
}
