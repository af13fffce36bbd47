//! Lamplight: the binary.
fn main() {}
