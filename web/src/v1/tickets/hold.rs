//! `POST /tickets/{id}/hold`: work waits for something.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Puts the work on hold until a moment; clocks stand still and it resumes by itself.
    post "/tickets/{id}/hold" hold(HoldBody) needs Hold;
    refused NotOwned OwnedByAnother AlreadyOnHold UntilOutOfRange OccurredAtOutOfRange Ended;
    |body| CommandRequest::Hold { reason: body.reason.into(), until: body.until.into(), note: noted("note", body.note.as_deref())?, occurred_at: body.occurred_at.map(Into::into) }
}
