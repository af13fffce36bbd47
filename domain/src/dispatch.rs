//! Whom to ask: coverage, rungs, cost, rounds (design 5). The problem and the wanted properties stand in
//! `dispatch/README.md`; `Floor` is the pure dispatcher that the dispatcher actor drives.

mod floor;
mod record;

pub use floor::{AskId, Floor, FloorMemory, Input, Intent, TransferTo};
pub use record::{
    BusyReason, Candidate, DecisionKind, DecisionRecord, OutReason, RungRecord, Standing, Terms,
};
