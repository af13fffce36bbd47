//! `POST /tickets/{id}/split`: a merge is taken back.

use crate::v1::tickets::command::command;

command! {
    /// Takes a merged ticket out of its target again; it is unassigned then.
    post "/tickets/{id}/split" split(NoBody) needs Split;
    refused NotMerged;
    |NoBody {}| CommandRequest::Split
}
