//! Audit rows, where no event is the audit: denials, logins.

use super::insert::{Table, Values};
use crate::journal::rows::AuditedRow;

impl Table for AuditedRow<'_> {
    const INSERT: &'static str =
        "insert into audit (entry, organisation, at, person, action, ticket, detail) ";
    const COLUMNS: usize = 7;
    const CONFLICT: &'static str = "";

    fn bind(&self, values: &mut Values<'_>) {
        values
            .push_bind(self.entry.raw())
            .push_bind(self.organisation.raw())
            .push_bind(self.at.micros())
            .push_bind(self.row.person.map(|person| person.raw()))
            .push_bind(self.row.action)
            .push_bind(self.row.ticket.map(|ticket| ticket.raw()))
            .push_bind(self.row.detail.clone());
    }
}
