//! Durable storage: the journal (one writer, group commit, positions) and the reads beside it.
//!
//! Never decides anything: what it appends to a log was decided in `domain`. SQL stands in `sql/` alone.

mod backup;
mod check;
mod committed;
mod entry;
mod error;
mod handle;
mod journal;
mod memory;
mod named;
mod options;
mod projection;
mod read;
mod sqlite;
mod writer;

pub use backup::{
    BackupError, Contents, Holds, Label, Renewal, Restored, backup, inspect, restore, snapshot,
};
pub use check::{Checked, Counted, Difference, check, check_and_count};
pub use committed::{Committed, Full, Lane, Outcome};
pub use entry::{
    AccountChange, AuditRow, Body, DeliveryChange, Entry, FoldMemory, KeyRow, LoginRow, RequestKey,
    ScreenAdmission, TextRow,
};
pub use error::{OpenError, ReadError};
pub use handle::Store;
pub use journal::{Fault, Faults, Journal, Pending, Subscription};
pub use options::Options;
pub use read::{
    Account, Delivery, DeskStart, DueRow, Login, OrganisationRow, Page, PastOf, PastRow, Recent, ScreenRow,
    TicketFilter, TicketRow, TimelineRow,
};
