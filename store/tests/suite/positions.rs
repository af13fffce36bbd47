//! Positions and who hears of them.

use std::collections::BTreeMap;

use lamplight_domain::fixtures::desk;
use lamplight_domain::log::Position;
use lamplight_domain::org::Duty;
use lamplight_store::{Lane, Options, Outcome};

use crate::Base;
use crate::world::{World, committed};

pub fn options() -> Options {
    Options::default()
}

/// Ten organisations write at once, a group holds entries of many: each log is 1, 2, 3 ..
pub async fn positions_of_interleaved_organisations_have_no_gap(base: Base) {
    let mut worlds = Vec::new();
    for organisation in 1..=10 {
        worlds.push(World::imported(organisation, &base.store).await);
    }
    let mut pending = Vec::new();
    for _ in 0..30 {
        for world in &mut worlds {
            let step = world.opens();
            let events = 2;
            let handed = base.store.journal().append(step.entry, Lane::Person).expect("room");
            pending.push((world.organisation, events, handed));
        }
    }
    let mut last = BTreeMap::new();
    for (organisation, events, handed) in pending {
        let Outcome::Committed { last: position } = handed.await else { panic!("not committed") };
        let before = last.insert(organisation, position.0).unwrap_or(1);
        assert_eq!(position.0, before + events, "in order of appending, without gap");
    }
    for world in &worlds {
        let log = base.store.events_from(world.organisation, Position(1), 1_000).await.expect("readable");
        let log = log.expect("not empty");
        assert_eq!((log.first, log.last()), (Position(1), Position(61)));
    }
}

pub async fn a_subscriber_sees_everything_once_in_order(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut other = World::imported(2, &base.store).await;
    committed(&base.store, world.opens().entry).await;
    let (position, mut heard) =
        base.store.journal().subscribe(world.organisation).await.expect("the journal works");
    assert_eq!(position, Position(3));
    let mut pending = Vec::new();
    for _ in 0..50 {
        pending.push(base.store.journal().append(world.opens().entry, Lane::Person).expect("room"));
        pending.push(base.store.journal().append(other.opens().entry, Lane::Person).expect("room"));
    }
    for handed in pending {
        assert!(matches!(handed.await, Outcome::Committed { .. }));
    }
    let mut next = position.next();
    while let Ok(committed) = heard.try_recv() {
        assert_eq!((committed.organisation, committed.first), (world.organisation, next));
        assert!(!committed.texts.is_empty(), "texts come along");
        next = committed.last().next();
    }
    assert_eq!(next, Position(104), "all was published before the last outcome");
    let entry = world.duty(desk::LI, Duty::Off, Duty::On);
    committed(&base.store, entry).await;
    assert_eq!(heard.recv().await.expect("it goes on").first, Position(104));
}

pub async fn a_second_subscriber_replaces_the_first(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let (_, mut first) = base.store.journal().subscribe(world.organisation).await.expect("works");
    let (_, mut second) = base.store.journal().subscribe(world.organisation).await.expect("works");
    committed(&base.store, world.opens().entry).await;
    assert!(first.recv().await.is_none(), "the first has ended");
    assert_eq!(second.recv().await.expect("heard").first, Position(2));
}

pub async fn flush_waits_for_what_was_appended_before(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    for _ in 0..300 {
        drop(base.store.journal().append(world.opens().entry, Lane::Person).expect("room"));
    }
    base.store.journal().flush().await;
    assert_eq!(base.store.journal().waiting(), 0);
    let log = base.store.events_from(world.organisation, Position(601), 10).await.expect("readable");
    assert_eq!(log.expect("there").last(), Position(601));
}
