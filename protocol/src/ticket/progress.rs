//! How a report stands, for whoever reported it: what may be done now, who comes, how many wait before it.

use lamplight_domain::org::Directory;
use lamplight_domain::ticket::{Move, Progress, Ticket};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::count;
use crate::Instant;
use crate::ticket::Named;
use crate::view::{group_named, person_named};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgressView {
    /// Of the ticket that this was said of.
    pub version: u32,
    /// What the caller may do at this moment.
    pub may: Vec<MoveView>,
    /// Urged a moment ago: possible again from then on.
    pub next_urge_at: Option<Instant>,
    pub reopen_until: Option<Instant>,
    /// Reports that come before it; absent unless it waits for somebody to have it.
    pub ahead: Option<u32>,
    pub engineer: Option<ComingView>,
}

/// Who has the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComingView {
    pub engineer: Named,
    pub group: Named,
    /// As dialled; absent where the organisation's policy does not show it.
    pub phone: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoveView {
    Urge,
    Withdraw,
    Rate,
    Reopen,
}

impl From<Move> for MoveView {
    fn from(what: Move) -> Self {
        match what {
            Move::Urge => Self::Urge,
            Move::Withdraw => Self::Withdraw,
            Move::Rate => Self::Rate,
            Move::Reopen => Self::Reopen,
        }
    }
}

pub fn progress_view(
    ticket: &Ticket,
    progress: &Progress,
    ahead: Option<usize>,
    directory: &Directory,
) -> ProgressView {
    let engineer = ticket.owner.as_ref().map(|owner| ComingView {
        engineer: person_named(directory, owner.engineer),
        group: group_named(directory, owner.group),
        phone: directory
            .person(owner.engineer)
            .filter(|_| directory.policy.engineer_phone)
            .and_then(|person| person.phone.clone()),
    });
    ProgressView {
        version: ticket.version,
        may: progress.may.iter().copied().map(Into::into).collect(),
        next_urge_at: progress.next_urge_at.map(Into::into),
        reopen_until: progress.reopen_until.map(Into::into),
        ahead: ahead.map(count),
        engineer,
    }
}
