//! Every command on an existing ticket, with the body that it takes on the wire.

use lamplight_protocol::ticket::{
    AcceptBody, AcknowledgeBody, ArriveBody, CommentBody, CompleteBody, DeclineBody, HoldBody, JoinBody,
    MergeBody, NoBody, NoteBody, OfferBody, RateBody, ReclassifyBody, ReprioritiseBody, ResumeBody,
    ReturnBody, TransferBody, UndoBody, UnresolvedBody, WithdrawBody,
};
use serde::Serialize;

macro_rules! commands {
    ($($variant:ident($body:ty) = $name:literal,)+) => {
        /// `POST /tickets/{id}/{name}`.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Command { $($variant($body)),+ }

        impl Command {
            /// As the path spells it.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),+ }
            }
        }
    };
}

commands! {
    Offer(OfferBody) = "offer",
    Accept(AcceptBody) = "accept",
    Decline(DeclineBody) = "decline",
    Revoke(NoBody) = "revoke",
    Dispatch(NoBody) = "dispatch",
    Join(JoinBody) = "join",
    Split(NoBody) = "split",
    Transfer(TransferBody) = "transfer",
    Return(ReturnBody) = "return",
    Release(NoBody) = "release",
    Arrive(ArriveBody) = "arrive",
    Hold(HoldBody) = "hold",
    Resume(ResumeBody) = "resume",
    Complete(CompleteBody) = "complete",
    Unresolved(UnresolvedBody) = "unresolved",
    Urge(NoteBody) = "urge",
    Withdraw(WithdrawBody) = "withdraw",
    Reopen(NoteBody) = "reopen",
    Rate(RateBody) = "rate",
    Comment(CommentBody) = "comment",
    Reclassify(ReclassifyBody) = "reclassify",
    Reprioritise(ReprioritiseBody) = "reprioritise",
    Merge(MergeBody) = "merge",
    Acknowledge(AcknowledgeBody) = "acknowledge",
    Unquarantine(NoBody) = "unquarantine",
    Undo(UndoBody) = "undo",
}
