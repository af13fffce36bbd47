//! `POST /tickets/{id}/dispatch`: automatic again.

use crate::v1::tickets::command::command;

command! {
    /// Hands a ticket that waited for a dispatcher back to automatic dispatch.
    post "/tickets/{id}/dispatch" dispatch(NoBody) needs HandBack;
    refused NotByHand Ended;
    |NoBody {}| CommandRequest::Dispatch
}
