//! What is an engineer's own: the order of walking, his day in numbers.

pub(crate) mod round;
pub(crate) mod today;
