//! The rules of a hospital's IT service desk as pure functions over plain values: what may happen to a
//! ticket, whom to choose, when a target is missed, who may do what.
//!
//! Never: IO, a clock, a random source, a hash map, a float outside learning and statistics. Time, ids
//! and chance are passed in; whoever calls twice with the same values gets the same answer.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod access;
pub mod dispatch;
pub mod fixtures;
pub mod hospital;
pub mod ids;
pub mod invariants;
pub mod log;
pub mod org;
pub mod round;
pub mod similar;
pub mod sla;
pub mod stats;
pub mod text;
pub mod ticket;
pub mod time;
