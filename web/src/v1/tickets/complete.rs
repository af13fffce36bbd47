//! `POST /tickets/{id}/complete`: the work is done.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Completes the ticket, with a cause that its category offers.
    post "/tickets/{id}/complete" complete(CompleteBody) needs Complete;
    refused UnknownReference NotOwned OwnedByAnother CauseNotOfCategory OccurredAtOutOfRange Ended;
    |body| CommandRequest::Complete { cause: body.cause.to(), note: noted("note", body.note.as_deref())?, occurred_at: body.occurred_at.map(Into::into) }
}
