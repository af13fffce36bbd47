//! Places with a label to scan.

pub(crate) mod read;
