//! The journal's bound, seen from outside.

use lamplight_store::{Body, Full, Lane, Options, Outcome};

use crate::Base;
use crate::world::World;

pub fn options() -> Options {
    Options { entries_max: 16, ..Options::default() }
}

/// Nothing runs between two appends here: the journal's task shares this thread.
pub async fn a_full_journal_refuses_people_before_the_desk(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let journal = base.store.journal();
    let mut pending = Vec::new();
    for _ in 0..12 {
        pending.push(journal.append(world.entry(Body::Nothing), Lane::Person).expect("three quarters"));
    }
    assert_eq!(journal.append(world.entry(Body::Nothing), Lane::Person).err(), Some(Full));
    for _ in 0..4 {
        pending.push(journal.append(world.entry(Body::Nothing), Lane::Desk).expect("the last quarter"));
    }
    assert_eq!(journal.append(world.entry(Body::Nothing), Lane::Desk).err(), Some(Full));
    for handed in pending {
        assert!(matches!(handed.await, Outcome::Committed { .. }));
    }
    assert_eq!(journal.waiting(), 0, "given back when done");
    let again = journal.append(world.entry(Body::Nothing), Lane::Person).expect("room again");
    assert!(matches!(again.await, Outcome::Committed { .. }));
}
