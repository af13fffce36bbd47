//! Small worlds for tests, here and in the other crates: plain values, no chance, no clock.

pub mod desk;
