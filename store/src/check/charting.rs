//! Folds the scores beside the check's walk through the log, and compares the charts' snapshot at its position.

use lamplight_domain::ids::OrganisationId;
use lamplight_domain::log::{Position, Recorded};
use lamplight_domain::org::{self, Directory};
use lamplight_domain::stats::Scores;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use super::{as_json, first_difference};
use crate::{ReadError, Store};

/// The snapshot's name among the folds' memories.
const CHARTS: &str = "charts";

pub(super) struct Charting {
    pub(super) scores: Scores,
    pub(super) directory: Directory,
    pub(super) last_at: Timestamp,
    snapshot: Option<(Position, String)>,
    /// Stored, and by the log.
    difference: Option<(String, String)>,
}

impl Charting {
    pub(super) async fn begin(store: &Store, organisation: OrganisationId) -> Result<Self, ReadError> {
        let directory = store.directory(organisation).await?;
        let start = store.desk_start(organisation, Timestamp::from_micros(0)).await?;
        Ok(Self {
            scores: Scores::empty(directory.time_zone),
            directory,
            last_at: Timestamp::from_micros(0),
            snapshot: start.memories.get(CHARTS).cloned(),
            difference: None,
        })
    }

    pub(super) fn ticket_event(&mut self, before: Option<&Ticket>, recorded: &Recorded, after: &Ticket) {
        self.scores.take(before, recorded, after);
    }

    pub(super) fn organisation_event(&mut self, event: &org::Event, at: Timestamp) {
        self.scores.organisation_event(event, at);
    }

    /// Every event up to this position is in the scores.
    pub(super) fn reached(&mut self, position: Position, at: Timestamp) {
        self.last_at = self.last_at.max(at);
        let Some((_, body)) = self.snapshot.take_if(|(of, _)| *of == position) else { return };
        self.difference = match serde_json::from_str::<Scores>(&body) {
            // Another zone's is not used any more.
            Ok(stored) if stored == self.scores || stored.time_zone() != self.scores.time_zone() => None,
            Ok(stored) => Some(first_difference(&as_json(&stored), &as_json(&self.scores))),
            Err(error) => Some((error.to_string(), "a snapshot".to_owned())),
        };
    }

    /// Also of a snapshot that is ahead of the log.
    pub(super) fn difference(&self) -> Option<(String, String)> {
        let ahead =
            |(position, _): &(Position, String)| (format!("position {}", position.0), "none".to_owned());
        self.difference.clone().or(self.snapshot.as_ref().map(ahead))
    }
}
