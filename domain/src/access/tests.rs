//! Walks the whole table.
