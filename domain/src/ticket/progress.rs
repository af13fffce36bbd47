//! What a reporter may do with his report at this moment, and when the next thing becomes possible: so that
//! no screen repeats a rule. Asks `decide` itself, so that what is offered here is what would be taken.

use alloc::vec::Vec;

use crate::ticket::{Caller, Command, Context, Rejection, Ticket, WithdrawReason, decide};
use crate::time::Timestamp;

/// What a reporter can do with a report of his.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    Urge,
    Withdraw,
    Rate,
    Reopen,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Would be taken now.
    pub may: Vec<Move>,
    /// Was urged a moment ago: from then on again.
    pub next_urge_at: Option<Timestamp>,
    /// Until when it may be reopened, while that is so.
    pub reopen_until: Option<Timestamp>,
}

/// For this caller at `context.now`.
pub fn progress(ticket: &Ticket, caller: Caller, context: &Context<'_>) -> Progress {
    let asked = |command: Command| decide(Some(ticket), &command, caller, context).map(drop);
    let urge = asked(Command::Urge { note: None });
    let next_urge_at = match urge {
        Err(Rejection::UrgedTooSoon { next_at }) => Some(next_at),
        _ => None,
    };
    // Any reason and any number of stars: these are the caller's to choose.
    let withdraw = asked(Command::Withdraw { reason: WithdrawReason::SolvedItself });
    let rate = asked(Command::Rate { stars: 5, words: None });
    let reopen = asked(Command::Reopen { note: None });
    let until = ticket.ended_at.map(|ended_at| ended_at + context.directory.policy.reopen_within);
    let reopen_until = until.filter(|_| reopen.is_ok());
    let moves = [(urge, Move::Urge), (withdraw, Move::Withdraw), (rate, Move::Rate), (reopen, Move::Reopen)];
    let may = moves.into_iter().filter_map(|(answer, what)| answer.is_ok().then_some(what)).collect();
    Progress { may, next_urge_at, reopen_until }
}

#[cfg(test)]
mod tests;
