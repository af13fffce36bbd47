//! Loads of groups add up, and limits count for those on duty alone.

use super::*;
use crate::fixtures::desk::{LI, WU, directory};

fn hands(person: PersonId, duty: Duty, load: u32, ringing: u32) -> Hands {
    Hands { person, duty, load, ringing }
}

#[test]
fn everybody_counts_in_his_own_group_and_limits_where_he_is_on_duty() {
    let directory = directory();
    let loads = group_loads(&directory, [hands(LI, Duty::On, 120, 30), hands(WU, Duty::Off, 45, 0)]);
    let sum = |of: fn(&GroupLoad) -> u32| loads.iter().map(of).sum::<u32>();
    assert_eq!(sum(|load| load.owned), 135);
    assert_eq!(sum(|load| load.ringing), 30);
    assert_eq!(sum(|load| load.capacity.unwrap_or(0)), 120);
    assert_eq!(sum(|load| load.on_duty), 1);
    let full: Vec<PersonId> = loads.iter().flat_map(|load| load.full.clone()).collect();
    assert_eq!(full, [LI]);
}

#[test]
fn without_a_limit_nobody_is_full() {
    let mut directory = directory();
    directory.policy.in_hand = None;
    let loads = group_loads(&directory, [hands(LI, Duty::On, 900, 0)]);
    assert_eq!(loads.iter().map(|load| (load.capacity, load.full.len())).collect::<Vec<_>>(), [(None, 0)]);
}
