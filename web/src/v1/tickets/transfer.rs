//! `POST /tickets/{id}/transfer`: the owner hands it on.

use lamplight_actors::TransferRequest;
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Rings at another engineer, or at the group's cheapest free member. The owner keeps the ticket until it is accepted; the note says why.
    post "/tickets/{id}/transfer" transfer(TransferBody) needs Transfer;
    refused UnknownReference NotOwned OwnedByAnother NotEligible NobodyFree AlreadyTheirs Ended;
    |body| CommandRequest::Transfer { to: target(&body)?, note: noted("note", body.note.as_deref())? }
}

/// Exactly one of the two.
fn target(body: &TransferBody) -> Result<TransferRequest, Refused> {
    match (body.engineer, body.group) {
        (Some(engineer), None) => Ok(TransferRequest::Engineer(engineer.to())),
        (None, Some(group)) => Ok(TransferRequest::Group(group.to())),
        (None, None) | (Some(_), Some(_)) => Err(Problem::of(ProblemCode::InvalidField)
            .at("body.engineer")
            .saying("either `engineer` or `group`")
            .into()),
    }
}
