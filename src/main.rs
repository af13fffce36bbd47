//! Lamplight: the binary.
mod client;
mod replay;

fn main() {}
