//! The actors of a desk: dispatcher, tickets, engineers, board, wheel, sessions. They hold values, order
//! messages and do the IO; every rule is in `domain`. From outside only `Desks` and `LiveSession` are seen.

mod api;
mod board;
mod census;
mod clock;
mod desk;
mod desks;
mod dispatcher;
mod engineer;
#[cfg(any(test, feature = "sim"))]
pub mod faults;
mod feeds;
mod follower;
mod frame_log;
mod inbox;
mod journal_link;
mod news;
mod office;
mod registry;
mod rings;
mod scoreboard;
mod scored;
mod session;
mod sessions;
mod step;
mod sweep;
mod ticket;
mod wheel;

#[cfg(test)]
mod tests;

use bytestring::ByteString;
use lamplight_protocol::live::ServerFrame;

pub use api::{
    Alike, Answer, Ask, Asker, CandidatesFor, CommandRequest, DeskFacts, OfferRequest, OpenRequest, Options,
    Refusal, TextDraft, TransferRequest,
};
pub use clock::Clock;
pub use desks::Desks;
pub use inbox::Line;
pub use news::News;
pub use sessions::{LiveSession, Words};

/// A frame as it goes over the wire.
fn encode(frame: &ServerFrame) -> ByteString {
    match serde_json::to_string(frame) {
        Ok(text) => text.into(),
        Err(error) => {
            tracing::error!(%error, "a frame cannot be encoded");
            ByteString::new()
        }
    }
}
