//! What becomes of an entry: committed, seen, stale, refused, unknown, unavailable.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lamplight_domain::fixtures::desk;
use lamplight_domain::log::Position;
use lamplight_domain::time::{Span, Timestamp};
use lamplight_store::{Body, Fault, KeyRow, Lane, Options, Outcome, RequestKey};

use crate::Base;
use crate::world::{World, committed, entry_id, outcome};

static FATAL: AtomicUsize = AtomicUsize::new(0);

pub fn options() -> Options {
    Options {
        on_fatal: Arc::new(|_| {
            FATAL.fetch_add(1, Ordering::SeqCst);
        }),
        unknown_limit: Duration::from_millis(200),
        ..Options::default()
    }
}

/// Twenty good entries and a bad one in the middle: its neighbours are committed, positions have no gap.
pub async fn a_bad_entry_harms_no_neighbour(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut pending = Vec::new();
    for turn in 0..20 {
        let mut step = world.opens();
        if turn == 10 {
            // A text id that stands already: no database takes it.
            let again = step.entry.texts[0].clone();
            step.entry.texts.push(again);
        }
        pending.push(base.store.journal().append(step.entry, Lane::Person).expect("room"));
    }
    let mut outcomes = Vec::new();
    for handed in pending {
        outcomes.push(handed.await);
    }
    assert!(matches!(outcomes[10], Outcome::Refused { .. }), "{:?}", outcomes[10]);
    let last: Vec<i64> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Committed { last } => Some(last.0),
            _ => None,
        })
        .collect();
    assert_eq!(last, (0..19).map(|turn| 3 + 2 * turn).collect::<Vec<_>>());
    assert_eq!(committed(&base.store, world.opens().entry).await, 41);
}

pub async fn an_unknown_outcome_that_was_written_is_committed(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let (_, mut heard) = base.store.journal().subscribe(world.organisation).await.expect("works");
    base.options.faults.inject(Fault::Unknown { written: true });
    assert_eq!(committed(&base.store, world.opens().entry).await, 3);
    assert_eq!(heard.recv().await.expect("heard").first, Position(2));
    assert_eq!(committed(&base.store, world.opens().entry).await, 5);
}

pub async fn an_unknown_outcome_that_was_not_written_is_given_back(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    base.options.faults.inject(Fault::Unknown { written: false });
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unavailable);
    assert_eq!(committed(&base.store, world.opens().entry).await, 3, "positions were read again");
}

/// Nobody can say for longer than the limit: the asker hears `Unknown`, no new work is taken; once it is
/// learnt, the folds hear of it and the entry is found by its id.
pub async fn an_outcome_unknown_for_long_is_told_and_learnt_later(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let (_, mut heard) = base.store.journal().subscribe(world.organisation).await.expect("works");
    base.options.faults.inject(Fault::UnknownFor { written: true, tries: 6 });
    let step = world.opens();
    let id = entry_id(&step);
    assert_eq!(outcome(&base.store, step.entry).await, Outcome::Unknown);
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unavailable, "no new work");
    assert!(heard.try_recv().is_err(), "nothing is published that may not stand");
    let learnt = base.store.journal().resolve(id).await;
    assert_eq!(learnt, Outcome::Committed { last: Position(3) });
    assert_eq!(heard.recv().await.expect("heard").first, Position(2));
    assert_eq!(committed(&base.store, world.opens().entry).await, 5);
    let never = base.store.journal().resolve(world.mint()).await;
    assert_eq!(never, Outcome::Unavailable, "never written");
}

pub async fn a_full_disk_writes_nothing_and_heals(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    base.options.faults.inject(Fault::Unavailable);
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unavailable);
    assert_eq!(committed(&base.store, world.opens().entry).await, 3);
}

pub async fn a_failed_fsync_is_fatal(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let before = FATAL.load(Ordering::SeqCst);
    base.options.faults.inject(Fault::Fatal);
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unknown);
    assert!(FATAL.load(Ordering::SeqCst) > before);
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unavailable, "it takes no more");
}

pub async fn a_dropped_pending_still_commits(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let step = world.opens();
    let id = step.after.id;
    drop(base.store.journal().append(step.entry, Lane::Person).expect("room"));
    let behind = base.store.journal().read_behind(world.organisation, id).await.expect("readable");
    assert_eq!(behind, Some(step.after), "the read is queued behind the commit");
}

pub async fn a_closed_journal_says_so(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let waiting = base.store.journal().append(world.opens().entry, Lane::Person).expect("room");
    base.store.journal().close().await;
    assert!(matches!(waiting.await, Outcome::Committed { .. }), "what waited was settled");
    assert_eq!(outcome(&base.store, world.opens().entry).await, Outcome::Unavailable);
    assert!(base.store.journal().subscribe(world.organisation).await.is_err());
}

pub async fn entries_and_keys_are_swept(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut step = world.opens();
    let id = entry_id(&step);
    let key = world.key("k1", &step);
    step.entry.key = Some(key.clone());
    committed(&base.store, step.entry).await;
    let long_ago = Timestamp::from_micros(0);
    assert_eq!(base.store.journal().sweep(long_ago, long_ago).await.expect("writable"), 0);
    let later = world.now + Span::from_hours(24 * 8);
    assert_eq!(base.store.journal().sweep(later, later).await.expect("writable"), 3, "2 entries, 1 key");
    assert_eq!(base.store.key(world.organisation, &key.key).await.expect("readable"), None);
    assert_eq!(base.store.journal().resolve(id).await, Outcome::Unavailable);
}

pub async fn a_key_used_before_writes_nothing(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut first = world.opens();
    let key = world.key("k1", &first);
    first.entry.key = Some(key.clone());
    committed(&base.store, first.entry).await;
    let mut again = world.opens();
    again.entry.key = Some(KeyRow { request_hash: "another".to_owned(), ..world.key("k1", &again) });
    assert_eq!(outcome(&base.store, again.entry).await, Outcome::KeySeen(key.clone()), "hash and all");
    let mut elsewhere = World::imported(2, &base.store).await;
    let mut same = elsewhere.opens();
    same.entry.key = Some(elsewhere.key("k1", &same));
    committed(&base.store, same.entry).await;
    assert_eq!(base.store.key(world.organisation, &key.key).await.expect("readable"), Some(key));
    let nobody = RequestKey { caller: desk::DOCTOR, key: "k1".to_owned() };
    assert_eq!(base.store.key(world.organisation, &nobody).await.expect("readable"), None);
}

pub async fn one_key_twice_in_a_group_has_one_effect(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut pending = Vec::new();
    for _ in 0..3 {
        let mut step = world.opens();
        step.entry.key = Some(world.key("k1", &step));
        pending.push(base.store.journal().append(step.entry, Lane::Person).expect("room"));
    }
    let mut outcomes = Vec::new();
    for handed in pending {
        outcomes.push(handed.await);
    }
    assert_eq!(outcomes[0], Outcome::Committed { last: Position(3) });
    assert!(outcomes[1..].iter().all(|outcome| matches!(outcome, Outcome::KeySeen(_))), "{outcomes:?}");
}

pub async fn a_stale_version_is_told_so(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let opened = world.opens();
    committed(&base.store, opened.entry).await;
    let one = world.comments(&opened.after, "first");
    let two = world.comments(&opened.after, "second, of the same version");
    committed(&base.store, one.entry).await;
    assert_eq!(outcome(&base.store, two.entry).await, Outcome::Stale);
    let next = world.comments(&one.after, "third");
    assert_eq!(committed(&base.store, next.entry).await, 5, "the stale one left no gap");
}

pub async fn two_entries_of_a_ticket_never_share_a_group(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let opened = world.opens();
    let accepted = world.accepts(&opened.after, desk::LI);
    let completed = world.completes(&accepted.after, desk::LI);
    let end = completed.after.clone();
    let mut pending = Vec::new();
    for entry in [opened.entry, accepted.entry, completed.entry] {
        pending.push(base.store.journal().append(entry, Lane::Person).expect("room"));
    }
    let nothing = world.entry(Body::Nothing);
    pending.push(base.store.journal().append(nothing, Lane::Person).expect("room"));
    for handed in pending {
        assert!(matches!(handed.await, Outcome::Committed { .. }));
    }
    assert_eq!(base.store.ticket(world.organisation, end.id).await.expect("readable"), Some(end));
}
