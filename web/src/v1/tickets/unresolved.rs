//! `POST /tickets/{id}/unresolved`: it cannot be mended here.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Ends the ticket without a solution, with a reason.
    post "/tickets/{id}/unresolved" unresolved(UnresolvedBody) needs MarkUnresolved;
    refused NotOwned OwnedByAnother OccurredAtOutOfRange Ended;
    |body| CommandRequest::Unresolved { reason: body.reason.into(), note: noted("note", body.note.as_deref())?, occurred_at: body.occurred_at.map(Into::into) }
}
