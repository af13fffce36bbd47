//! Lamplight.
