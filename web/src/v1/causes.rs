//! Causes of completion.

pub(crate) mod list;
