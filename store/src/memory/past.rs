//! What has ended, said in plain Rust: what `sql::past` answers.

use std::collections::BTreeMap;

use lamplight_domain::ids::{CategoryId, CauseId, OrganisationId, TicketId};
use lamplight_domain::log::Fact;
use lamplight_domain::ticket::{End, Event};
use lamplight_domain::time::Timestamp;

use super::Memory;
use crate::projection::cause_of;
use crate::read::{PastOf, PastRow};

impl Memory {
    pub(crate) fn past(
        &self,
        organisation: OrganisationId,
        of: PastOf,
        but: TicketId,
        limit: u32,
    ) -> Vec<PastRow> {
        let tables = self.tables();
        let mut ended: Vec<_> = tables
            .tickets
            .values()
            .filter(|ticket| ticket.organisation == organisation && ticket.id != but)
            .filter(|ticket| match of {
                PastOf::Reporter(person) => ticket.reporters.first() == Some(&person),
                PastOf::Zone(zone) => ticket.zone == zone,
                PastOf::System(system) => ticket.system == Some(system),
            })
            .filter(|ticket| ticket.end.is_some_and(|end| !matches!(end, End::Merged { .. })))
            .collect();
        ended.sort_by_key(|ticket| std::cmp::Reverse((ticket.ended_at, ticket.id)));
        ended.truncate(limit as usize);
        let text = |id| tables.texts.get(&id).map(|(_, row)| row.text.clone());
        let log = || tables.log.get(&organisation).into_iter().flatten().rev();
        let row = |ticket: &lamplight_domain::ticket::Ticket| {
            let completion = log().find_map(|recorded| match &recorded.fact {
                Fact::Ticket { ticket: id, event: event @ Event::Completed { .. }, .. }
                    if *id == ticket.id =>
                {
                    Some(event)
                }
                _ => None,
            });
            let summary = text(ticket.summary).unwrap_or_default();
            let mut row = PastRow::of(ticket.clone(), summary, completion);
            row.note = row.note_id.and_then(text);
            row
        };
        ended.into_iter().map(row).collect()
    }

    pub(crate) fn causes_used(
        &self,
        organisation: OrganisationId,
        category: CategoryId,
        since: Timestamp,
    ) -> Vec<(CauseId, u32)> {
        let tables = self.tables();
        let own = tables.tickets.values().filter(|ticket| ticket.organisation == organisation);
        let mut used: BTreeMap<CauseId, u32> = BTreeMap::new();
        for ticket in own.filter(|ticket| ticket.category == category && ticket.ended_at >= Some(since)) {
            if let Some(cause) = cause_of(ticket) {
                *used.entry(cause).or_default() += 1;
            }
        }
        used.into_iter().collect()
    }
}
