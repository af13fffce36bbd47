//! `POST /tickets/{id}/acknowledge`: somebody has seen the alert.

use crate::v1::tickets::command::command;

command! {
    /// Acknowledges an escalation level: it does not repeat.
    post "/tickets/{id}/acknowledge" acknowledge(AcknowledgeBody) needs Acknowledge;
    refused NothingToAcknowledge Ended;
    |body| CommandRequest::Acknowledge { level: body.level }
}
