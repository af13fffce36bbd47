//! `POST /tickets/{id}/decline`: whom it rings at does not take it.

use lamplight_protocol::Id;

use crate::extract::text::noted;
use crate::v1::tickets::command::command;

command! {
    /// Declines the ring, with a reason: he is not asked again until the ticket is reopened.
    post "/tickets/{id}/decline" decline(DeclineBody) needs Decline;
    refused NotRinging RingsAtAnother OfferIsOver Ended;
    |body| CommandRequest::Decline { offer: body.offer.map(Id::to), reason: body.reason.into(), note: noted("note", body.note.as_deref())? }
}
