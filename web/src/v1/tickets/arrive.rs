//! `POST /tickets/{id}/arrive`: the owner is there.

use crate::v1::tickets::command::command;

command! {
    /// The owner has come, or works on it remotely.
    post "/tickets/{id}/arrive" arrive(ArriveBody) needs Arrive;
    refused NotOwned OwnedByAnother AlreadyArrived OccurredAtOutOfRange Ended;
    |body| CommandRequest::Arrive { mode: body.mode.into(), occurred_at: body.occurred_at.map(Into::into) }
}
