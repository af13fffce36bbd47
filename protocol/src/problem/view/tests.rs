//! Every refusal of the domain has its problem; a new variant without one does not compile, and a problem
//! that two refusals share by mistake is found here.

use std::collections::BTreeSet;

use lamplight_domain::ticket::ByHand;

use super::*;
use crate::view::tests::{LI, at, hospital};

/// One of each variant. `code_of` is exhaustive; this list is checked against it by count.
fn every_rejection() -> Vec<Rejection> {
    let stage = Stage::Arrived;
    vec![
        Rejection::Forbidden,
        Rejection::Unknown { field: "category" },
        Rejection::UnknownPerson,
        Rejection::NotALeaf,
        Rejection::ZoneMissing,
        Rejection::NotRinging { stage },
        Rejection::RingsAtAnother { engineer: LI },
        Rejection::OfferIsOver,
        Rejection::NotUnassigned { stage },
        Rejection::NotOwned { stage },
        Rejection::OwnedByAnother { engineer: LI },
        Rejection::Ended { stage },
        Rejection::NotEnded { stage },
        Rejection::NotCompleted { stage },
        Rejection::NotMerged,
        Rejection::NotByHand,
        Rejection::NotStranded,
        Rejection::NotOnHold,
        Rejection::AlreadyOnHold,
        Rejection::AlreadyArrived,
        Rejection::AlreadyRated { stars: 4 },
        Rejection::AlreadyReporting,
        Rejection::ReopenTooLate { until: at(1) },
        Rejection::UndoTooLate { until: at(1), since: None },
        Rejection::NothingToUndo { what: None },
        Rejection::UrgedTooSoon { next_at: at(1) },
        Rejection::OccurredAtOutOfRange { earliest: at(1), latest: at(2) },
        Rejection::UntilOutOfRange { earliest: at(1), latest: at(2) },
        Rejection::StarsOutOfRange,
        Rejection::CauseNotOfCategory,
        Rejection::NotEligible { engineer: LI },
        Rejection::NobodyFree,
        Rejection::AlreadyTheirs { engineer: LI },
        Rejection::SamePriority { priority: Priority::High },
        Rejection::NothingChanges,
        Rejection::BadMergeTarget,
        Rejection::NothingToAcknowledge { level: 2 },
        Rejection::Quarantined,
        Rejection::NotQuarantined,
        Rejection::DeadlineMoved,
        Rejection::NotDue { due: at(1) },
        Rejection::DispatchedByHand { why: ByHand::Later },
        Rejection::BadDirectory { what: "zone", id: 5 },
    ]
}

#[test]
fn refusals_and_problems_are_one_to_one() {
    let rejections = every_rejection();
    let codes: BTreeSet<_> = rejections.iter().map(code_of).collect();
    // Only `Unknown` and `UnknownPerson` share one: both name a field.
    assert_eq!(codes.len() + 1, rejections.len());
    let of_rules = ProblemCode::ALL.iter().filter(|code| code.status() == 409).count();
    // Forbidden and unknown-reference are no 409; organisation-required and the three of a screen's code are,
    // but no rules of the domain.
    assert_eq!(codes.len(), of_rules - 4 + 2);
}

#[test]
fn refusals_name_the_present_state() {
    let directory = hospital();
    let problem = |rejection: Rejection| Problem::of_rejection(&rejection, Some(&directory));
    assert_eq!(problem(Rejection::NotOwned { stage: Stage::OnHold }).params["stage"], "on_hold");
    assert_eq!(problem(Rejection::RingsAtAnother { engineer: LI }).params["engineer"]["name"], "李工");
    assert_eq!(problem(Rejection::UrgedTooSoon { next_at: at(0) }).params["next_at"], "2026-11-24T02:21:00Z");
    assert_eq!(problem(Rejection::Unknown { field: "zone" }).field.as_deref(), Some("body.zone"));
    for rejection in every_rejection() {
        let problem = problem(rejection);
        assert_eq!(problem.kind, format!("/problems/{}", problem.code));
    }
}

#[test]
fn codes_are_unique_and_kebab() {
    let codes: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
    assert!(codes.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
}
