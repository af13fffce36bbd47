//! `POST /tickets/{id}/accept`: whom it rings at takes it.

use lamplight_protocol::Id;

use crate::v1::tickets::command::command;

command! {
    /// Takes the ticket that rings at the caller; also after the ring's lapse, while it was the last and nothing came after.
    post "/tickets/{id}/accept" accept(AcceptBody) needs Accept;
    refused NotRinging RingsAtAnother OfferIsOver Ended;
    |body| CommandRequest::Accept { offer: body.offer.map(Id::to) }
}
