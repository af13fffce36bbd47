//! What the journal takes: entries, each committed whole or not at all. Events come only as `Decided`.

use std::collections::BTreeSet;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{
    AccountId, DeviceId, EntryId, LoginId, OfferId, OrganisationId, PersonId, TextId, TicketId,
};
use lamplight_domain::log::{Decided, Position};
use lamplight_domain::org::DirectoryRow;
use lamplight_domain::time::Timestamp;

/// One unit of work for the journal. `id` finds it again when the outcome of a commit is unknown.
#[derive(Debug)]
pub struct Entry {
    pub id: EntryId,
    pub organisation: OrganisationId,
    /// The hospital's time.
    pub at: Timestamp,
    pub body: Body,
    /// The client's key, when a client asked.
    pub key: Option<KeyRow>,
    /// Texts that the events name.
    pub texts: Vec<TextRow>,
    /// Only where no event is the audit (denials, logins, reads of recordings).
    pub audit: Option<AuditRow>,
}

#[derive(Debug)]
pub enum Body {
    /// Events of one ticket. Stale when the stored version is not `base`.
    Ticket {
        ticket: TicketId,
        /// Version before these events; 0 for a new ticket.
        base: u32,
        decided: Decided,
        decisions: Vec<DecisionRecord>,
    },
    /// An event of the organisation with the rows it put (directory) or none (duty, day).
    Organisation {
        decided: Decided,
        rows: Vec<DirectoryRow>,
    },
    /// A past that the pure desk has decided, of many tickets and of the organisation itself, in order. Alone
    /// in its group; of a ticket only the last state is written. For an organisation on which no desk runs:
    /// nobody is asked whether a version is stale.
    Import {
        decided: Vec<Decided>,
        decisions: Vec<DecisionRecord>,
    },
    Account(AccountChange),
    Delivery(DeliveryChange),
    /// A fold's snapshot, replacing its older one.
    Memory(FoldMemory),
    /// Only `audit` or `key`.
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    pub id: TextId,
    pub ticket: Option<TicketId>,
    pub text: String,
}

/// A key as the caller sent it, unique per organisation and caller.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestKey {
    pub caller: PersonId,
    pub key: String,
}

/// A key with what it led to. The answer is the ticket folded to `version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    pub key: RequestKey,
    /// Keyed hash of the request (16 bytes, hex): the same key with another body is a mistake.
    pub request_hash: String,
    /// `None` for what is not about a ticket.
    pub ticket: Option<TicketId>,
    /// Version of the ticket after the command.
    pub version: u32,
    /// Life time, microseconds since 1970: kept seven days.
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// Created, or phone and password replaced. `password_hash`: argon2id PHC string; `None`: cannot log in.
    Put {
        account: AccountId,
        phone: String,
        password_hash: Option<String>,
        enabled: bool,
    },
    Login(LoginRow),
    Logout {
        login: LoginId,
    },
    /// Ends every login of the account.
    LogoutAll {
        account: AccountId,
    },
    /// A wall screen comes in: an account that no password opens, its login, and who let it in.
    AdmitScreen(ScreenAdmission),
    /// The login of a screen lasts on, and the screen was seen.
    RenewScreen {
        login: LoginId,
        person: PersonId,
        /// Life time.
        expires_at: Timestamp,
        /// The hospital's time.
        seen_at: Timestamp,
    },
    /// Ends every login of the account and lets none begin.
    Disable {
        account: AccountId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenAdmission {
    /// What stands in the place of a telephone number: unique, and nothing that can be dialled.
    pub phone: String,
    pub login: LoginRow,
    pub by: PersonId,
    /// The hospital's time.
    pub at: Timestamp,
}

/// A login; the token itself is known to its holder alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRow {
    pub id: LoginId,
    pub account: AccountId,
    pub person: PersonId,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Life time.
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A ring as a device knows it: rows of standing rings come and go with the events of their ticket, in its
/// own entry; devices acknowledge here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryChange {
    pub offer: OfferId,
    pub person: PersonId,
    pub device: DeviceId,
    /// Life time.
    pub got_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldMemory {
    /// `floor`, `charts`.
    pub fold: &'static str,
    pub position: Position,
    /// The fold's own JSON.
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub person: Option<PersonId>,
    /// Kebab-case: `login`, `login-refused`, `denied`.
    pub action: &'static str,
    pub ticket: Option<TicketId>,
    /// Machine-readable detail, no personal data.
    pub detail: String,
}

impl Entry {
    /// Rough size in bytes, for the journal's budget.
    pub fn weight(&self) -> usize {
        let texts: usize = self.texts.iter().map(|row| row.text.len() + 64).sum();
        let body = match &self.body {
            Body::Ticket { decided, decisions, .. } => {
                1_024 + decided.events().len() * 256 + candidates(decisions) * 128
            }
            Body::Import { decided, decisions } => {
                let events: usize = decided.iter().map(|decided| decided.events().len()).sum();
                1_024 + events * 256 + candidates(decisions) * 128
            }
            Body::Organisation { rows, .. } => 256 + rows.len() * 256,
            Body::Memory(memory) => memory.body.len(),
            Body::Account(_) | Body::Delivery(_) | Body::Nothing => 256,
        };
        texts + body
    }

    /// Whether it is too large to share its group.
    pub(crate) fn is_import(&self) -> bool {
        matches!(self.body, Body::Import { .. })
    }

    /// What must not meet in one group: at most one entry a ticket, and a key once.
    pub fn ticket(&self) -> Option<TicketId> {
        match &self.body {
            Body::Ticket { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }

    /// Text ids of this entry.
    pub fn text_ids(&self) -> BTreeSet<TextId> {
        self.texts.iter().map(|row| row.id).collect()
    }
}

fn candidates(decisions: &[DecisionRecord]) -> usize {
    decisions.iter().flat_map(|record| &record.rungs).map(|rung| rung.candidates.len()).sum()
}
