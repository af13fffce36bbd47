//! The actors of a desk: dispatcher, tickets, engineers, board, wheel, sessions. They hold values, order
//! messages and do the IO; every rule is in `domain`. From outside only `Desks` is seen.

mod api;
mod clock;

pub use api::{
    Answer, Ask, Asker, CandidatesFor, CommandRequest, DeskFacts, Desks, OfferRequest, OpenRequest, Options,
    Refusal, TextDraft, TransferRequest,
};
pub use clock::Clock;
