//! `POST /tickets/{id}/urge`: the reporter asks for haste.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Urges, every ten minutes at most; the first two raise its rank.
    post "/tickets/{id}/urge" urge(NoteBody) needs Urge;
    refused UrgedTooSoon Ended;
    |body| CommandRequest::Urge { note: noted("note", body.note.as_deref())? }
}
