//! Plays the log of a real service desk through a server of its own. What is played is a pure schedule
//! made from the file; whom the server asks is the server's affair, and that is what is scored.
//!
//! Speaks to the server through its public API alone; learns only from what lay in the past.

mod incident;
mod learn;
mod log_file;
mod organisation;
mod script;
