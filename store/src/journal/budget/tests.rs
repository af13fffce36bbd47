//! The bound holds, the desk's quarter stays, what was taken comes back.

use super::Budget;
use crate::{Full, Lane};

#[test]
fn a_quarter_is_kept_for_the_desk() {
    let budget = Budget::new(8, 1_000);
    let people: Vec<_> = (0..6).map(|_| budget.take(10, Lane::Person).expect("within its share")).collect();
    assert_eq!(budget.take(10, Lane::Person).err(), Some(Full));
    let desk: Vec<_> = (0..2).map(|_| budget.take(10, Lane::Desk).expect("the kept quarter")).collect();
    assert_eq!(budget.take(10, Lane::Desk).err(), Some(Full));
    drop(desk);
    assert_eq!(budget.take(10, Lane::Person).err(), Some(Full), "six still wait");
    drop(people);
    assert_eq!(budget.waiting(), 0);
    assert!(budget.take(10, Lane::Person).is_ok());
}

#[test]
fn bytes_bound_too_and_a_giant_passes_alone() {
    let budget = Budget::new(8, 1_000);
    let giant = budget.take(5_000, Lane::Person).expect("nothing else waits");
    assert_eq!(budget.take(1, Lane::Desk).err(), Some(Full));
    drop(giant);
    let _small = budget.take(700, Lane::Person).expect("within 750");
    assert_eq!(budget.take(100, Lane::Person).err(), Some(Full));
    assert!(budget.take(100, Lane::Desk).is_ok());
}
