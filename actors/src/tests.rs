//! Stories over the in-memory journal, on a paused clock.
