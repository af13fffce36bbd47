//! A refusal of the domain as a problem: one to one, with the present state as parameters.

use lamplight_domain::ids::PersonId;
use lamplight_domain::log::{By, Fact, Recorded};
use lamplight_domain::org::Directory;
use lamplight_domain::ticket::{Overtaking, Priority, Rejection, Stage};
use lamplight_domain::time::Timestamp;
use serde_json::{Value, json};

use crate::problem::{Problem, ProblemCode};
use crate::ticket::event_type;
use crate::view::{person_named, word};
use crate::{Id, Instant};

impl Problem {
    #[must_use]
    pub fn with(mut self, name: &str, value: impl serde::Serialize) -> Self {
        self.params.insert(name.to_owned(), json!(value));
        self
    }

    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Who was faster, with what and when: `by`, `event`, `at`.
    #[must_use]
    pub fn overtaken_by(self, overtaking: Overtaking<'_>, directory: &Directory) -> Self {
        let Fact::Ticket { event, .. } = &overtaking.recorded.fact else { return self };
        let problem = self.with("event", event_type(event)).with("at", Instant(overtaking.recorded.at));
        match overtaking.by {
            Some(by) => problem.with("by", person(by, Some(directory))),
            None => problem,
        }
    }

    /// `directory` gives names to people that the refusal mentions; without it they are ids.
    pub fn of_rejection(rejection: &Rejection, directory: Option<&Directory>) -> Self {
        let problem = Self::of(code_of(rejection));
        match rejection {
            Rejection::Unknown { field } => problem.at(format!("body.{field}")),
            Rejection::UnknownPerson => problem.at("person"),
            Rejection::NotALeaf | Rejection::BadMergeTarget | Rejection::CauseNotOfCategory => problem,
            Rejection::NotRinging { stage }
            | Rejection::NotUnassigned { stage }
            | Rejection::NotOwned { stage }
            | Rejection::Ended { stage }
            | Rejection::NotEnded { stage }
            | Rejection::NotCompleted { stage } => in_stage(problem, *stage),
            Rejection::RingsAtAnother { engineer }
            | Rejection::OwnedByAnother { engineer }
            | Rejection::NotEligible { engineer }
            | Rejection::AlreadyTheirs { engineer } => problem.with("engineer", person(*engineer, directory)),
            Rejection::AlreadyRated { stars } => problem.with("stars", stars),
            Rejection::ReopenTooLate { until } => problem.with("until", Instant(*until)),
            Rejection::UndoTooLate { until, since } => {
                happened(problem.with("until", Instant(*until)), since.as_deref(), directory)
            }
            Rejection::NothingToUndo { what } => happened(problem, what.as_deref(), directory),
            Rejection::UrgedTooSoon { next_at } => problem.with("next_at", Instant(*next_at)),
            Rejection::OccurredAtOutOfRange { earliest, latest } => {
                between(problem, *earliest, *latest).at("body.occurred_at")
            }
            Rejection::UntilOutOfRange { earliest, latest } => {
                between(problem, *earliest, *latest).at("body.until")
            }
            Rejection::StarsOutOfRange => problem.at("body.stars"),
            Rejection::SamePriority { priority } => prioritised(problem, *priority),
            Rejection::NothingToAcknowledge { level } => problem.with("level", level),
            Rejection::NotDue { due } => problem.with("due", Instant(*due)),
            Rejection::DispatchedByHand { why } => problem.with("why", json!(why)),
            Rejection::BadDirectory { what, id } => problem.with("what", what).with("id", Id(*id)),
            Rejection::Forbidden
            | Rejection::ZoneMissing
            | Rejection::OfferIsOver
            | Rejection::NotMerged
            | Rejection::NotByHand
            | Rejection::NotStranded
            | Rejection::NotOnHold
            | Rejection::AlreadyOnHold
            | Rejection::AlreadyArrived
            | Rejection::AlreadyReporting
            | Rejection::NobodyFree
            | Rejection::NothingChanges
            | Rejection::Quarantined
            | Rejection::NotQuarantined
            | Rejection::LogMoved
            | Rejection::DeadlineMoved => problem,
        }
    }
}

/// Which problem a refusal is.
pub fn code_of(rejection: &Rejection) -> ProblemCode {
    match rejection {
        Rejection::Forbidden => ProblemCode::Forbidden,
        Rejection::Unknown { .. } | Rejection::UnknownPerson => ProblemCode::UnknownReference,
        Rejection::NotALeaf => ProblemCode::NotALeaf,
        Rejection::ZoneMissing => ProblemCode::ZoneMissing,
        Rejection::NotRinging { .. } => ProblemCode::NotRinging,
        Rejection::RingsAtAnother { .. } => ProblemCode::RingsAtAnother,
        Rejection::OfferIsOver => ProblemCode::OfferIsOver,
        Rejection::NotUnassigned { .. } => ProblemCode::NotUnassigned,
        Rejection::NotOwned { .. } => ProblemCode::NotOwned,
        Rejection::OwnedByAnother { .. } => ProblemCode::OwnedByAnother,
        Rejection::Ended { .. } => ProblemCode::Ended,
        Rejection::NotEnded { .. } => ProblemCode::NotEnded,
        Rejection::NotCompleted { .. } => ProblemCode::NotCompleted,
        Rejection::NotMerged => ProblemCode::NotMerged,
        Rejection::NotByHand => ProblemCode::NotByHand,
        Rejection::NotStranded => ProblemCode::NotStranded,
        Rejection::NotOnHold => ProblemCode::NotOnHold,
        Rejection::AlreadyOnHold => ProblemCode::AlreadyOnHold,
        Rejection::AlreadyArrived => ProblemCode::AlreadyArrived,
        Rejection::AlreadyRated { .. } => ProblemCode::AlreadyRated,
        Rejection::AlreadyReporting => ProblemCode::AlreadyReporting,
        Rejection::ReopenTooLate { .. } => ProblemCode::ReopenTooLate,
        Rejection::UndoTooLate { .. } => ProblemCode::UndoTooLate,
        Rejection::LogMoved => ProblemCode::Busy,
        Rejection::NothingToUndo { .. } => ProblemCode::NothingToUndo,
        Rejection::UrgedTooSoon { .. } => ProblemCode::UrgedTooSoon,
        Rejection::OccurredAtOutOfRange { .. } => ProblemCode::OccurredAtOutOfRange,
        Rejection::UntilOutOfRange { .. } => ProblemCode::UntilOutOfRange,
        Rejection::StarsOutOfRange => ProblemCode::StarsOutOfRange,
        Rejection::CauseNotOfCategory => ProblemCode::CauseNotOfCategory,
        Rejection::NotEligible { .. } => ProblemCode::NotEligible,
        Rejection::NobodyFree => ProblemCode::NobodyFree,
        Rejection::AlreadyTheirs { .. } => ProblemCode::AlreadyTheirs,
        Rejection::SamePriority { .. } => ProblemCode::SamePriority,
        Rejection::NothingChanges => ProblemCode::NothingChanges,
        Rejection::BadMergeTarget => ProblemCode::BadMergeTarget,
        Rejection::NothingToAcknowledge { .. } => ProblemCode::NothingToAcknowledge,
        Rejection::Quarantined => ProblemCode::Quarantined,
        Rejection::NotQuarantined => ProblemCode::NotQuarantined,
        Rejection::DeadlineMoved => ProblemCode::DeadlineMoved,
        Rejection::NotDue { .. } => ProblemCode::NotDue,
        Rejection::DispatchedByHand { .. } => ProblemCode::DispatchedByHand,
        Rejection::BadDirectory { .. } => ProblemCode::BadDirectory,
    }
}

fn in_stage(problem: Problem, stage: Stage) -> Problem {
    problem.with("stage", word(stage))
}

fn prioritised(problem: Problem, priority: Priority) -> Problem {
    problem.with("priority", word(priority))
}

fn between(problem: Problem, earliest: Timestamp, latest: Timestamp) -> Problem {
    problem.with("earliest", Instant(earliest)).with("latest", Instant(latest))
}

/// What stands in the way: the event as the timeline calls it, whose it was, and when.
fn happened(problem: Problem, recorded: Option<&Recorded>, directory: Option<&Directory>) -> Problem {
    let Some(recorded) = recorded else { return problem };
    let Fact::Ticket { event, .. } = &recorded.fact else { return problem };
    let problem = problem.with("event", event_type(event)).with("at", Instant(recorded.at));
    match recorded.by {
        By::Person(id) => problem.with("person", person(id, directory)),
        By::Dispatch | By::Wheel | By::System | By::Alarm => problem,
    }
}

fn person(engineer: PersonId, directory: Option<&Directory>) -> Value {
    match directory {
        Some(directory) => json!(person_named(directory, engineer)),
        None => json!({ "id": Id::from(engineer) }),
    }
}

#[cfg(test)]
mod tests;
