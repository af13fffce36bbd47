//! `POST /tickets/{id}/rate`: the reporter says how it was.

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Rates a completion, once.
    post "/tickets/{id}/rate" rate(RateBody) needs Rate;
    refused NotCompleted AlreadyRated StarsOutOfRange;
    |body| CommandRequest::Rate { stars: body.stars, words: noted("words", body.words.as_deref())? }
}
