//! Wire types: what stands in HTTP bodies and live frames, and nothing else. Never a rule; conversions
//! from domain values stand beside each type.

pub mod account;
pub mod directory;
pub mod engineer;
pub mod id;
pub mod live;
pub mod object;
pub mod person;
pub mod problem;
pub mod screen;
pub mod statistics;
pub mod supervisor;
pub mod ticket;
pub mod time;
pub mod view;
pub mod wall;

pub use id::Id;
pub use object::Object;
pub use time::Instant;
