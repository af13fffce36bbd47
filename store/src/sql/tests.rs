//! Every statement is one the database takes, and none forgets whose rows it touches.

mod planted;

use lamplight_domain::dispatch::DecisionRecord;
use lamplight_domain::ids::{CategoryId, GroupId, OrganisationId, PersonId, TicketId, ZoneId};
use lamplight_domain::ticket::{Priority, Shown};
use lamplight_domain::time::Timestamp;
use sqlx::{ConnectOptions, Connection as _, Executor, QueryBuilder, SqlSafeStr};

use super::insert::Table;
use super::*;
use crate::journal::rows::{
    AuditedRow, DeadlineRow, DutyRow, EntryRow, EventRow, KeyedRow, Of, RingRow, VersionedRow,
};
use crate::{FoldMemory, LoginRow, Page, TextRow, TicketFilter};

/// Tables whose rows are nobody's in particular, and statements that ask over all organisations on purpose.
const UNSCOPED: &[&str] = &[
    "accounts",
    "meta",
    "from organisations",
    "delete from entries",
    "delete from request_keys",
    "delete from logins",
    "where due <= $1",
    "insert into organisations",
];

fn texts() -> Vec<String> {
    let mut all: Vec<String> = [
        accounts::ALL,
        backup::ALL,
        deadlines::ALL,
        decisions::ALL,
        deliveries::ALL,
        directory::ALL,
        duty::ALL,
        entries::ALL,
        events::ALL,
        keys::ALL,
        memories::ALL,
        past::ALL,
        screens::ALL,
        session::ALL,
        texts::ALL,
        tickets::ALL,
    ]
    .concat()
    .into_iter()
    .map(str::to_owned)
    .collect();
    all.extend([
        insertion::<EventRow<'_>>(),
        insertion::<tickets::Stays<'_>>(),
        insertion::<tickets::Turns<'_>>(),
        insertion::<DeadlineRow>(),
        insertion::<RingRow>(),
        insertion::<Of<&TextRow>>(),
        insertion::<Of<&DecisionRecord>>(),
        insertion::<EntryRow>(),
        insertion::<KeyedRow<'_>>(),
        insertion::<VersionedRow<'_>>(),
        insertion::<directory::PersonRow<'_>>(),
        insertion::<directory::NameRow<'_>>(),
        insertion::<DutyRow>(),
        insertion::<Of<&LoginRow>>(),
        insertion::<Of<&FoldMemory>>(),
        insertion::<AuditedRow<'_>>(),
    ]);
    all.extend(built().into_iter().map(QueryBuilder::into_string));
    all
}

/// Two rows of a table.
fn insertion<T: Table>() -> String {
    let row = vec!["?"; T::COLUMNS].join(", ");
    format!("{}values ({row}), ({row}){}", T::INSERT, T::CONFLICT)
}

/// Statements that are put together as they are needed.
fn built() -> Vec<QueryBuilder<Db>> {
    let organisation = OrganisationId::from_raw(1);
    let mut all = Vec::new();
    let kind = lamplight_domain::sla::DeadlineKind::Ring;
    let deadline = lamplight_domain::sla::Deadline { kind, due: Timestamp::from_micros(1), set_by: 1 };
    let ticket = TicketId::from_raw(1);
    let kept = [DeadlineRow { organisation, ticket, deadline }];
    deadlines::delete_but(&mut all, &[(organisation, ticket)], &kept);
    deadlines::delete_but(&mut all, &[(organisation, ticket)], &[]);
    deliveries::delete(&mut all, &[(organisation, lamplight_domain::ids::OfferId::from_raw(1))]);
    let page = Page { limit: 10, after: Some((Timestamp::from_micros(1), ticket)) };
    for text in ["20261124-087", "1124-087", "087", "printer"] {
        let filter = TicketFilter {
            shown: vec![Shown::InProgress, Shown::Merged],
            live: Some(text == "087"),
            priority: vec![Priority::High],
            engineer: Some(PersonId::from_raw(1)),
            reporter: Some(PersonId::from_raw(1)),
            group: Some(GroupId::from_raw(1)),
            category: vec![CategoryId::from_raw(1)],
            zone: vec![ZoneId::from_raw(1)],
            opened_from: Some(Timestamp::from_micros(1)),
            opened_to: Some(Timestamp::from_micros(2)),
            text: Some(text.to_owned()),
        };
        all.push(list::statement(organisation, &filter, page));
    }
    all
}

#[tokio::test]
async fn every_statement_is_prepared() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(directory.path().join("lamplight.db"))
        .create_if_missing(true);
    let mut conn = options.connect().await.expect("it opens");
    sqlx::migrate!("../migrations/sqlite").run(&mut conn).await.expect("the schema");
    let all = texts();
    assert!(all.len() > 40);
    for text in all {
        let statement = sqlx::AssertSqlSafe(text.clone()).into_sql_str();
        if let Err(why) = conn.prepare(statement).await {
            panic!("{text}\n{why}");
        }
    }
    conn.close().await.expect("it closes");
}

#[test]
fn every_statement_names_the_organisation() {
    for text in texts() {
        let excused = UNSCOPED.iter().any(|one| text.contains(one));
        assert!(excused || text.contains("organisation"), "whose rows? {text}");
    }
}

/// What PostgreSQL would refuse, or say otherwise.
#[test]
fn every_statement_is_portable() {
    let banned =
        ["now()", " greatest(", "insert or ", "->>", " blob", "any(", "for update", "rowid", "ifnull("];
    for text in texts() {
        for word in banned {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}
