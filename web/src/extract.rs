//! What a request says, read and checked before any handler: body, conditions, ids in paths, filters.
//! Every mistake is answered with the field it is in.

mod body;
mod call;
mod head;
mod query;
pub(crate) mod text;

pub(crate) use body::{Body, request_hash};
pub(crate) use call::{Call, View};
pub(crate) use head::Head;
pub(crate) use query::{Pairs, invalid};
