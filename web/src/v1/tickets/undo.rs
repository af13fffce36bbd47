//! `POST /tickets/{id}/undo`: what the caller has just done to it was a mistake.

use lamplight_actors::{Answer, CommandRequest as Request, Refusal};
use lamplight_domain::ids::TicketId;
use lamplight_domain::ticket::Rejection;

use crate::extract::View;
use crate::history;
use crate::v1::tickets::command::command;

command! {
    /// Takes back the caller's own command of a moment ago, if nothing has answered it yet: an event of its own, nothing is deleted. Not taken back: words, answers to a ring, returns, openings.
    post "/tickets/{id}/undo" undo(UndoBody) needs Undo;
    refused UndoTooLate NothingToUndo;
    |body| CommandRequest::Undo { version: body.version, history: Vec::new() }
}

/// The state alone does not know what was before: an undo takes the ticket's log along.
pub(super) async fn with_history(request: Request, view: &View, ticket: TicketId) -> Result<Request, Refused> {
    let Request::Undo { version, .. } = request else { return Ok(request) };
    Ok(Request::Undo { version, history: history::log(view, ticket).await? })
}

/// How often the log is read again when the ticket went on between reading and asking.
pub(super) const REREADS_MAX: usize = 3;

/// The dispatcher's next ring, say, was stored in that moment: with the log of now the answer is another.
pub(super) fn read_too_early(outcome: &Result<Answer, Refusal>) -> bool {
    matches!(outcome, Err(Refusal::Rejected { rejection: Rejection::LogMoved, .. }))
}
