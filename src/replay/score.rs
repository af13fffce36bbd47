//! What the play came to: the record of its people against what the server lists at the end, and the
//! server's first choices against what really happened. Pure; reading the server is `Findings::gather`.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::stream::{self, StreamExt, TryStreamExt};
use hdrhistogram::Histogram;
use lamplight_protocol::Id;
use lamplight_protocol::ticket::{Stage as TicketStage, TicketRow, Timeline};
use serde::Serialize;

use super::ledger::{Counts, Seen};
use super::play::{Stage, number_of};
use super::script::Script;
use crate::client::{CallError, Session};

const READING_AT_ONCE: usize = 16;

/// The figures of `--json`, in its order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Reports that were acknowledged.
    pub tickets: u64,
    /// The log's last position: every event, those of the organisation included.
    pub events: i64,
    pub refused: BTreeMap<String, u64>,
    /// Rings that nobody answered.
    pub lapses: u64,
    pub by_hand: u64,
    pub open_at_end: u64,
    /// Acknowledged, but not (or not so) in the server's list.
    pub lost: u64,
    /// In the server's list more often than reported.
    pub doubled: u64,
    /// Share of tickets whose first automatic offer was made for the group that solved it; of those with
    /// a known one. A ticket that was never offered automatically is a miss.
    pub group_first: f64,
    /// The same with the engineer.
    pub engineer_first: f64,
    /// From sending the report until the ring was at the engineer's program, life.
    pub ring_p50_ms: f64,
    pub ring_p99_ms: f64,
}

/// The server's first automatic choice for a ticket, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub engineer: String,
    pub group: String,
}

/// What the server says at the end.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub rows: Vec<TicketRow>,
    pub firsts: BTreeMap<Id, Choice>,
    pub lapses: u64,
    pub position: i64,
}

impl Findings {
    /// Lists every ticket and reads each one's timeline.
    ///
    /// # Errors
    /// When the server cannot be read: without it there is no score.
    pub async fn gather(desk: &Session) -> Result<Self, CallError> {
        let rows = desk.all_tickets(&[]).await?;
        let timelines: Vec<(Id, Timeline)> =
            stream::iter(rows.iter().map(|row| row.id).collect::<BTreeSet<_>>())
                .map(|id| async move { Ok::<_, CallError>((id, desk.timeline(id).await?)) })
                .buffer_unordered(READING_AT_ONCE)
                .try_collect()
                .await?;
        let mut found = Self { rows, ..Self::default() };
        for (id, timeline) in &timelines {
            found.firsts.extend(first_choice(timeline).map(|choice| (*id, choice)));
            let lapsed = timeline.items.iter().filter(|item| item.event == "lapsed");
            found.lapses += lapsed.count() as u64;
            found.position = timeline.items.iter().map(|item| item.position).fold(found.position, i64::max);
        }
        if let Some(row) = found.rows.first() {
            found.position = found.position.max(desk.ticket(row.id).await?.position);
        }
        Ok(found)
    }
}

/// The first offer, where the dispatcher actor made it.
fn first_choice(timeline: &Timeline) -> Option<Choice> {
    let offered = timeline.items.iter().find(|item| item.event == "offered")?;
    if offered.by == "person" || offered.detail.get("rung").and_then(|rung| rung.as_str()) == Some("by_hand")
    {
        return None;
    }
    let group = offered.detail.get("group")?.get("name")?.as_str()?;
    Some(Choice { engineer: offered.engineer.as_ref()?.name.clone(), group: group.to_owned() })
}

impl Score {
    pub fn of(stage: &Stage, found: &Findings) -> Self {
        Self::judge(&stage.script, &stage.ledger.tickets(), &stage.ledger.counts(), found)
    }

    fn judge(script: &Script, seen: &BTreeMap<Id, Seen>, counts: &Counts, found: &Findings) -> Self {
        let rows: BTreeMap<Id, &TicketRow> = found.rows.iter().map(|row| (row.id, row)).collect();
        let opened: BTreeMap<Id, &Seen> =
            seen.iter().filter(|(_, seen)| seen.opened).map(|(id, seen)| (*id, seen)).collect();
        let lost = opened.iter().filter(|(id, seen)| is_lost(seen, rows.get(id).copied())).count();
        let (group_first, engineer_first) = firsts(script, &opened, found);
        let ring = ring_times(&opened);
        let quantile = |share| ring.value_at_quantile(share) as f64 / 1_000.0;
        Self {
            tickets: opened.len() as u64,
            events: counts.position.max(found.position),
            refused: counts.refused.clone(),
            lapses: counts.lapsed.max(found.lapses),
            by_hand: counts.by_hand,
            open_at_end: found.rows.iter().filter(|row| row.ended_at.is_none()).count() as u64,
            lost: lost as u64,
            doubled: doubled(script, &found.rows),
            group_first,
            engineer_first,
            ring_p50_ms: quantile(0.5),
            ring_p99_ms: quantile(0.99),
        }
    }

    /// Whether the server kept every promise.
    pub fn is_clean(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.lapses == 0
    }
}

/// Acknowledged as opened and not there, or as completed and not completed, or of another incident.
fn is_lost(seen: &Seen, row: Option<&TicketRow>) -> bool {
    row.is_none_or(|row| {
        number_of(&row.summary) != seen.incident || (seen.completed && row.stage != TicketStage::Completed)
    })
}

/// Tickets beyond the first of each incident, and tickets of no incident at all.
fn doubled(script: &Script, rows: &[TicketRow]) -> u64 {
    let played: BTreeSet<&str> = script.parts.iter().map(|part| part.incident.number.as_str()).collect();
    let mut met = BTreeSet::new();
    rows.iter()
        .map(|row| number_of(&row.summary))
        .filter(|number| !(played.contains(number) && met.insert(*number)))
        .count() as u64
}

fn firsts(script: &Script, opened: &BTreeMap<Id, &Seen>, found: &Findings) -> (f64, f64) {
    let ticket_of: BTreeMap<&str, Id> =
        opened.iter().map(|(id, seen)| (seen.incident.as_str(), *id)).collect();
    let (mut group, mut engineer) = (Share::default(), Share::default());
    for part in &script.parts {
        let Some(ticket) = ticket_of.get(part.incident.number.as_str()) else { continue };
        let first = found.firsts.get(ticket);
        let end = &part.incident.end;
        if let Some(solved) = end.group() {
            group.count(first.is_some_and(|first| first.group == solved));
        }
        if let Some(solver) = &end.resolved_by {
            engineer.count(first.is_some_and(|first| first.engineer == *solver));
        }
    }
    (group.value(), engineer.value())
}

#[derive(Debug, Clone, Copy, Default)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }

    fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { f64::from(self.hits) / f64::from(self.of) }
    }
}

/// Microseconds up to an hour.
fn ring_times(opened: &BTreeMap<Id, &Seen>) -> Histogram<u64> {
    let mut times = Histogram::new(3).expect("three digits are between 0 and 5");
    for after in opened.values().filter_map(|seen| seen.ring_after) {
        times += u64::try_from(after.as_micros()).unwrap_or(u64::MAX).min(3_600_000_000);
    }
    times
}

#[cfg(test)]
mod tests;
