//! A person: an account in one organisation, with roles, memberships and places. Names and telephone
//! numbers are kept apart from events, so that they can be blanked.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, DepartmentId, GroupId, PersonId, ZoneId};

/// What somebody is in an organisation; one person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Reporter,
    Dispatcher,
    Engineer,
    Supervisor,
    Admin,
    /// A wall screen: reads figures without personal data.
    Screen,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Reporter, Self::Dispatcher, Self::Engineer, Self::Supervisor, Self::Admin, Self::Screen];
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u8);

impl Roles {
    pub const NONE: Self = Self(0);

    pub fn of(roles: &[Role]) -> Self {
        roles.iter().fold(Self::NONE, |set, &role| set.with(role))
    }

    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | (1 << role as u8))
    }

    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&role| self.has(role))
    }
}

impl Serialize for Roles {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Role>::deserialize(deserializer).map(|roles| Self::of(&roles))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub account: AccountId,
    pub name: String,
    /// As dialled; shown masked except to assignee and desk.
    pub phone: Option<String>,
    pub roles: Roles,
    pub enabled: bool,
    pub department: Option<DepartmentId>,
    /// An engineer's groups, the first being his own.
    pub groups: Vec<GroupId>,
    /// An engineer's own zones; the first is his seat.
    pub zones: Vec<ZoneId>,
}

/// What `is_phone` asks for, as a sentence for whoever typed something else.
pub const PHONE_EXPECTED: &str = "3 to 20 digits";

/// A telephone number that somebody can log in with: an extension of the house or a number from outside.
pub fn is_phone(text: &str) -> bool {
    (3..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
