//! What the desk refuses, worded for the caller: a ticket beside it only as he may read it.

use lamplight_actors::{Answer, Refusal};
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::ticket::ticket_row;

use crate::auth::Caller;
use crate::problem::Refused;

/// Sends nothing of a ticket that the caller may not read: such a one looks like none at all.
pub(crate) fn of_refusal(refusal: Refusal, caller: &Caller) -> Refused {
    match refusal {
        Refusal::Rejected { rejection, now } => match now {
            Some(now) if !caller.may_know_of(&now.ticket) => ProblemCode::NotFound.into(),
            Some(now) => with_ticket(Problem::of_rejection(&rejection, Some(&now.directory)), &now, caller),
            None => Problem::of_rejection(&rejection, Some(&caller.directory)).into(),
        },
        Refusal::AssignmentChanged { now } if !caller.may_know_of(&now.ticket) => {
            ProblemCode::NotFound.into()
        }
        Refusal::AssignmentChanged { now } => {
            let problem = Problem::of(ProblemCode::AssignmentChanged)
                .at("header.If-Match")
                .with("assignment_version", now.ticket.assignment_version);
            with_ticket(problem, &now, caller)
        }
        Refusal::IfMatchMissing => Problem::of(ProblemCode::IfMatchMissing).at("header.If-Match").into(),
        Refusal::NotFound => ProblemCode::NotFound.into(),
        Refusal::KeyReused => Problem::of(ProblemCode::KeyReused).at("header.Idempotency-Key").into(),
        Refusal::Busy { retry_after_ms } => Refused::after_ms(Problem::of(ProblemCode::Busy), retry_after_ms),
        Refusal::Unavailable { retry_after_ms } => {
            Refused::after_ms(Problem::of(ProblemCode::Unavailable), retry_after_ms)
        }
        Refusal::Unknown { retry_after_ms } => {
            Refused::after_ms(Problem::of(ProblemCode::OutcomeUnknown), retry_after_ms)
        }
        Refusal::Incident { incident } => {
            Problem::of(ProblemCode::Incident).with("incident", incident).into()
        }
    }
}

fn with_ticket(mut problem: Problem, now: &Answer, caller: &Caller) -> Refused {
    if caller.may_read(&now.ticket) {
        let row = ticket_row(&now.ticket, &now.directory, &now.summary, &caller.reader());
        problem.ticket = Some(Box::new(row));
    }
    problem.into()
}
