//! The check sees what it is for: each planted difference is named.

use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::{EntryId, TextId};
use lamplight_domain::log::By;
use lamplight_domain::org::Directory;
use lamplight_domain::sla::Calendar;
use lamplight_domain::ticket::{Command, Context, Open, decide};
use lamplight_domain::time::{Span, Timestamp};
use sqlx::ConnectOptions;

use crate::{Body, Entry, Lane, Options, Outcome, Store, TextRow, check};

/// A snapshot at the log's end in which nothing has happened.
const EMPTY_CHARTS: &str = r#"insert into fold_memories (organisation, fold, position, body) values (1, 'charts', 3,
    '{"time_zone":"Asia/Shanghai","day":null,"first_day":null,"days":{},"waiting":{},"overdue":{},"in_hand":[],
    "reopened":{},"today":{"completed":{},"accept":[],"respond":{},"people":{}}}')"#;

fn entry(id: i64, body: Body, texts: Vec<TextRow>) -> Entry {
    let organisation = desk::ORGANISATION;
    Entry {
        id: EntryId::from_raw(id),
        organisation,
        at: desk::clock(9, 0),
        body,
        key: None,
        texts,
        audit: None,
    }
}

/// The directory and one ringing ticket.
async fn fill(store: &Store) {
    let (decided, directory) = Directory::empty(desk::ORGANISATION)
        .change(&desk::rows(), By::System, desk::clock(9, 0))
        .expect("good");
    let import = entry(1, Body::Organisation { decided, rows: desk::rows() }, Vec::new());
    let proposal = desk::proposal(1, desk::LI, desk::clock(9, 0) + Span::from_minutes(5));
    let decisions = vec![proposal.decision.clone()];
    let command = Command::Open(Open { offer: Some(proposal), ..desk::report() });
    let context = Context { now: desk::clock(9, 0), directory: &directory, calendar: Calendar::Always };
    let decided = decide(None, &command, desk::caller(desk::NURSE), &context).expect("a report");
    let text = TextRow { id: desk::WORDS, ticket: Some(desk::TICKET), text: "dead".to_owned() };
    let open = entry(2, Body::Ticket { ticket: desk::TICKET, base: 0, decided, decisions }, vec![text]);
    for entry in [import, open] {
        let outcome = store.journal().append(entry, Lane::Desk).expect("room").await;
        assert!(matches!(outcome, Outcome::Committed { .. }), "{outcome:?}");
    }
}

#[tokio::test]
async fn each_planted_difference_is_named() {
    let planted = [
        ("update tickets set engineer = 9", "tickets", "engineer"),
        ("update tickets set state = replace(state, '\"effort\":30', '\"effort\":31')", "tickets", "state"),
        ("update deadlines set due = due + 1 where kind = 1", "deadlines", "due"),
        ("delete from deliveries", "deliveries", "offer"),
        ("delete from texts", "texts", "id"),
        ("delete from decisions", "decisions", "id"),
        ("insert into duty (organisation, person, duty, position) values (1, 201, 'on', 9)", "duty", "duty"),
        ("update events set version = 7 where type = 'offered'", "events", "version"),
        ("update events set position = 9 where position = 3", "events", "position"),
        ("delete from tickets", "tickets", "id"),
        (EMPTY_CHARTS, "fold_memories", "charts"),
    ];
    let directory = tempfile::tempdir().expect("a temporary directory");
    for (place, (statement, table, column)) in planted.into_iter().enumerate() {
        let path = directory.path().join(format!("{place}.db"));
        let store = Store::sqlite(&path, Options::default()).await.expect("it opens");
        fill(&store).await;
        let clean = check(&store).await.expect("readable");
        assert!(clean.is_empty(), "{clean:#?}");
        let mut conn =
            sqlx::sqlite::SqliteConnectOptions::new().filename(&path).connect().await.expect("it opens");
        sqlx::raw_sql(statement).execute(&mut conn).await.expect("planted");
        let found = check(&store).await.expect("readable");
        assert!(
            found.iter().any(|one| one.table == table && one.column == column),
            "{statement}: {found:#?}"
        );
    }
}

/// A state of an older version is not trusted: the ticket comes from its log.
#[tokio::test]
async fn a_state_of_an_older_version_is_folded() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("lamplight.db");
    let store = Store::sqlite(&path, Options::default()).await.expect("it opens");
    fill(&store).await;
    let before = store.ticket(desk::ORGANISATION, desk::TICKET).await.expect("readable");
    let mut conn =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&path).connect().await.expect("it opens");
    let statement = "update tickets set state_version = 0, state = 'of another time'";
    sqlx::raw_sql(statement).execute(&mut conn).await.expect("planted");
    let folded = store.ticket(desk::ORGANISATION, desk::TICKET).await.expect("readable");
    assert!(folded.is_some());
    assert_eq!(folded, before);
    let start = store.desk_start(desk::ORGANISATION, Timestamp::from_micros(0)).await.expect("readable");
    assert_eq!(start.live, before.into_iter().collect::<Vec<_>>());
    let text: TextId = desk::WORDS;
    assert!(start.texts.contains_key(&text));
}
