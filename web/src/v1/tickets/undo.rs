//! `POST /tickets/{id}/undo`: what the caller has just done to it was a mistake.

use lamplight_actors::{Answer, Refusal};
use lamplight_domain::ids::TicketId;
use lamplight_domain::ticket::Rejection;

use crate::history;
use crate::v1::tickets::command::command;

command! {
    /// Takes back the caller's own command of a moment ago, if nothing has answered it yet: an event of its own, nothing is deleted. Not taken back: words, answers to a ring, returns, openings.
    post "/tickets/{id}/undo" undo(UndoBody) needs Undo;
    refused UndoTooLate NothingToUndo;
    |body| CommandRequest::Undo { version: body.version, history: Vec::new() }
}

/// How often the log is read when the ticket goes on between reading and asking: the dispatcher's next ring,
/// say, is stored in that moment, and with the log of now the answer is another.
const READS_MAX: usize = 4;

/// The state alone does not know what was before: an undo takes the ticket's log along.
pub(super) async fn ask(
    call: &Call<()>,
    ticket: TicketId,
    version: u32,
) -> Result<Result<Answer, Refusal>, Refused> {
    let mut reads = 0;
    loop {
        reads += 1;
        let history = history::log(&call.view, ticket).await?;
        let outcome = command::ask(call, ticket, CommandRequest::Undo { version, history }).await;
        let moved = matches!(outcome, Err(Refusal::Rejected { rejection: Rejection::LogMoved, .. }));
        if !moved || reads == READS_MAX {
            return Ok(outcome);
        }
    }
}
