//! `POST /tickets/{id}/offer`: a dispatcher chooses the engineer.

use lamplight_actors::OfferRequest;
use lamplight_protocol::Id;

use crate::v1::tickets::command::command;

command! {
    /// Rings at the engineer named, for the group named or his own; ends an owner's work.
    post "/tickets/{id}/offer" offer(OfferBody) needs OfferByHand and IfMatchMissing;
    refused UnknownReference Ended NotEligible AlreadyTheirs;
    |body| CommandRequest::Offer(OfferRequest { engineer: body.engineer.to(), group: body.group.map(Id::to) })
}
