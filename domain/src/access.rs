//! Who may do what: one table role x action x relation, asked by every route and every feed. Deny by
//! default: what the table does not allow is forbidden.

use crate::ids::PersonId;
use crate::org::{Role, Roles};
use crate::ticket::Ticket;

/// Everything that somebody may want to do or see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    OpenTicket,
    OpenForOthers,
    OpenSolved,
    ReadTicket,
    ListTickets,
    ReadExplanation,
    OfferByHand,
    Accept,
    Decline,
    Revoke,
    HandBack,
    Join,
    Split,
    Transfer,
    Return,
    Release,
    Arrive,
    Hold,
    Resume,
    Complete,
    MarkUnresolved,
    Urge,
    Withdraw,
    Reopen,
    Rate,
    Comment,
    Attach,
    Reclassify,
    Reprioritise,
    Merge,
    Acknowledge,
    Unquarantine,
    ReadDirectory,
    ChangeDirectory,
    ReadPeople,
    SwitchOwnDuty,
    SwitchOthersDuty,
    WatchBoard,
    WatchWall,
    WatchOwnRings,
    WatchOwnReports,
    ReadAudit,
    ManageUsers,
}

/// What the caller is to the ticket in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Any ticket of the organisation, or no ticket at all.
    Any,
    /// He is among its reporters.
    Reporter,
    /// It rings at him, or lapsed at him last.
    RingsAt,
    /// He owns it.
    Owner,
}

/// Whether one of the roles allows the action to somebody who stands to the ticket as `relations` say.
pub fn allows(roles: Roles, action: Action, relations: &[Relation]) -> bool {
    roles.iter().any(|role| {
        table(role, action).iter().any(|needed| *needed == Relation::Any || relations.contains(needed))
    })
}

/// All that a person is to a ticket, besides `Any`.
pub fn relations(_ticket: &Ticket, _person: PersonId) -> alloc::vec::Vec<Relation> {
    alloc::vec::Vec::new()
}

fn table(_role: Role, _action: Action) -> &'static [Relation] {
    &[]
}
