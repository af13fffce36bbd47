//! What all simulated people share: the server's address, the hospital's time, the directory as a client
//! reads it, and how busy the board is. Everything they do goes through `client`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lamplight_actors::Clock;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::Id;
use lamplight_protocol::directory::DirectoryView;
use tokio::sync::watch;

use super::pace::Pace;
use crate::client::{CallError, Client, Credentials, Session};

/// Life between two attempts of somebody whom the server did not let in.
const BREATH: Duration = Duration::from_secs(2);

pub struct Town {
    pub client: Client,
    pub pace: Pace,
    pub directory: DirectoryView,
    clock: Arc<dyn Clock>,
    phones: BTreeMap<Id, String>,
    password: String,
    live: AtomicUsize,
    /// Engineers whose feed stands, counted once each.
    present: watch::Sender<usize>,
}

impl Town {
    /// `phones`: of everybody who acts; they all have the same random password.
    pub fn new(
        client: Client,
        clock: Arc<dyn Clock>,
        pace: Pace,
        directory: DirectoryView,
        phones: BTreeMap<Id, String>,
        password: String,
    ) -> Self {
        Self {
            client,
            pace,
            directory,
            clock,
            phones,
            password,
            live: AtomicUsize::new(0),
            present: watch::Sender::new(0),
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn sleep_until(&self, due: Timestamp) {
        tokio::time::sleep(self.clock.until(due)).await;
    }

    /// A moment of life, before trying again what the server refused.
    pub async fn breathe(&self) {
        tokio::time::sleep(BREATH).await;
    }

    /// Live tickets on the board, as its watcher last saw them.
    pub fn live(&self) -> usize {
        self.live.load(Ordering::Relaxed)
    }

    pub fn set_live(&self, tickets: usize) {
        self.live.store(tickets, Ordering::Relaxed);
    }

    /// One more engineer has come.
    pub fn come(&self) {
        self.present.send_modify(|present| *present += 1);
    }

    /// Until so many engineers are there.
    pub async fn until_present(&self, engineers: usize) {
        // The sender lives as long as the town: waiting cannot fail.
        let _ = self.present.subscribe().wait_for(|present| *present >= engineers).await;
    }

    /// Logs somebody in who acts.
    ///
    /// # Errors
    /// As any login; `unreadable` for somebody who does not act.
    pub async fn log_in(&self, person: Id) -> Result<Session, CallError> {
        let phone = self.phones.get(&person).cloned().ok_or_else(|| CallError::Unreadable {
            status: 0,
            why: "nobody acts for this person".to_owned(),
        })?;
        self.client.log_in(Credentials { phone, password: self.password.clone(), organisation: None }).await
    }

    /// Whether somebody acts for this person.
    pub fn acts(&self, person: Id) -> bool {
        self.phones.contains_key(&person)
    }

    /// The causes that a completion of this category may name.
    pub fn causes(&self, category: Id) -> &[Id] {
        let found = self.directory.categories.iter().find(|view| view.id == category);
        found.map(|view| view.causes.as_slice()).unwrap_or_default()
    }
}
