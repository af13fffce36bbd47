//! Whom to ask: coverage, rungs, cost, rounds (design 5). The problem and the wanted properties stand in
//! `dispatch/README.md`; `Floor` is the pure dispatcher that the dispatcher actor drives.

mod books;
mod choose;
mod cost;
mod explain;
mod filter;
mod floor;
mod need;
mod record;
mod roster;
mod rungs;
mod urgency;
mod view;

pub use explain::{Preview, candidates, winner_of};
pub use filter::{capacity, fits, may_ring};
pub use floor::{AskId, Floor, FloorMemory, Input, Intent, TransferTo};
pub use record::{
    BusyReason, Candidate, DecisionKind, DecisionRecord, OutReason, RungRecord, Standing, Terms,
};
pub use urgency::{Place, ahead, urgency};

#[cfg(test)]
mod tests;
