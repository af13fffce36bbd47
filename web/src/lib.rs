//! The HTTP side of Lamplight: `/api/v1`, the live socket's door, the pages. Reads who asks and what, asks
//! the desk, words the answer. No rule lives here.

mod accounts;
mod app;
mod auth;
mod extract;
mod history;
mod log;
mod openapi;
mod ops;
mod pages;
mod pairings;
mod problem;
mod screens;
mod server;
mod settings;
mod state;
#[cfg(test)]
mod testing;
mod v1;
mod ws;

pub use auth::{hash_password, hash_random_password};
pub use openapi::document as openapi_document;
pub use server::{Running, run};
pub use settings::{Chance, Settings};
pub use v1::setup::SetupCode;
