//! Plays the log of a real service desk through a server of its own. What is played is a pure schedule
//! made from the file; whom the server asks is the server's affair, and that is what is scored.
//!
//! Speaks to the server through its public API alone; learns only from what lay in the past.

pub mod engineers;
pub mod incident;
pub mod learn;
pub mod ledger;
pub mod log_file;
pub mod organisation;
pub mod play;
pub mod report;
pub mod score;
pub mod script;
