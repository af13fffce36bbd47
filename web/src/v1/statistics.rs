//! Figures by days, of no single ticket.

pub(crate) mod today;
