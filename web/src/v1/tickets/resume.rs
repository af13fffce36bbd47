//! `POST /tickets/{id}/resume`: work goes on.

use crate::v1::tickets::command::command;

command! {
    /// Ends a hold before its time.
    post "/tickets/{id}/resume" resume(ResumeBody) needs Resume;
    refused NotOwned OwnedByAnother NotOnHold OccurredAtOutOfRange Ended;
    |body| CommandRequest::Resume { occurred_at: body.occurred_at.map(Into::into) }
}
