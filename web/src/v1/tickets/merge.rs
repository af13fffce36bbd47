//! `POST /tickets/{id}/merge`: it is the same fault as another.

use crate::v1::tickets::command::command;

command! {
    /// Merges the ticket into another live one; its reporters are told of that one's progress.
    post "/tickets/{id}/merge" merge(MergeBody) needs Merge and IfMatchMissing;
    refused UnknownReference BadMergeTarget Ended;
    |body| CommandRequest::Merge { into: body.into.to() }
}
