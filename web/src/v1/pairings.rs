//! A screen that nobody knows yet: shows a code, asks what became of it.

pub(crate) mod claim;
pub(crate) mod open;
