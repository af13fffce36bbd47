//! A decision of the dispatcher, with names: why him, why not her.

use lamplight_domain::dispatch::{self as rule, DecisionKind, DecisionRecord, capacity};
use lamplight_domain::org::{Directory, Duty};

use crate::ticket::{CandidateView, Explanation, RungView, Standing, TermsView};
use crate::view::{group_named, person_named, word};
use crate::{Id, Instant};

/// Names are today's; numbers and reasons are the record's. `capacity` is the policy's, as this directory
/// has it, half of it for whoever said "busy" then.
pub fn explanation(record: &DecisionRecord, directory: &Directory) -> Explanation {
    let (kind, by) = match record.kind {
        DecisionKind::Automatic => ("automatic", None),
        DecisionKind::SecondRing => ("second_ring", None),
        DecisionKind::FormerOwner => ("former_owner", None),
        DecisionKind::ByHand { by } => ("by_hand", Some(by)),
        DecisionKind::Transfer { by } => ("transfer", Some(by)),
        DecisionKind::Stranded => ("stranded", None),
    };
    Explanation {
        id: Id::from(record.id),
        at: Instant(record.at),
        kind: kind.to_owned(),
        by: by.map(|person| person_named(directory, person)),
        directory_version: record.directory,
        effort: record.effort,
        winner: record.winner.map(|person| person_named(directory, person)),
        rungs: record
            .rungs
            .iter()
            .map(|rung| RungView {
                rung: rung.rung.into(),
                candidates: rung.candidates.iter().map(|one| candidate(one, directory)).collect(),
            })
            .collect(),
    }
}

fn candidate(candidate: &rule::Candidate, directory: &Directory) -> CandidateView {
    let (standing, why, terms) = match candidate.standing {
        rule::Standing::Free { terms } => (Standing::Free, None, Some(terms)),
        rule::Standing::Busy { why } => (Standing::Busy, Some(word(why)), None),
        rule::Standing::Out { why } => (Standing::Out, Some(word(why)), None),
    };
    let duty = if candidate.said_busy { Duty::Busy } else { Duty::On };
    CandidateView {
        engineer: person_named(directory, candidate.engineer),
        group: Some(group_named(directory, candidate.group)),
        standing,
        why,
        cost: terms.map(|terms| terms.cost()),
        terms: terms.map(|terms| TermsView {
            load: terms.load,
            zone: terms.zone,
            fairness: terms.fairness,
            travel: terms.travel,
            context: terms.context,
        }),
        load: candidate.load,
        capacity: capacity(&directory.policy, duty),
    }
}
