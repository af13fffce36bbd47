//! What only a database on disk can do: be held by one program, keep its write-ahead log short.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use lamplight_domain::time::Timestamp;
use lamplight_store::{
    Label, Lane, OpenError, Options, Outcome, Renewal, Store, backup, check, restore, snapshot,
};

use crate::world::World;

#[tokio::test]
async fn a_second_program_is_sent_away() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("deep").join("lamplight.db");
    let first = Store::sqlite(&path, Options::default()).await.expect("it opens");
    let second = Store::sqlite(&path, Options::default()).await;
    assert!(matches!(second, Err(OpenError::InUse { .. })));
    first.journal().close().await;
    drop(first);
}

/// Names and telephone numbers stand in it: whatever the umask, it is for this user alone, also when an older
/// program left it open to all.
#[tokio::test]
async fn what_is_on_disk_is_for_this_user_alone() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("made").join("lamplight.db");
    let mode = |path: &Path| {
        let found = std::fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        found.permissions().mode() & 0o777
    };
    let file = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
    for _ in 0..2 {
        let store = Store::sqlite(&path, Options::default()).await.expect("it opens");
        for end in ["", "-wal", "-shm", ".lock"] {
            assert_eq!(mode(&file(end)), 0o600, "{end}");
        }
        assert_eq!(mode(&directory.path().join("made")), 0o700);
        store.journal().close().await;
        drop(store);
        for end in ["", ".lock"] {
            std::fs::set_permissions(file(end), Permissions::from_mode(0o644)).expect("it is ours");
        }
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("lamplight.db");
    std::fs::write(&path, "this is a letter to the hospital's director, not a database".repeat(100))
        .expect("written");
    let refused = Store::sqlite(&path, Options::default()).await.expect_err("not a database");
    assert!(refused.to_string().contains("lamplight.db"), "{refused}");
}

/// With small limits the log is copied back again and again; the journal pauses for it and loses nothing.
#[tokio::test]
async fn the_write_ahead_log_stays_short() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("lamplight.db");
    let options = Options { wal_restart_bytes: 400 << 10, wal_pause_bytes: 800 << 10, ..Options::default() };
    let store = Store::sqlite(&path, options).await.expect("it opens");
    let mut world = World::imported(1, &store).await;
    let wal = directory.path().join("lamplight.db-wal");
    let mut longest = 0;
    for _ in 0..60 {
        let mut pending = Vec::new();
        for _ in 0..20 {
            pending.push(store.journal().append(world.opens().entry, Lane::Person).expect("room"));
        }
        for handed in pending {
            assert!(matches!(handed.await, Outcome::Committed { .. }));
        }
        longest = longest.max(std::fs::metadata(&wal).expect("it is there").len());
    }
    assert!(longest < 2 << 20, "{longest} bytes of log");
    store.journal().close().await;
    assert_eq!(std::fs::metadata(&wal).map_or(0, |wal| wal.len()), 0, "copied back whole at the end");
}

/// Copies of one moment are taken while the journal writes and its log is copied back again and again: each
/// copy holds together, and the journal never waits for one.
#[tokio::test]
async fn copies_are_taken_beside_a_busy_journal() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("lamplight.db");
    let options = Options { wal_restart_bytes: 200 << 10, wal_pause_bytes: 400 << 10, ..Options::default() };
    let store = Store::sqlite(&path, options).await.expect("it opens");
    let mut world = World::imported(1, &store).await;
    for turn in 0..6 {
        let copy = directory.path().join(format!("copy-{turn}.db"));
        let (before, database) = (world.opens().entry, path.clone());
        let before = store.journal().append(before, Lane::Person).expect("room").await;
        let Outcome::Committed { last } = before else { panic!("{before:?}") };
        let taken = tokio::spawn({
            let copy = copy.clone();
            async move { snapshot(&database, &copy).await }
        });
        for _ in 0..40 {
            let pending = store.journal().append(world.opens().entry, Lane::Person).expect("room");
            assert!(matches!(pending.await, Outcome::Committed { .. }));
        }
        taken.await.expect("no panic").expect("a copy");
        let copied = Store::sqlite(&copy, Options::default()).await.expect("it opens");
        assert!(check(&copied).await.expect("readable").is_empty());
        let start = copied.desk_start(world.organisation, world.now).await.expect("readable");
        assert!(start.position >= last, "what was committed before is in it");
        copied.journal().close().await;
    }
    store.journal().close().await;
}

/// Another program that opens the database (a backup, a curious operator) must see that this one is at work
/// on it: else it begins the index of the write-ahead log anew under its feet.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_locks_of_the_process_stay_whatever_it_writes() {
    use std::os::unix::fs::MetadataExt;
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("lamplight.db");
    let store = Store::sqlite(&path, Options::default()).await.expect("it opens");
    let mut world = World::imported(1, &store).await;
    for _ in 0..10 {
        let pending = store.journal().append(world.opens().entry, Lane::Person).expect("room");
        assert!(matches!(pending.await, Outcome::Committed { .. }));
    }
    let held = std::fs::read_to_string("/proc/locks").expect("linux says so");
    for end in ["", "-shm"] {
        let file = PathBuf::from(format!("{}{end}", path.display()));
        let inode = format!(":{} ", std::fs::metadata(&file).expect("it is there").ino());
        assert!(
            held.lines().any(|line| line.contains("POSIX") && line.contains(&inode)),
            "lamplight.db{end}"
        );
    }
    store.journal().close().await;
}

/// Somebody has removed a broken database and not what lay beside it: SQLite would take that log for the
/// restored database's own.
#[tokio::test]
async fn a_log_left_behind_is_not_read_into_a_restored_database() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let (path, file) = (directory.path().join("lamplight.db"), directory.path().join("night"));
    let store = Store::sqlite(&path, Options::default()).await.expect("it opens");
    let mut world = World::imported(1, &store).await;
    let label = Label { made_at: Timestamp::from_micros(0), program: "test".to_owned(), secret: None };
    backup(&path, &file, label).await.expect("a backup");
    let before = store.desk_start(world.organisation, world.now).await.expect("readable").position;
    for _ in 0..10 {
        let pending = store.journal().append(world.opens().entry, Lane::Person).expect("room");
        assert!(matches!(pending.await, Outcome::Committed { .. }));
    }
    let elsewhere = directory.path().join("elsewhere");
    let database = elsewhere.join("lamplight.db");
    std::fs::create_dir(&elsewhere).expect("made");
    for end in ["-wal", "-shm"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        std::fs::copy(beside(&path), beside(&database)).expect("copied");
    }
    store.journal().close().await;
    let renewal = Renewal { log: 7, replaced: Some(".replaced".to_owned()) };
    restore(&file, &database, renewal).await.expect("restored");
    let restored = Store::sqlite(&database, Options::default()).await.expect("it opens");
    assert!(check(&restored).await.expect("readable").is_empty());
    let start = restored.desk_start(world.organisation, world.now).await.expect("readable");
    assert_eq!(start.position, before, "what the backup holds and nothing else");
    restored.journal().close().await;
}
