//! `POST /tickets/{id}/revoke`: a dispatcher stops the ring.

use crate::v1::tickets::command::command;

command! {
    /// Ends a standing ring without an answer.
    post "/tickets/{id}/revoke" revoke(NoBody) needs Revoke;
    refused NotRinging Ended;
    |NoBody {}| CommandRequest::Revoke
}
