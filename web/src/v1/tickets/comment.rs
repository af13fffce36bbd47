//! `POST /tickets/{id}/comment`: something to say.

use crate::extract::text::said;
use crate::v1::tickets::command::command;

command! {
    /// Adds a comment that everybody reads who may read the ticket.
    post "/tickets/{id}/comment" comment(CommentBody) needs Comment;
    refused;
    |body| CommandRequest::Comment { text: said("text", &body.text)? }
}
