//! Durable storage: the journal (one writer, group commit, positions) and the reads beside it.
//!
//! Never decides anything: what it appends to a log was decided in `domain`. SQL stands in `sql/` alone.

mod committed;
mod entry;
mod read;

pub use committed::{Committed, Full, Lane, Outcome};
pub use entry::{
    AccountChange, AuditRow, Body, DeliveryChange, Entry, FoldMemory, KeyRow, LoginRow, RequestKey, TextRow,
};
pub use read::{
    Account, Delivery, DeskStart, DueRow, Login, OrganisationRow, Page, Recent, TicketFilter, TicketRow,
    TimelineRow,
};

/// Handle to journal and reads.
#[derive(Clone)]
pub struct Store {}
