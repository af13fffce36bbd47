//! `POST /tickets/{id}/undo`: what the caller has just done to it was a mistake.

use lamplight_actors::CommandRequest as Request;
use lamplight_domain::ids::TicketId;

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
