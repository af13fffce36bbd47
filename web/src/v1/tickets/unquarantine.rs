//! `POST /tickets/{id}/unquarantine`: it may work again.

use crate::v1::tickets::command::command;

command! {
    /// Ends a quarantine after repeated faults of ours.
    post "/tickets/{id}/unquarantine" unquarantine(NoBody) needs Unquarantine;
    refused NotQuarantined;
    |NoBody {}| CommandRequest::Unquarantine
}
