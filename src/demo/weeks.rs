//! The five weeks before the demo: told by the pure desk of `domain` and imported, a day an entry. The days
//! are told on a thread of their own while the journal writes the one before. What was begun and not
//! finished is finished at the next start: the same seed tells the same days.

use std::sync::Arc;

use lamplight_domain::hospital::past::{self, Act, Beginning, Past};
use lamplight_domain::ids::{EntryId, Minter};
use lamplight_domain::log::Position;
use lamplight_domain::time::{TimeZoneName, Timestamp};
use lamplight_store::{Body, Entry, FoldMemory, Lane, Outcome, Store, TextRow};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::SEED;
use super::home::Home;
use crate::failure::Failure;
use crate::secrets;

/// Days that wait for the journal.
const AHEAD: usize = 2;

/// How far the import has come, as the demo remembers it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Weeks {
    /// The log's last position before them.
    pub position: Position,
    /// Where they end and the hours that are played begin.
    pub until: Timestamp,
    pub complete: bool,
}

/// What was imported, to be told.
#[derive(Debug, Clone, Copy)]
pub struct Imported {
    pub events: u64,
    pub tickets: usize,
}

/// A day with the log's position after it.
struct Day {
    acts: Vec<Act>,
    after: Position,
}

/// What the pure desk gives at the end, beside the days.
struct Rest {
    position: Position,
    floor: String,
}

/// When a hospital begins whose weeks end at `until`.
pub fn begin(until: Timestamp) -> Timestamp {
    past::begins(TimeZoneName::SHANGHAI, until)
}

/// Imports what is not there yet; `None` when there is nothing to import.
///
/// # Errors
/// The store does not take it.
pub async fn import(store: &Store, home: &Home) -> Result<Option<Imported>, Failure> {
    let Some(weeks) = home.memory.weeks.filter(|weeks| !weeks.complete) else { return Ok(None) };
    let organisation = home.memory.organisation;
    let known = store.desk_start(organisation, weeks.until).await;
    let known = known.map_err(|error| Failure::new(error.to_string()))?.position;
    let mut minter = Minter::seeded(secrets::seed());
    let mut entry = |body, texts| Entry {
        id: minter.mint::<EntryId>(weeks.until),
        organisation,
        at: weeks.until,
        body,
        key: None,
        texts,
        audit: None,
    };
    let (days, mut told) = mpsc::channel(AHEAD);
    let telling = tell(home, weeks, days);
    let mut tickets = 0;
    while let Some(day) = told.recv().await {
        tickets += day.acts.iter().filter(|act| opens(act)).count();
        if day.after <= known {
            continue;
        }
        let (body, texts) = of_day(day.acts);
        append(store, entry(body, texts)).await?;
    }
    let rest = telling.await.map_err(|error| Failure::new(format!("the past could not be told: {error}")))?;
    let memory = FoldMemory { fold: "floor", position: rest.position, body: rest.floor };
    append(store, entry(Body::Memory(memory), Vec::new())).await?;
    Ok(Some(Imported { events: (rest.position.0 - weeks.position.0).unsigned_abs(), tickets }))
}

fn tell(home: &Home, weeks: Weeks, days: mpsc::Sender<Day>) -> tokio::task::JoinHandle<Rest> {
    let hospital = home.hospital.clone();
    let directory = Arc::new(home.directory.clone());
    let from = home.memory.made_at;
    tokio::task::spawn_blocking(move || {
        let Weeks { position, until, .. } = weeks;
        let beginning = Beginning { hospital: &hospital, directory, position, from, until, seed: SEED };
        let mut past = Past::new(beginning);
        while let Some(acts) = past.next() {
            let after = past.position();
            if days.blocking_send(Day { acts, after }).is_err() {
                break;
            }
        }
        let floor = serde_json::to_string(past.memory()).unwrap_or_default();
        Rest { position: past.position(), floor }
    })
}

fn opens(act: &Act) -> bool {
    act.decided.after().is_some_and(|after| after.version as usize == act.decided.events().len())
}

fn of_day(acts: Vec<Act>) -> (Body, Vec<TextRow>) {
    let (mut decided, mut decisions, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts {
        decided.push(act.decided);
        decisions.extend(act.decisions);
        texts.extend(act.texts.into_iter().map(|words| TextRow {
            id: words.id,
            ticket: Some(words.ticket),
            text: words.text,
        }));
    }
    (Body::Import { decided, decisions }, texts)
}

async fn append(store: &Store, entry: Entry) -> Result<(), Failure> {
    let taken = store.journal().append(entry, Lane::Desk);
    match taken.map_err(|_| Failure::new("the journal is full: try again in a moment"))?.await {
        Outcome::Committed { .. } => Ok(()),
        other => Err(Failure::new(format!("the hospital's past was not stored ({other:?}): try again"))),
    }
}
