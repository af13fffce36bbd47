//! Figures of a day.

pub(crate) mod returns;
