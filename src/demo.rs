//! The demo hospital: how it is made, its past, and the people who act in it. Simulated people are clients
//! of the public API and the live socket, like everybody else: they know no store, no actor and no rule.

mod desk;
mod engineer;
mod home;
mod logins;
mod neighbour;
mod pace;
mod past;
mod people;
mod town;
mod ward;
mod weeks;
mod words;

pub use home::Home;
pub use pace::Pace;
pub use past::{length, make as make_past};
pub use people::{People, Scene};
pub use weeks::{begin as weeks_begin, import as import_weeks};

/// The demo hospital is seed 1; the following seeds are hospitals beside it, where nobody acts.
pub const SEED: u64 = 1;
