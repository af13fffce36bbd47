//! Who may do what: one table role x action x relation, asked by every route and every feed. Deny by
//! default: what the table does not allow is forbidden.

use alloc::vec::Vec;

use crate::ids::PersonId;
use crate::org::{Role, Roles};
use crate::ticket::Ticket;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Everything that somebody may want to do or see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name),+ }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

actions! {
    OpenTicket,
    /// On somebody else's behalf; also with a chosen priority, or to be dispatched later.
    OpenForOthers,
    OpenSolved,
    ReadTicket,
    ListTickets,
    ReadExplanation,
    /// What ended before of the same reporter, place or system, told to whoever mends the ticket.
    ReadPast,
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
    /// Of his own command of a moment ago: that it was his is the ticket's to see.
    Undo,
    ReadDirectory,
    ChangeDirectory,
    ReadPeople,
    SwitchOwnDuty,
    SwitchOthersDuty,
    /// An engineer's own way through his tickets, and his day in numbers.
    ReadOwnWork,
    /// Figures by days, of no single ticket.
    ReadStatistics,
    WatchBoard,
    WatchWall,
    WatchOwnRings,
    WatchOwnReports,
    ReadAudit,
    ManageUsers,
    /// Let wall screens in and take them out again.
    ManageScreens,
    /// Make his own login last on: a wall is never logged in anew.
    RenewOwnLogin,
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
    /// He owns it, or owned it when it ended.
    Owner,
}

/// Whether one of the roles allows the action to somebody who stands to the ticket as `relations` say.
pub fn allows(roles: Roles, action: Action, relations: &[Relation]) -> bool {
    roles.iter().any(|role| {
        table(role, action).iter().any(|needed| *needed == Relation::Any || relations.contains(needed))
    })
}

/// All that a person is to a ticket, besides `Any`.
pub fn relations(ticket: &Ticket, person: PersonId) -> Vec<Relation> {
    let rings_at = ticket.offer.map(|offer| offer.to).or(ticket.last_offer.map(|offer| offer.to));
    // Whoever ended it still reads it and may add a word; a reopening makes it anybody's again.
    let ended = ticket.former_owner.filter(|_| ticket.end.is_some());
    let owner = ticket.owner.as_ref().map(|owner| owner.engineer).or(ended);
    [
        (Relation::Reporter, ticket.reporters.contains(&person)),
        (Relation::RingsAt, rings_at == Some(person)),
        (Relation::Owner, owner == Some(person)),
    ]
    .into_iter()
    .filter_map(|(relation, holds)| holds.then_some(relation))
    .collect()
}

/// The relations of which one is needed; empty: forbidden. Design 4 and 9 in one place.
pub const fn table(role: Role, action: Action) -> &'static [Relation] {
    match role {
        Role::Reporter => reporter(action),
        Role::Dispatcher => dispatcher(action),
        Role::Engineer => engineer(action),
        Role::Supervisor => supervisor(action),
        Role::Admin => admin(action),
        Role::Screen => screen(action),
    }
}

const ANY: &[Relation] = &[Relation::Any];
const HIS_REPORT: &[Relation] = &[Relation::Reporter];
const HIS_RING: &[Relation] = &[Relation::RingsAt];
const HIS_WORK: &[Relation] = &[Relation::Owner];
const HIS_RING_OR_WORK: &[Relation] = &[Relation::RingsAt, Relation::Owner];
const NEVER: &[Relation] = &[];

/// Reports, follows his reports, and says how it went. `Join` is for himself (`OpenForOthers` else).
const fn reporter(action: Action) -> &'static [Relation] {
    use Action::*;
    match action {
        OpenTicket | Join | ListTickets | ReadDirectory | WatchOwnReports => ANY,
        ReadTicket | Urge | Withdraw | Reopen | Rate | Comment | Attach => HIS_REPORT,
        _ => NEVER,
    }
}

/// Runs the desk: everything about tickets but what only the one it rings at, or the reporter, can say.
const fn dispatcher(action: Action) -> &'static [Relation] {
    use Action::*;
    match action {
        OpenTicket | OpenForOthers | OpenSolved | ReadTicket | ListTickets | ReadExplanation | ReadPast
        | OfferByHand | Revoke | HandBack | Join | Split | Transfer | Release | Arrive | Hold | Resume
        | Complete | MarkUnresolved | Urge | Withdraw | Reopen | Comment | Attach | Reclassify
        | Reprioritise | Merge | Acknowledge | Unquarantine | Undo | ReadDirectory | ReadPeople
        | SwitchOthersDuty | ReadStatistics | WatchBoard | WatchWall => ANY,
        _ => NEVER,
    }
}

/// Answers what rings at him and works on what he owns.
const fn engineer(action: Action) -> &'static [Relation] {
    use Action::*;
    match action {
        ListTickets | ReadDirectory | ReadPeople | SwitchOwnDuty | ReadOwnWork | WatchOwnRings => ANY,
        Accept | Decline => HIS_RING,
        Transfer | Return | Arrive | Hold | Resume | Complete | MarkUnresolved | Reclassify | Undo => {
            HIS_WORK
        }
        ReadTicket | ReadExplanation | ReadPast | Comment | Attach => HIS_RING_OR_WORK,
        _ => NEVER,
    }
}

/// Watches, answers for what is overdue, never dispatches: what is to be handed over he sees, and a dispatcher
/// releases it. A right for absent owners alone would need duty where a ticket decides, which it does not know.
const fn supervisor(action: Action) -> &'static [Relation] {
    use Action::*;
    match action {
        ReadTicket | ListTickets | ReadExplanation | ReadPast | Comment | Acknowledge | ReadDirectory
        | ReadPeople | ReadStatistics | WatchBoard | WatchWall | ReadAudit | ManageScreens => ANY,
        _ => NEVER,
    }
}

/// Keeps the directory and the accounts; of tickets only what repairs them.
const fn admin(action: Action) -> &'static [Relation] {
    use Action::*;
    match action {
        Unquarantine | ReadDirectory | ChangeDirectory | ReadPeople | ReadStatistics | WatchWall
        | ReadAudit | ManageUsers | ManageScreens => ANY,
        _ => NEVER,
    }
}

/// Figures without personal data, nothing else.
const fn screen(action: Action) -> &'static [Relation] {
    match action {
        Action::WatchWall | Action::RenewOwnLogin => ANY,
        _ => NEVER,
    }
}

#[cfg(test)]
mod tests;
