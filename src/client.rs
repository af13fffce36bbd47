//! A client of the public API, as any program outside could write one: HTTP with a bearer token, an
//! `Idempotency-Key` on every command, the live socket with resume. Used by `demo`, `replay` and tests.
//!
//! Knows the wire types of `lamplight_protocol` alone: never the store, the actors or a rule. Loopback
//! only: it speaks no TLS.

#![expect(dead_code, reason = "each of its users takes a part of it")]

mod call;
mod command;
mod error;
mod follow;
mod http;
mod live;
mod patience;
mod session;
#[cfg(test)]
mod tests;

pub use command::Command;
pub use error::{CallError, LiveError};
pub use follow::Follower;
pub use http::Client;
pub use live::{Cursor, Live};
pub use patience::Patience;
pub use session::{Credentials, Session};
