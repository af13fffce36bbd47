//! The domain's enumerations as the wire spells them: one macro, both ways, so that neither can drift.

use lamplight_domain::{org, sla, ticket as rule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($name:ident = $domain:path { $($variant:ident),+ $(,)? })+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl From<$name> for $domain {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => <$domain>::$variant),+ }
            }
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }
    )+};
}

macro_rules! back {
    ($($name:ident = $domain:path { $($variant:ident),+ $(,)? })+) => {$(
        impl From<$domain> for $name {
            fn from(value: $domain) -> Self {
                match value { $(<$domain>::$variant => Self::$variant),+ }
            }
        }
    )+};
}

macro_rules! both {
    ($($name:ident = $domain:path { $($variant:ident),+ $(,)? })+) => {
        words! { $($name = $domain { $($variant),+ })+ }
        back! { $($name = $domain { $($variant),+ })+ }
    };
}

words! {
    Stage = rule::Stage { Unassigned, Ringing, Accepted, Arrived, OnHold, Completed, Withdrawn, Unresolved, Merged }
}

both! {
    Shown = rule::Shown { Unassigned, InProgress, Completed, Withdrawn, Unresolved, Merged }
    Priority = rule::Priority { Critical, High, Normal, Low }
    Channel = rule::Channel { Phone, Page, MiniProgram, Wechat, Api, Alarm, Mail }
    Rung = rule::Rung { A, B, Group, OtherGroup, ByHand }
    Target = sla::Target { Accept, Respond, Resolve }
    Duty = org::Duty { On, Busy, Off }
    Role = org::Role { Reporter, Dispatcher, Engineer, Supervisor, Admin, Screen }
    ArriveMode = rule::ArriveMode { OnSite, Remote }
    DeclineReason = rule::DeclineReason { Busy, WrongGroup, Away, NoTools, Other }
    ReturnReason = rule::ReturnReason { WrongGroup, NotMine, NeedsAccess, EndOfShift, Other }
    HoldReason = rule::HoldReason { Parts, Vendor, User, Access, Other }
    WithdrawReason = rule::WithdrawReason { SolvedItself, Mistake, Duplicate, NotNeeded }
    UnresolvedReason = rule::UnresolvedReason { Vendor, Scrapped, NotReproducible, OutOfScope, Other }
    ZoneKind = org::ZoneKind { Campus, Building, Floor, Area }
    CategoryKind = org::CategoryKind { Hardware, Software }
    DispatchWhen = rule::Dispatch { Now, Later }
}

/// Why an unassigned ticket waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// Everybody suitable is busy: offered the moment somebody is free.
    Backlog,
    /// Everybody is out.
    Stranded,
    /// A dispatcher wanted to decide later.
    Later,
    /// Named the wrong group twice.
    WrongGroup,
    Quarantined,
}
