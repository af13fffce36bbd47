//! Targets 时限 and every other deadline of a ticket: which ones its state calls for, and when they are due.
//! Deadlines are rows made from the state (design 1.7); no timer lives here.

mod alert;
mod calendar;
mod clock;
mod deadline;

pub use alert::{Alert, AlertAction, AlertKind, alert};
pub use calendar::Calendar;
pub use deadline::{Deadline, DeadlineKind, Target, deadlines};
