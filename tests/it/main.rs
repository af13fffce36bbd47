//! The real program from outside: started as a process, asked over HTTP and WebSocket, killed and started
//! again. These tests know the wire (`protocol`) and nothing of the inside.

mod people;
mod program;
mod socket;
mod stories;

pub use people::Person;
pub use program::Program;
