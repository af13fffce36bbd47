//! The ticket 故障单: its state, its commands, its events, and the rules between them (design 4).
//!
//! `decide(state, command, context)` gives events or a rejection; `apply(state, event)` is total. Neither
//! knows who should be asked next: that is `dispatch`.

mod apply;
mod command;
mod decide;
mod event;
mod number;
mod overtaken;
mod progress;
mod rejection;
mod shown;
mod state;

pub use apply::{apply, fold};
pub use command::{
    Accept, ArriveMode, Caller, Command, Decline, DeclineReason, Hold, HoldReason, Open, Proposal, Reference,
    ReturnReason, RevokeReason, Undoable, UnresolvedReason, WithdrawReason,
};
pub use decide::{Context, decide, quarantine};
pub use event::Event;
pub use number::Number;
pub use overtaken::{Overtaking, overtaking};
pub use progress::{Move, Progress, progress};
pub use rejection::Rejection;
pub use shown::{Shown, Stage, load_of, minutes_held};
pub use state::{
    Acknowledgement, ByHand, Channel, Clock, Clocks, Dispatch, End, Excluded, LastOffer, Offer, OfferKind,
    Owner, Phase, Priority, Round, Rung, STATE_VERSION, Ticket, Urges,
};

#[cfg(test)]
pub(crate) mod tests;
