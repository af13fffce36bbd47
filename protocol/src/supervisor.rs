//! What the supervisor's page asks for besides the live rows: what came back today, and holes in the
//! coverage. Counted by `domain`, named here.

use std::collections::BTreeMap;

use lamplight_domain::ids::TicketId;
use lamplight_domain::org::{self, Directory, Subject};
use lamplight_domain::stats::{GivenBack, GivenBackHow, Returns};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::{DeclineReason, Named, ReturnReason};
use crate::view::{category_named, category_path, person_named, place, system_named, word};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BackKind {
    Declined,
    Returned,
    Transferred,
}

/// Times that one reason was given today; a ticket may stand here more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonCount {
    pub kind: BackKind,
    /// Of `declined` a decline reason, of `returned` a return reason; a transfer has none.
    pub reason: Option<String>,
    pub count: u32,
    /// Each once, as shown numbers with ids.
    pub tickets: Vec<Named>,
    /// Who gave it, each once.
    pub people: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bounced {
    pub ticket: Named,
    pub times: u32,
}

/// Declined, returned and transferred since local midnight. Lapsed rings do not count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ReturnsView {
    /// All of them.
    pub count: u32,
    pub declined: u32,
    pub returned: u32,
    pub transferred: u32,
    /// The most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Tickets that came back twice or more.
    pub bounced: Vec<Bounced>,
}

/// `numbers`: of the tickets, as shown; one without is left out of the lists, not of the counts.
pub fn returns_view(
    returns: &Returns,
    directory: &Directory,
    numbers: &BTreeMap<TicketId, String>,
) -> ReturnsView {
    let named = |id: TicketId| numbers.get(&id).map(|name| Named { id: id.into(), name: name.clone() });
    let reason = |how, all: &[GivenBack]| {
        let (kind, reason) = words(how);
        ReasonCount {
            kind,
            reason,
            count: count(all.len()),
            tickets: once(all.iter().filter_map(|one| named(one.ticket))),
            people: once(all.iter().filter_map(|one| Some(person_named(directory, one.person?)))),
        }
    };
    let reasons: Vec<ReasonCount> =
        returns.by_reason().into_iter().map(|(how, all)| reason(how, &all)).collect();
    let of = |kind| reasons.iter().filter(|reason| reason.kind == kind).map(|reason| reason.count).sum();
    let bounced = returns.bounced().into_iter();
    ReturnsView {
        count: count(returns.all.len()),
        declined: of(BackKind::Declined),
        returned: of(BackKind::Returned),
        transferred: of(BackKind::Transferred),
        bounced: bounced
            .filter_map(|(ticket, times)| Some(Bounced { ticket: named(ticket)?, times }))
            .collect(),
        reasons,
    }
}

fn words(how: GivenBackHow) -> (BackKind, Option<String>) {
    match how {
        GivenBackHow::Declined(reason) => (BackKind::Declined, Some(word(DeclineReason::from(reason)))),
        GivenBackHow::Returned(reason) => (BackKind::Returned, Some(word(ReturnReason::from(reason)))),
        GivenBackHow::Transferred => (BackKind::Transferred, None),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Neither A nor B is on duty.
    Nobody,
    /// There is no B at all.
    NoB,
}

/// What nobody on duty answers for, or one alone for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GapView {
    pub kind: GapKind,
    pub system: Option<Named>,
    pub category: Option<Named>,
    /// Path of names, where it is a category.
    pub category_path: Vec<String>,
    /// Absent: everywhere.
    pub place: Option<String>,
    pub a: Option<Named>,
    pub b: Option<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Gaps {
    pub items: Vec<GapView>,
}

pub fn gap_view(gap: &org::Gap, directory: &Directory) -> GapView {
    let (system, category, category_path) = match gap.subject {
        Subject::System(id) => (Some(system_named(directory, id)), None, Vec::new()),
        Subject::Category(id) => (None, Some(category_named(directory, id)), category_path(directory, id)),
    };
    GapView {
        kind: match gap.kind {
            org::GapKind::Nobody => GapKind::Nobody,
            org::GapKind::NoB => GapKind::NoB,
        },
        system,
        category,
        category_path,
        place: gap.zone.map(|zone| place(directory, zone)),
        a: gap.a.map(|person| person_named(directory, person)),
        b: gap.b.map(|person| person_named(directory, person)),
    }
}

fn once(named: impl Iterator<Item = Named>) -> Vec<Named> {
    let mut list: Vec<Named> = Vec::new();
    for one in named {
        if !list.contains(&one) {
            list.push(one);
        }
    }
    list
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
