//! Stories over the in-memory journal, on a paused clock: the real actors, people as values, public ways
//! in only.

mod charts;
mod faults;
mod keys;
mod life;
mod live;
mod recovery;
mod rings;
mod world;
