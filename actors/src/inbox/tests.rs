//! Budgets bound and come back.
use lamplight_store::Lane;

use super::Budget;

#[test]
fn a_quarter_is_kept_for_the_desk_and_shares_come_back() {
    let budget = Budget::new(8, 1_000_000);
    let people: Vec<_> = (0..6).map(|_| budget.take(1, Lane::Person).expect("room")).collect();
    assert!(budget.take(1, Lane::Person).is_none(), "people may use six of eight");
    let own = (budget.take(1, Lane::Desk).expect("kept"), budget.take(1, Lane::Desk).expect("kept"));
    assert!(budget.take(1, Lane::Desk).is_none());
    assert_eq!(budget.count(), 8);
    drop((people, own));
    assert_eq!(budget.count(), 0);
    assert!(budget.take(1, Lane::Person).is_some());
}

#[test]
fn bytes_bound_as_well_as_count() {
    let budget = Budget::new(100, 1_000);
    let large = budget.take(700, Lane::Person).expect("room");
    assert!(budget.take(100, Lane::Person).is_none(), "three quarters of the bytes are for people");
    assert!(budget.take(300, Lane::Desk).is_some());
    drop(large);
    assert!(budget.take(700, Lane::Person).is_some());
}
