//! The journal's own connection: transactions by hand, a group's rows table by table, a new connection when
//! this one is lost. Nothing else writes.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use lamplight_domain::ids::{EntryId, OrganisationId, TicketId};
use lamplight_domain::log::Position;
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;
use sqlx::QueryBuilder;

use super::checkpoint::Checkpoints;
use super::open::connect;
use super::sql::insert::{insert_rows, run_all};
use super::sql::{
    Connection, Db, Failed, accounts, deadlines, deliveries, directory, entries, events, keys, session,
    tickets,
};
use crate::journal::rows::Rows;
use crate::writer::{Broken, Known, Questions};

/// Primary result codes of SQLite that the journal tells apart.
mod code {
    pub(super) const FULL: i32 = 13;
    pub(super) const IOERR: i32 = 10;
    /// Perm, busy, locked, nomem, read-only, corrupt, cannot open, not a database: not this entry's fault.
    pub(super) const NOT_NOW: [i32; 8] = [3, 5, 6, 7, 8, 11, 14, 26];
}

#[derive(Debug)]
pub(crate) struct Writer {
    path: PathBuf,
    /// `None` after it was lost.
    conn: Option<Connection>,
    checkpoints: Checkpoints,
    _lock: Arc<File>,
}

impl Writer {
    pub(super) fn new(path: PathBuf, conn: Connection, checkpoints: Checkpoints, lock: Arc<File>) -> Self {
        Self { path, conn: Some(conn), checkpoints, _lock: lock }
    }

    async fn conn(&mut self) -> Result<&mut Connection, Broken> {
        if self.conn.is_none() {
            let fresh = connect(&self.path).await.map_err(|why| Broken::Unavailable(why.to_string()))?;
            tracing::warn!("the journal has a new connection");
            self.conn = Some(fresh);
        }
        self.conn.as_mut().ok_or_else(|| Broken::Unavailable("no connection".to_owned()))
    }

    /// Classes a failure; a connection that failed otherwise than by the database's own answer is given up.
    fn broken(&mut self, failed: Failed) -> Broken {
        let why = failed.to_string();
        match failed {
            Failed::Corrupt { .. } => Broken::Unavailable(why),
            Failed::Sql(error) => match primary_code(&error) {
                Some(code) if is_not_now(code) => Broken::Unavailable(why),
                Some(_) => Broken::Refused(why),
                None => {
                    self.conn = None;
                    Broken::Unavailable(why)
                }
            },
        }
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), Broken> {
        let done = session::run(self.conn().await?, statement).await;
        done.map_err(|why| self.broken(why.into()))
    }

    pub(crate) async fn begin(&mut self) -> Result<(), Broken> {
        self.run(session::BEGIN).await
    }

    pub(crate) async fn known(&mut self, questions: &Questions) -> Result<Known, Broken> {
        let conn = self.conn().await?;
        let found = async {
            let keys = keys::several(conn, &questions.keys).await?;
            let versions = tickets::versions(conn, &questions.tickets).await?;
            Ok::<_, Failed>((keys, versions))
        };
        let (keys, versions) = match found.await {
            Ok(found) => found,
            Err(why) => return Err(self.broken(why)),
        };
        let version = |(organisation, ticket, version)| {
            let place = (OrganisationId::from_raw(organisation), TicketId::from_raw(ticket));
            (place, u32::try_from(version).unwrap_or(u32::MAX))
        };
        Ok(Known {
            keys: keys
                .into_iter()
                .map(|(organisation, key)| ((organisation, key.key.clone()), key))
                .collect(),
            versions: versions.into_iter().map(version).collect(),
        })
    }

    pub(crate) async fn last_position(&mut self, organisation: OrganisationId) -> Result<Position, Broken> {
        let read = events::last(self.conn().await?, organisation).await;
        read.map_err(|why| self.broken(why))
    }

    pub(crate) async fn insert(&mut self, rows: &Rows<'_>) -> Result<(), Broken> {
        let done = write(self.conn().await?, rows).await;
        done.map_err(|why| self.broken(why))
    }

    pub(crate) async fn savepoint(&mut self) -> Result<(), Broken> {
        self.run(session::SAVEPOINT).await
    }

    pub(crate) async fn release(&mut self) -> Result<(), Broken> {
        self.run(session::RELEASE).await
    }

    pub(crate) async fn rollback_to(&mut self) -> Result<(), Broken> {
        self.run(session::ROLLBACK_TO).await
    }

    /// A failed fsync leaves in doubt what earlier commits are worth; a lost connection, what this one is.
    pub(crate) async fn commit(&mut self) -> Result<(), Broken> {
        let Err(error) = session::run(self.conn().await?, session::COMMIT).await else { return Ok(()) };
        let why = error.to_string();
        match primary_code(&error) {
            Some(code::IOERR) => Err(Broken::Fatal(format!("the commit met a failing disk: {why}"))),
            Some(_) => {
                self.rollback().await;
                Err(Broken::Unavailable(why))
            }
            None => {
                self.conn = None;
                Err(Broken::Unknown(why))
            }
        }
    }

    /// A connection that cannot even undo is given up: closing it undoes.
    pub(crate) async fn rollback(&mut self) {
        if let Some(conn) = &mut self.conn
            && let Err(why) = session::run(conn, session::ROLLBACK).await
            && primary_code(&why) != Some(1)
        {
            self.conn = None;
        }
    }

    pub(crate) async fn entries_of(
        &mut self,
        ids: &[EntryId],
    ) -> Result<BTreeMap<EntryId, Position>, Broken> {
        let read = entries::by_id(self.conn().await?, ids).await;
        read.map_err(|why| self.broken(why))
    }

    pub(crate) async fn ticket(
        &mut self,
        organisation: OrganisationId,
        ticket: TicketId,
    ) -> Result<Option<Ticket>, Broken> {
        let read = tickets::one(self.conn().await?, organisation, ticket).await;
        read.map_err(|why| self.broken(why))
    }

    /// One transaction, so that a failing disk is told from a refusal as with any other commit.
    pub(crate) async fn sweep(
        &mut self,
        expired_before: Timestamp,
        entries_before: Timestamp,
    ) -> Result<u64, Broken> {
        self.begin().await?;
        match self.forget(expired_before, entries_before).await {
            Ok(swept) => self.commit().await.map(|()| swept),
            Err(broken) => {
                self.rollback().await;
                Err(broken)
            }
        }
    }

    async fn forget(&mut self, expired_before: Timestamp, entries_before: Timestamp) -> Result<u64, Broken> {
        let conn = self.conn().await?;
        let forgotten = async {
            let keys = keys::sweep(conn, expired_before).await?;
            let logins = accounts::sweep(conn, expired_before).await?;
            Ok::<_, Failed>(keys + logins + entries::sweep(conn, entries_before).await?)
        };
        forgotten.await.map_err(|why| self.broken(why))
    }

    pub(crate) async fn breathe(&mut self) {
        self.checkpoints.breathe().await;
    }

    /// Copies the write-ahead log back whole and gives its space back.
    pub(crate) async fn close(&mut self) {
        self.checkpoints.stop().await;
        let Some(mut conn) = self.conn.take() else { return };
        if let Err(why) = session::checkpoint(&mut conn, session::CHECKPOINT_TRUNCATE).await {
            tracing::warn!(%why, "the last checkpoint failed; the next start copies the log back");
        }
        session::close(conn).await;
    }
}

/// Removals first, then one statement a table.
async fn write(conn: &mut Connection, rows: &Rows<'_>) -> Result<(), Failed> {
    for &change in &rows.accounts {
        accounts::change(conn, change).await?;
    }
    for &login in &rows.logouts {
        accounts::logout(conn, login).await?;
    }
    run_all(conn, &mut statements(rows)).await?;
    for got in &rows.gots {
        deliveries::got(conn, *got).await?;
    }
    Ok(())
}

fn statements(rows: &Rows<'_>) -> Vec<QueryBuilder<Db>> {
    let mut all = Vec::with_capacity(16);
    deadlines::delete_but(&mut all, &rows.deadlines_gone, &rows.deadlines);
    deliveries::delete(&mut all, &rows.rings_over);
    insert_rows(&mut all, rows.events.iter().copied());
    let turning = |turns| rows.tickets.iter().filter(move |row| row.turns == turns);
    insert_rows(&mut all, turning(false).map(|row| tickets::Stays(row.ticket)));
    insert_rows(&mut all, turning(true).map(|row| tickets::Turns(row.ticket)));
    insert_rows(&mut all, rows.deadlines.iter().copied());
    insert_rows(&mut all, rows.rings.iter().copied());
    insert_rows(&mut all, rows.texts.iter().copied());
    insert_rows(&mut all, rows.decisions.iter().copied());
    insert_rows(&mut all, rows.keys.iter().copied());
    insert_rows(&mut all, rows.directory.iter().copied());
    insert_rows(&mut all, directory::people(&rows.directory));
    insert_rows(&mut all, directory::names(&rows.directory));
    insert_rows(&mut all, rows.duty.iter().copied());
    insert_rows(&mut all, rows.logins.iter().copied());
    insert_rows(&mut all, rows.memories.iter().copied());
    insert_rows(&mut all, rows.audit.iter().copied());
    insert_rows(&mut all, rows.entries.iter().copied());
    all
}

/// SQLite's primary result code; `None` when it was not the database that answered.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn is_not_now(primary: i32) -> bool {
    primary == code::FULL || primary == code::IOERR || code::NOT_NOW.contains(&primary)
}

/// There is no room left.
pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(code::FULL)
}

/// The disk itself failed.
pub(super) fn is_io_error(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(code::IOERR)
}
