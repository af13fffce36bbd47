//! Follows an organisation's committed events, in order and without gap, folds them into the tickets,
//! duty and directory of now, and hands each step to every fold. Where it sees a gap it reads the log.
//! Never decides; never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use lamplight_domain::ids::{PersonId, TextId, TicketId};
use lamplight_domain::log::{Fact, Position, Recorded};
use lamplight_domain::org::{Directory, DirectoryRow, Duty, Event as OrganisationEvent};
use lamplight_domain::ticket::{Event, Ticket, apply};
use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{Committed, DeskStart};

use crate::inbox::Line;
use crate::journal_link::Ports;
use crate::step::{Folded, Held, Step};

/// How long and how many ended tickets stay on the boards.
const ENDED_FOR: Span = Span::from_hours(24);
const ENDED_MAX: usize = 2_000;
/// Between two tries of a read that the store refused (life time).
const READ_AGAIN: Duration = Duration::from_millis(250);

pub struct Follower {
    ports: Arc<Ports>,
    position: Position,
    directory: Arc<Directory>,
    tickets: BTreeMap<TicketId, Held>,
    ended: BTreeSet<(Timestamp, TicketId)>,
    ended_at: BTreeMap<TicketId, Timestamp>,
    folds: Vec<Line<Folded>>,
}

/// What stands at the start, for the folds to begin from.
#[derive(Debug, Clone)]
pub struct Standing {
    pub position: Position,
    pub directory: Arc<Directory>,
    pub duty: BTreeMap<PersonId, Duty>,
    pub tickets: Vec<Held>,
}

impl Standing {
    pub fn of(start: &DeskStart) -> Self {
        let text = |id: TextId| start.texts.get(&id).map_or("", String::as_str).into();
        let held = |ticket: &Ticket| Held { summary: text(ticket.summary), ticket: Arc::new(ticket.clone()) };
        Self {
            position: start.position,
            directory: Arc::new(start.directory.clone()),
            duty: start.duty.clone(),
            tickets: start.live.iter().chain(&start.ended).map(held).collect(),
        }
    }
}

impl Follower {
    pub fn new(ports: Arc<Ports>, standing: &Standing, folds: Vec<Line<Folded>>) -> Self {
        let ended = standing.tickets.iter().filter_map(|held| {
            held.ticket.end?;
            Some((held.ticket.ended_at.unwrap_or(held.ticket.last_at), held.ticket.id))
        });
        let ended: BTreeSet<(Timestamp, TicketId)> = ended.collect();
        Self {
            ports,
            ended_at: ended.iter().map(|&(at, id)| (id, at)).collect(),
            position: standing.position,
            directory: Arc::clone(&standing.directory),
            ended,
            tickets: standing.tickets.iter().map(|held| (held.ticket.id, held.clone())).collect(),
            folds,
        }
    }

    /// Takes what the journal announced next.
    pub async fn take(&mut self, committed: Arc<Committed>) {
        if committed.last() <= self.position || committed.events.is_empty() {
            return;
        }
        if committed.first > self.position.next() {
            self.catch_up(committed.first).await;
        }
        let known = usize::try_from(self.position.next().0 - committed.first.0).unwrap_or(0);
        let events = committed.events[known..].to_vec();
        self.fold(events, &committed.texts, &committed.rows).await;
    }

    /// Reads what lies between our position and `until` from the log.
    async fn catch_up(&mut self, until: Position) {
        metrics::counter!("lamplight_fold_gaps_total").increment(1);
        while self.position.next() < until {
            let read = self.patiently(|| self.ports.events_from(self.position.next())).await;
            // The log has it, or the events after it had not been committed: to go on would be to lie.
            let Some(read) =
                read.filter(|read| read.first == self.position.next() && !read.events.is_empty())
            else {
                tracing::error!(position = self.position.0, "a gap of the log cannot be read");
                tokio::time::sleep(READ_AGAIN).await;
                continue;
            };
            let wanted = usize::try_from(until.0 - read.first.0).unwrap_or(0);
            let events: Vec<Recorded> = read.events.into_iter().take(wanted).collect();
            let directory = events.iter().any(|event| {
                matches!(event.fact, Fact::Organisation(OrganisationEvent::DirectoryChanged { .. }))
            });
            if directory {
                let present = self.patiently(|| self.ports.directory()).await;
                self.directory = Arc::new(present);
            }
            self.fold(events, &read.texts, &[]).await;
        }
    }

    async fn fold(&mut self, events: Vec<Recorded>, texts: &[(TextId, Arc<str>)], rows: &[DirectoryRow]) {
        let first = self.position.next();
        let last = Position(self.position.0 + events.len() as i64);
        let mut step = Step { last, ..Step::of_events(first, Vec::new()) };
        let mut touched = BTreeSet::new();
        for event in &events {
            match &event.fact {
                Fact::Ticket { ticket, version, event: what } => {
                    self.fold_ticket(*ticket, *version, event, what, texts).await;
                    touched.insert(*ticket);
                }
                Fact::Organisation(OrganisationEvent::DirectoryChanged { version, .. }) => {
                    if self.directory.version < *version {
                        let mut directory = Directory::clone(&self.directory);
                        directory.put(*version, rows.iter().cloned());
                        self.directory = Arc::new(directory);
                    }
                    self.ports.feeds.put_directory(Arc::clone(&self.directory));
                    step.directory = Some(Arc::clone(&self.directory));
                }
                Fact::Organisation(OrganisationEvent::DutyChanged { person, duty }) => {
                    step.duty.push((*person, *duty, event.at));
                }
                Fact::Organisation(OrganisationEvent::DayTurned { day }) => step.day = Some(*day),
            }
        }
        self.position = last;
        step.changed = touched.iter().filter_map(|id| self.tickets.get(id).cloned()).collect();
        for held in &step.changed {
            self.note_end(&held.ticket);
        }
        step.gone = self.forget_old();
        step.events = events;
        let step = Arc::new(step);
        for fold in &self.folds {
            fold.tell(Folded(Arc::clone(&step)));
        }
    }

    async fn fold_ticket(
        &mut self,
        id: TicketId,
        version: u32,
        recorded: &Recorded,
        event: &Event,
        texts: &[(TextId, Arc<str>)],
    ) {
        let opened = match event {
            Event::Opened { summary, .. } => Some(*summary),
            _ => None,
        };
        let held = match (self.tickets.remove(&id), opened) {
            (Some(held), _) => Some(held),
            (None, Some(_)) => None,
            // Ended long ago and moved again: its row may already stand behind this event.
            (None, None) => self.patiently(|| self.ports.held(id)).await,
        };
        let text = |id: TextId| texts.iter().find(|(text, _)| *text == id).map(|(_, text)| Arc::clone(text));
        let summary = match (&held, opened.and_then(text)) {
            (Some(held), _) => Arc::clone(&held.summary),
            (None, Some(summary)) => summary,
            (None, None) => {
                let read = self.patiently(|| self.ports.held(id)).await;
                read.map_or_else(|| "".into(), |held| held.summary)
            }
        };
        let before = held.map(|held| held.ticket);
        let after = match before {
            Some(ticket) if ticket.version >= version => Some(ticket),
            before => apply(before.map(Arc::unwrap_or_clone), recorded).map(Arc::new),
        };
        if let Some(ticket) = after {
            self.tickets.insert(id, Held { ticket, summary });
        }
    }

    fn note_end(&mut self, ticket: &Ticket) {
        if let Some(at) = self.ended_at.remove(&ticket.id) {
            self.ended.remove(&(at, ticket.id));
        }
        if !ticket.is_live() {
            let at = ticket.ended_at.unwrap_or(ticket.last_at);
            self.ended.insert((at, ticket.id));
            self.ended_at.insert(ticket.id, at);
        }
    }

    fn forget_old(&mut self) -> Vec<TicketId> {
        let oldest_kept = self.ports.clock.now() - ENDED_FOR;
        let mut gone = Vec::new();
        while let Some(&(at, id)) = self.ended.first() {
            if at >= oldest_kept && self.ended.len() <= ENDED_MAX {
                break;
            }
            self.ended.pop_first();
            self.ended_at.remove(&id);
            self.tickets.remove(&id);
            gone.push(id);
        }
        gone
    }

    /// A fold cannot go on without what it reads: it waits until the store answers again.
    async fn patiently<T, F>(&self, read: impl Fn() -> F) -> T
    where
        F: Future<Output = Result<T, crate::journal_link::ReadFailed>>,
    {
        loop {
            match read().await {
                Ok(found) => return found,
                Err(crate::journal_link::ReadFailed) => tokio::time::sleep(READ_AGAIN).await,
            }
        }
    }
}
