//! The ticket's rules in the words of the desk: given what happened, when somebody asks, then this.

pub(crate) mod given;
pub(crate) mod states;
mod stories;
mod table;
mod times;
mod undo;
pub(crate) mod walk;
