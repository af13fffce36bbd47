//! Engineers on duty: who is there, with how much in hand, and their switch.

pub(crate) mod list;
pub(crate) mod switch_duty;
pub(crate) mod switch_own_duty;
