//! The stored form of events: `{"v":1,"type":"opened",..}`. `v` is the variant's own version: a published
//! variant never changes, so that what was written once is read for ever (`domain/tests/events`).

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::log::Fact;
use crate::{org, ticket};

/// Of every variant so far. A variant that has to change gets a match of its own here, and `decode_*` keeps
/// reading the version before.
const VERSION: u8 = 1;

/// A text that is no event of this program's: damaged, or written by a newer one.
#[derive(Debug)]
pub enum NotAnEvent {
    /// Not JSON, or not the fields of a known type.
    Json(serde_json::Error),
    /// A version of a variant that this program does not know.
    Version { v: u8 },
}

impl fmt::Display for NotAnEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "not a stored event: {error}"),
            Self::Version { v } => write!(f, "version {v} of an event is newer than this program"),
        }
    }
}

impl core::error::Error for NotAnEvent {}

impl From<serde_json::Error> for NotAnEvent {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// The event as stored; who and when, ticket and version are columns beside it.
pub fn encode(fact: &Fact) -> String {
    match fact {
        Fact::Ticket { event, .. } => json(event),
        Fact::Organisation(event) => json(event),
    }
}

/// # Errors
/// `NotAnEvent` when the text is damaged or newer than this program.
pub fn decode_ticket(text: &str) -> Result<ticket::Event, NotAnEvent> {
    check_version(text)?;
    Ok(serde_json::from_str(text)?)
}

/// # Errors
/// `NotAnEvent` when the text is damaged or newer than this program.
pub fn decode_organisation(text: &str) -> Result<org::Event, NotAnEvent> {
    check_version(text)?;
    Ok(serde_json::from_str(text)?)
}

#[derive(Serialize)]
struct Stored<'a, E> {
    v: u8,
    #[serde(flatten)]
    event: &'a E,
}

fn json<E: Serialize>(event: &E) -> String {
    // Events are structs of ids, codes and numbers: nothing in them can fail to be written.
    serde_json::to_string(&Stored { v: VERSION, event }).expect("an event has only string keys")
}

fn check_version(text: &str) -> Result<(), NotAnEvent> {
    #[derive(Deserialize)]
    struct Head {
        v: u8,
    }
    let Head { v } = serde_json::from_str(text)?;
    if v == VERSION { Ok(()) } else { Err(NotAnEvent::Version { v }) }
}

#[cfg(test)]
mod tests;
