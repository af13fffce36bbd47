//! `POST /tickets/{id}/return`: the owner gives it back.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Gives the ticket back, with a reason: it is offered to others. `wrong_group` excludes the whole group.
    post "/tickets/{id}/return" give_back(ReturnBody) needs Return;
    refused NotOwned OwnedByAnother Ended;
    |body| CommandRequest::Return { reason: body.reason.into(), note: noted("note", body.note.as_deref())? }
}
