//! The directory: trees, lists and people, as far as the reader may see them.

pub(crate) mod read;
