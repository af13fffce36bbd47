//! `POST /tickets/{id}/reprioritise`: it is more or less urgent.

use crate::v1::tickets::command::command;

command! {
    /// Changes the priority, and with it the targets.
    post "/tickets/{id}/reprioritise" reprioritise(ReprioritiseBody) needs Reprioritise and IfMatchMissing;
    refused SamePriority Ended;
    |body| CommandRequest::Reprioritise { priority: body.priority.into() }
}
