//! The cast: who acts, and their start and end. Whoever belongs to the visitor acts only by the visitor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use lamplight_actors::Clock;
use lamplight_domain::hospital::Hospital;
use lamplight_domain::ids::{Minter, PersonId};
use lamplight_domain::org::Directory;
use lamplight_protocol::Id;
use tokio::task::JoinHandle;

use super::desk::{self, Seats};
use super::engineer;
use super::pace::Pace;
use super::town::Town;
use super::ward::Ward;
use crate::client::{CallError, Client, Credentials};

/// How long the beginning waits for engineers who do not come.
const PATIENCE: Duration = Duration::from_secs(15);

/// Everybody who acts. Ends with `stop`: they are clients, a connection that breaks harms nobody.
pub struct People {
    tasks: Vec<JoinHandle<()>>,
    town: Arc<Town>,
    engineers: usize,
}

/// What people need to find the hospital.
pub struct Scene<'a> {
    pub hospital: &'a Hospital,
    pub directory: &'a Directory,
    pub address: String,
    pub clock: Arc<dyn Clock>,
    pub pace: Pace,
    /// Of everybody who acts.
    pub password: String,
    /// Another one each start, so that keys and reports differ.
    pub seed: u64,
}

impl People {
    /// Lets everybody in and to work.
    ///
    /// # Errors
    /// When the server does not let the desk in.
    pub async fn start(scene: Scene<'_>) -> Result<Self, CallError> {
        let seats = seats(scene.hospital);
        let visitor = [
            scene.hospital.visitor.nurse,
            scene.hospital.visitor.engineer,
            scene.hospital.visitor.dispatcher,
        ];
        let acts = |id: &PersonId| !visitor.contains(id) && *id != scene.hospital.screen;
        let phones: BTreeMap<Id, String> = scene
            .directory
            .people
            .values()
            .filter(|person| acts(&person.id))
            .filter_map(|person| Some((Id::from(person.id), person.phone.clone()?)))
            .collect();
        let mut seeds = Minter::seeded(scene.seed);
        let client = Client::new(scene.address, seeds.chance())?;
        let first = client
            .log_in(Credentials {
                phone: phones.get(&seats.dispatcher).cloned().unwrap_or_default(),
                password: scene.password.clone(),
                organisation: None,
            })
            .await?;
        let view = first.directory().await?;
        let town = Arc::new(Town::new(client, scene.clock, scene.pace, view, phones, scene.password));
        let reports = scene.hospital.reports(Minter::seeded(seeds.chance()));
        let ward = Ward::new(Arc::clone(&town), reports, seats.dispatcher, seeds.chance());
        let mut tasks: Vec<JoinHandle<()>> = BTreeSet::from_iter(&scene.hospital.engineers)
            .into_iter()
            .filter(|id| acts(id))
            .map(|id| actix_rt::spawn(engineer::live(Arc::clone(&town), Id::from(*id), seeds.chance())))
            .collect();
        let engineers = tasks.len();
        tasks.push(actix_rt::spawn(desk::live(Arc::clone(&town), seats, seeds.chance())));
        tasks.push(actix_rt::spawn(ward.live()));
        Ok(Self { tasks, town, engineers })
    }

    /// Until everybody hears what rings, or for as long as patience lasts.
    pub async fn are_in(&self) {
        let all = self.town.until_present(self.engineers);
        if tokio::time::timeout(PATIENCE, all).await.is_err() {
            tracing::warn!("some of the simulated engineers are missing");
        }
    }

    pub fn stop(self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// The second dispatcher and the last supervisor: the first are the visitor's.
fn seats(hospital: &Hospital) -> Seats {
    let dispatcher = hospital.dispatchers.iter().find(|id| **id != hospital.visitor.dispatcher);
    let supervisor = hospital.supervisors.last();
    Seats {
        dispatcher: dispatcher.copied().unwrap_or(hospital.visitor.dispatcher).into(),
        supervisor: supervisor.copied().unwrap_or(hospital.admin).into(),
    }
}
