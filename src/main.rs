//! Lamplight: the binary.
mod client;

fn main() {}
