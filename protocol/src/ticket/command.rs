//! Bodies of `POST /tickets` and `POST /tickets/{id}/{command}`. Unknown fields are refused.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{
    ArriveMode, Channel, DeclineReason, DispatchWhen, HoldReason, Priority, ReturnReason, UnresolvedReason,
    WithdrawReason,
};
use crate::{Id, Instant};

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }
    )+};
}

bodies! {
    /// A report. A reporter names neither `reporter` nor `channel` other than his own.
    OpenTicket {
        /// What is wrong, 1 to 2,000 characters.
        summary: String,
        /// A leaf of the category tree.
        category: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<Id>,
        /// Absent: the reporter's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<Id>,
        /// For whom; absent: the caller himself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reporter: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        #[serde(default)]
        patient_waiting: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<Priority>,
        /// `later`: a dispatcher will decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dispatch: Option<DispatchWhen>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
        /// Solved on the telephone: nothing rings.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::object::optional")]
        solved: Option<SolvedBody>,
    }
    /// `POST /candidates`: who would be asked for a report that is being typed.
    CandidatesBody {
        category: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<Id>,
        #[serde(default)]
        patient_waiting: bool,
    }
    SolvedBody {
        cause: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    /// `POST /tickets/{id}/offer`, If-Match required.
    OfferBody {
        engineer: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<Id>,
    }
    AcceptBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<Id>,
    }
    DeclineBody {
        reason: DeclineReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    /// revoke, dispatch, split, release, unquarantine: no fields.
    NoBody {}
    JoinBody {
        /// Absent: the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reporter: Option<Id>,
    }
    /// To exactly one of the two.
    TransferBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        engineer: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<Id>,
        /// Why, for whoever is asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    ReturnBody {
        reason: ReturnReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    ArriveBody {
        mode: ArriveMode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
    }
    HoldBody {
        reason: HoldReason,
        until: Instant,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
    }
    ResumeBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
    }
    CompleteBody {
        cause: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
    }
    UnresolvedBody {
        reason: UnresolvedReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
    }
    /// urge, reopen.
    NoteBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    WithdrawBody {
        reason: WithdrawReason,
    }
    RateBody {
        /// 1 to 5.
        stars: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    }
    CommentBody {
        /// 1 to 2,000 characters.
        text: String,
    }
    /// If-Match required.
    ReclassifyBody {
        category: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        system: Option<Id>,
    }
    /// If-Match required.
    ReprioritiseBody {
        priority: Priority,
    }
    /// If-Match required.
    MergeBody {
        into: Id,
    }
    AcknowledgeBody {
        level: u8,
    }
    UndoBody {
        /// The ticket's version after the command to be undone.
        version: u32,
    }
}
