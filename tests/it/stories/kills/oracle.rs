//! The oracle: what the clients were told, held against what the server shows after each death.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use lamplight_protocol::Id;
use lamplight_protocol::ticket::{Role, TicketPage, Timeline};
use serde_json::Value;

use super::burst::Crew;
use crate::people::text;
use crate::socket::Socket;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Acknowledged { ticket: Id, version: u32 },
    Refused { status: u16 },
    Unknown,
}

/// One command and what the client knows of it.
#[derive(Debug, Clone)]
pub struct Record {
    pub who: Role,
    pub command: &'static str,
    pub path: String,
    pub key: String,
    pub body: Value,
    pub outcome: Outcome,
}

impl Record {
    pub fn is_unknown(&self) -> bool {
        self.outcome == Outcome::Unknown
    }

    /// Sends it, or sends it again with the same key.
    pub async fn send(&mut self, crew: &Crew) {
        let person = crew.person(self.who);
        loop {
            self.outcome = match person.try_send(person.post(&self.path, &self.key, &self.body)).await {
                Err(_) => Outcome::Unknown,
                Ok(reply) if reply.status.is_success() => {
                    let ticket = reply.ticket();
                    Outcome::Acknowledged { ticket: ticket.id, version: ticket.version }
                }
                // Not taken and not stored: the same key may be sent again.
                Ok(reply) if matches!(reply.status.as_u16(), 429 | 503) => continue,
                Ok(reply) => {
                    assert_ne!(reply.status.as_u16(), 500, "{} {}: {}", self.command, self.path, reply.text);
                    Outcome::Refused { status: reply.status.as_u16() }
                }
            };
            return;
        }
    }
}

/// Everything acknowledged so far.
#[derive(Debug, Default)]
pub struct Oracle {
    records: Vec<Record>,
    acknowledged: u32,
    refused: u32,
    unknown: u32,
    found_stored: u32,
}

impl Oracle {
    pub fn tickets(&self) -> Vec<Id> {
        let all: BTreeSet<Id> = self.records.iter().filter_map(opened).collect();
        all.into_iter().rev().take(40).collect()
    }

    /// Takes a burst in; what is unknown is asked again by its key until it is known.
    pub async fn take(&mut self, crew: &Crew, records: Vec<Record>) {
        for mut record in records {
            let was_unknown = record.is_unknown();
            if was_unknown {
                self.unknown += 1;
                record.send(crew).await;
                assert!(!record.is_unknown(), "the server answers after its restart: {record:?}");
            }
            match record.outcome {
                Outcome::Acknowledged { .. } => {
                    self.acknowledged += 1;
                    self.found_stored += u32::from(was_unknown);
                    self.records.push(record);
                }
                Outcome::Refused { .. } => self.refused += 1,
                Outcome::Unknown => {}
            }
        }
    }

    /// Nothing lost, nothing doubled.
    pub async fn judge(&self, crew: &Crew) {
        let mut by_ticket: BTreeMap<Id, Vec<&Record>> = BTreeMap::new();
        for record in &self.records {
            if let Outcome::Acknowledged { ticket, .. } = record.outcome {
                by_ticket.entry(ticket).or_default().push(record);
            }
        }
        let shown = all_tickets(crew).await;
        let opened: BTreeSet<Id> = self.records.iter().filter_map(opened).collect();
        let opens = self.records.iter().filter(|record| record.command == "open").count();
        assert_eq!(opened.len(), opens, "two keys led to one ticket");
        let reports: BTreeSet<Id> =
            shown.iter().filter(|(_, summary)| summary.starts_with("报告 ")).map(|(id, _)| *id).collect();
        assert_eq!(reports, opened, "left: shown; right: acknowledged. Missing = lost, surplus = doubled");
        for (ticket, records) in by_ticket.iter().rev().take(60) {
            judge_ticket(crew, *ticket, records).await;
        }
    }

    /// A report that nobody answers moves on by itself: its deadline was found again after the deaths.
    pub async fn deadlines_fire(&self, crew: &Crew, console: &mut Socket) {
        let ringing: Vec<Id> = self.tickets();
        let mut live = None;
        for ticket in ringing {
            let row = crew.dispatcher.ticket(ticket).await;
            if row.ended_at.is_none() && row.owner.is_none() {
                live = Some(row);
                break;
            }
        }
        let Some(row) = live else { return };
        console.expect_ticket(row.id, |now| now.version > row.version).await;
    }
}

fn opened(record: &Record) -> Option<Id> {
    match record.outcome {
        Outcome::Acknowledged { ticket, .. } if record.command == "open" => Some(ticket),
        _ => None,
    }
}

async fn judge_ticket(crew: &Crew, ticket: Id, records: &[&Record]) {
    let timeline: Timeline =
        crew.dispatcher.get(&format!("/api/v1/tickets/{}/timeline", text(ticket))).await.read();
    let versions: Vec<u32> = timeline.items.iter().map(|item| item.version).collect();
    let gapless: Vec<u32> = (1..).take(versions.len()).collect();
    assert_eq!(versions, gapless, "T1: versions without gap or repeat");
    for record in records {
        let Outcome::Acknowledged { version, .. } = record.outcome else { continue };
        assert!(
            versions.last().is_some_and(|&last| last >= version),
            "lost: {} at version {version} of {}",
            record.command,
            text(ticket)
        );
        if record.command == "comment" {
            let wanted = record.body["text"].as_str();
            let times = timeline.items.iter().filter(|item| item.text.as_deref() == wanted).count();
            assert_eq!(times, 1, "a comment stands once: {wanted:?}");
        }
    }
    let completions = timeline.items.iter().filter(|item| item.event == "completed").count();
    let reopenings = timeline.items.iter().filter(|item| item.event == "reopened").count();
    assert!(completions <= reopenings + 1, "completed twice: {}", text(ticket));
}

async fn all_tickets(crew: &Crew) -> Vec<(Id, String)> {
    let mut all = Vec::new();
    let mut path = "/api/v1/tickets?limit=200".to_owned();
    loop {
        let page: TicketPage = crew.dispatcher.get(&path).await.read();
        all.extend(page.items.into_iter().map(|row| (row.id, row.summary)));
        match page.next {
            Some(next) => path = format!("/api/v1/tickets?limit=200&after={next}"),
            None => return all,
        }
    }
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} acknowledged, {} refused, {} unknown (asked again: {} were stored), 0 lost, 0 doubled",
            self.acknowledged, self.refused, self.unknown, self.found_stored
        )
    }
}
