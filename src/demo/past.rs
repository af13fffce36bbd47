//! The last hours before the demo begins, played in seconds: the same people over the same API, on a server
//! of its own whose clock runs fast and stands when it has reached the present. Made once, for a new
//! hospital, after its weeks (`weeks`).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lamplight_actors::Clock;
use lamplight_domain::time::Span;

use super::home::Home;
use super::pace::Pace;
use super::people::{People, Scene};
use crate::clock::MachineClock;
use crate::config::Config;
use crate::failure::Failure;
use crate::secrets;
use crate::wiring::{self, Door, Opened};

/// How long the past is, in average lives of a ticket: long enough to be in the middle of things.
const STAYS: i64 = 6;
/// How long it takes to play, in life.
const PLAYED_WITHIN: Duration = Duration::from_secs(7);

/// How much hospital time the past holds.
pub fn length(pace: Pace) -> Span {
    Span::from_micros(pace.stay().micros().saturating_mul(STAYS))
}

/// Plays the hours from where the weeks end until now; gives the store back, ready to be served.
///
/// # Errors
/// The server cannot start, or lets nobody in.
pub async fn make(config: &Config, opened: Opened, home: &Home, pace: Pace) -> Result<Opened, Failure> {
    let rate = length(pace).micros() as f64 / PLAYED_WITHIN.as_micros() as f64;
    let begins = home.hours_begin();
    let end = begins + length(pace);
    let clock = Arc::new(MachineClock::standing(begins, rate).ending(end));
    let aside = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = opened.listening(aside).start(clock.clone(), Door::default()).await?;
    let scene = Scene {
        hospital: &home.hospital,
        directory: &home.directory,
        address: running.address.to_string(),
        clock: clock.clone(),
        pace,
        password: home.memory.crowd_password.clone(),
        seed: secrets::seed(),
    };
    let people = People::start(scene).await;
    if let Ok(people) = &people {
        people.are_in().await;
        clock.start();
        tokio::time::sleep(clock.until(end)).await;
    }
    let let_in = people.map(People::stop);
    running.stop().await;
    let_in.map_err(|error| Failure::new(format!("the hospital's past could not be played: {error}")))?;
    wiring::open(config).await
}
