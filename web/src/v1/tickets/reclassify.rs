//! `POST /tickets/{id}/reclassify`: it is another kind of fault, or elsewhere.

use lamplight_protocol::Id;

use crate::v1::tickets::command::command;

command! {
    /// Changes category, zone or system; a standing ring is revoked and a new round opens, an owner keeps the ticket.
    post "/tickets/{id}/reclassify" reclassify(ReclassifyBody) needs Reclassify and IfMatchMissing;
    refused UnknownReference NotALeaf NothingChanges Ended;
    |body| CommandRequest::Reclassify { category: body.category.to(), zone: body.zone.map(Id::to), system: body.system.map(Id::to) }
}
