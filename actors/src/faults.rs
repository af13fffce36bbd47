//! Panics on purpose, for tests alone: which decision or which input of the floor panics next on this
//! thread.

use std::cell::Cell;

use lamplight_domain::dispatch::Input;
use lamplight_domain::ticket::Command;

thread_local! {
    static DECISIONS: Cell<u32> = const { Cell::new(0) };
    static FLOOR: Cell<u32> = const { Cell::new(0) };
    static TICKS: Cell<u32> = const { Cell::new(0) };
    static FOLDS: Cell<Option<&'static str>> = const { Cell::new(None) };
    static OFFERS: Cell<u32> = const { Cell::new(0) };
}

/// The next `count` comments panic in their decision.
pub fn panic_in_comments(count: u32) {
    DECISIONS.set(count);
}

/// The next `count` reports panic in the floor.
pub fn panic_in_opens(count: u32) {
    FLOOR.set(count);
}

/// The next `count` ticks panic in the floor; how many were left to.
pub fn panic_in_ticks(count: u32) -> u32 {
    TICKS.replace(count)
}

/// The next `count` offers panic in their ticket's decision.
pub fn panic_in_own_offers(count: u32) {
    OFFERS.set(count);
}

/// The next step panics in this fold.
pub fn panic_in_fold(name: &'static str) {
    FOLDS.set(Some(name));
}

pub(crate) fn fold(name: &'static str) {
    if FOLDS.get() == Some(name) {
        FOLDS.set(None);
        panic!("planted in a fold");
    }
}

pub(crate) fn decision(command: &Command) {
    if matches!(command, Command::Offer(_)) && spend(&OFFERS) {
        panic!("planted in an offer");
    }
    if matches!(command, Command::Comment { .. }) && spend(&DECISIONS) {
        panic!("planted in a decision");
    }
}

pub(crate) fn floor(input: &Input<'_>) {
    if matches!(input, Input::Tick) && spend(&TICKS) {
        panic!("planted in a tick");
    }
    if matches!(input, Input::Open { .. }) && spend(&FLOOR) {
        panic!("planted in the floor");
    }
}

fn spend(left: &'static std::thread::LocalKey<Cell<u32>>) -> bool {
    let some = left.get() > 0;
    left.set(left.get().saturating_sub(1));
    some
}
