//! Figures by days, of no single ticket.

pub(crate) mod returns;
pub(crate) mod today;
