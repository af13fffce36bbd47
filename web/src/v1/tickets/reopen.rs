//! `POST /tickets/{id}/reopen`: it is not mended after all.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Opens an ended ticket again, within seven days; whoever mended it is asked first.
    post "/tickets/{id}/reopen" reopen(NoteBody) needs Reopen;
    refused NotEnded ReopenTooLate;
    |body| CommandRequest::Reopen { note: noted("note", body.note.as_deref())? }
}
