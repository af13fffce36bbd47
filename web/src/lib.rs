//! The HTTP side of Lamplight: `/api/v1`, the live socket's door, the pages. Reads who asks and what, asks
//! the desk, words the answer. No rule lives here.

mod server;
mod settings;

pub use server::{Running, run};
pub use settings::{Chance, Settings};
