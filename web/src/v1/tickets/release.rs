//! `POST /tickets/{id}/release`: a dispatcher takes it from its owner.

use crate::v1::tickets::command::command;

command! {
    /// Takes the ticket from its owner; it is offered anew.
    post "/tickets/{id}/release" release(NoBody) needs Release;
    refused NotOwned Ended;
    |NoBody {}| CommandRequest::Release
}
