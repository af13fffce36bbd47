//! `POST /tickets/{id}/join`: somebody else has the same fault.

use lamplight_protocol::Id;

use crate::v1::tickets::command::command;

command! {
    /// Adds a reporter, the caller himself if none is named.
    post "/tickets/{id}/join" join(JoinBody) needs Join;
    refused UnknownReference AlreadyReporting Ended;
    |body| CommandRequest::Join { reporter: body.reporter.map(Id::to) }
}
