//! Every problem that the API can answer, in one table: code, status, sentence. `type` is
//! `/problems/<code>`, served by the binary. The UI translates by `code`; the title is English.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod view;

pub use view::code_of;

macro_rules! problems {
    ($($variant:ident, $code:literal, $status:literal, $title:literal;)+) => {
        /// What went wrong, as a stable code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($variant),+ }

        impl ProblemCode {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }

            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

problems! {
    BadRequest, "bad-request", 400, "The request cannot be read.";
    UnknownField, "unknown-field", 400, "The body has a field that this request does not take.";
    InvalidField, "invalid-field", 400, "A field does not have the expected form.";
    UnknownReference, "unknown-reference", 400, "A field names something that does not exist here.";
    BodyTooLarge, "body-too-large", 413, "The body is larger than allowed.";
    UnsupportedMediaType, "unsupported-media-type", 415, "The body must be application/json.";
    MethodNotAllowed, "method-not-allowed", 405, "This path does not take that method.";
    LoginRequired, "login-required", 401, "Log in first.";
    LoginRefused, "login-refused", 401, "Telephone number or password is wrong.";
    OrganisationRequired, "organisation-required", 409, "This account belongs to several organisations: name one.";
    Forbidden, "forbidden", 403, "Your role does not allow this.";
    ForeignOrigin, "foreign-origin", 403, "Requests from this origin are not taken.";
    NotFound, "not-found", 404, "There is no such thing, or it is not yours to see.";
    KeyMissing, "key-missing", 428, "An Idempotency-Key header is required.";
    IfMatchMissing, "if-match-missing", 428, "An If-Match header with the assignment version is required.";
    KeyReused, "key-reused", 422, "This Idempotency-Key was used for another request.";
    AssignmentChanged, "assignment-changed", 412, "Owner, offer, end, category, zone or priority has changed since.";
    TooManyAttempts, "too-many-attempts", 429, "Too many attempts: wait a moment.";
    Busy, "busy", 429, "This ticket has too many commands waiting.";
    Unavailable, "unavailable", 503, "Nothing was stored: try again in a moment.";
    OutcomeUnknown, "outcome-unknown", 503, "Whether it was stored is not known yet: ask again with the same key.";
    Incident, "incident", 500, "A fault of ours; it was logged under the incident number.";
    NotALeaf, "not-a-leaf", 409, "A leaf of the category tree is required.";
    ZoneMissing, "zone-missing", 409, "No zone is named and the department has none.";
    NotRinging, "not-ringing", 409, "Nothing rings on this ticket.";
    RingsAtAnother, "rings-at-another", 409, "It rings at somebody else.";
    OfferIsOver, "offer-is-over", 409, "That ring is over.";
    NotUnassigned, "not-unassigned", 409, "The ticket has an owner or a ring.";
    NotOwned, "not-owned", 409, "Nobody owns this ticket.";
    OwnedByAnother, "owned-by-another", 409, "Somebody else owns this ticket.";
    Ended, "ended", 409, "The ticket has ended.";
    NotEnded, "not-ended", 409, "The ticket has not ended.";
    NotCompleted, "not-completed", 409, "The ticket is not completed.";
    NotMerged, "not-merged", 409, "The ticket is not merged.";
    NotByHand, "not-by-hand", 409, "Automatic dispatch is on already.";
    NotStranded, "not-stranded", 409, "The ticket is not stranded.";
    NotOnHold, "not-on-hold", 409, "The ticket is not on hold.";
    AlreadyOnHold, "already-on-hold", 409, "The ticket is on hold already.";
    AlreadyArrived, "already-arrived", 409, "He has arrived already.";
    AlreadyRated, "already-rated", 409, "This completion is rated already.";
    AlreadyReporting, "already-reporting", 409, "This person reports it already.";
    ReopenTooLate, "reopen-too-late", 409, "The time for reopening is over.";
    UndoTooLate, "undo-too-late", 409, "The time for undoing is over, or something has happened since.";
    NothingToUndo, "nothing-to-undo", 409, "That was not the caller's act, or it cannot be taken back.";
    UrgedTooSoon, "urged-too-soon", 409, "It was urged a moment ago.";
    OccurredAtOutOfRange, "occurred-at-out-of-range", 409, "That moment cannot be.";
    UntilOutOfRange, "until-out-of-range", 409, "A hold must end in the future, within 90 days.";
    StarsOutOfRange, "stars-out-of-range", 409, "One to five stars.";
    CauseNotOfCategory, "cause-not-of-category", 409, "This category does not have that cause.";
    NotEligible, "not-eligible", 409, "This engineer cannot take it.";
    NobodyFree, "nobody-free", 409, "Nobody in that group is free.";
    AlreadyTheirs, "already-theirs", 409, "It is with that engineer already.";
    SamePriority, "same-priority", 409, "It has that priority already.";
    NothingChanges, "nothing-changes", 409, "It is so already.";
    BadMergeTarget, "bad-merge-target", 409, "It cannot be merged into that ticket.";
    NothingToAcknowledge, "nothing-to-acknowledge", 409, "There is no such alert to acknowledge.";
    Quarantined, "quarantined", 409, "The ticket is quarantined after repeated faults of ours.";
    NotQuarantined, "not-quarantined", 409, "The ticket is not quarantined.";
    DeadlineMoved, "deadline-moved", 409, "That deadline does not stand any more.";
    NotDue, "not-due", 409, "That deadline is not due yet.";
    DispatchedByHand, "dispatched-by-hand", 409, "Automatic dispatch stands still until a dispatcher hands it back.";
    PairingUnknown, "pairing-unknown", 409, "No screen shows this code.";
    PairingExpired, "pairing-expired", 409, "This code has run out: the screen shows a new one.";
    PairingTaken, "pairing-taken", 409, "The screen with this code was paired already.";
    BadDirectory, "bad-directory", 409, "The directory would not hold together.";
}

/// `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: String,
    /// The field of the request, where there is one: `body.category`, `header.If-Match`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What was expected there, or a further sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Values for the translated sentence: stage, engineer, until, next_at .. Where somebody was faster also
    /// `event` (the timeline's), `at` and, if it was a person or rings at one, `by`.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    #[schema(value_type = Object)]
    pub params: serde_json::Map<String, serde_json::Value>,
    /// The ticket as it is now, with 409 and 412 of a command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Box<crate::ticket::TicketRow>>,
}

impl Problem {
    pub fn of(code: ProblemCode) -> Self {
        Self {
            kind: format!("/problems/{}", code.code()),
            title: code.title().to_owned(),
            status: code.status(),
            code: code.code().to_owned(),
            field: None,
            detail: None,
            params: serde_json::Map::new(),
            ticket: None,
        }
    }
}
