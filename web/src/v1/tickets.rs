//! Tickets: reports come in by `open`, are read, and take every command of their life.

mod answer;
mod command;
mod references;

pub(crate) mod candidates;
pub(crate) mod explanation;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod open;
pub(crate) mod progress;
pub(crate) mod read;
pub(crate) mod similar;
pub(crate) mod timeline;

macro_rules! commands {
    ($($name:ident),+ $(,)?) => {
        $(pub(crate) mod $name;)+
    };
}

commands! {
    offer, accept, decline, revoke, dispatch, join, split, transfer, give_back, release, arrive, hold, resume,
    complete, unresolved, urge, withdraw, reopen, rate, comment, reclassify, reprioritise, merge, acknowledge,
    unquarantine, undo,
}
