//! The record is the same in whichever order ring and acknowledgement come.

use super::*;

const TICKET: Id = Id(7);

#[test]
fn the_first_ring_counts_wherever_it_stands() {
    let at = Duration::from_millis;
    let early = Ledger::default();
    early.rang(TICKET, at(13));
    early.opened(TICKET, "INC1", at(10), 5);
    early.rang(TICKET, at(40));
    let late = Ledger::default();
    late.opened(TICKET, "INC1", at(10), 5);
    late.rang(TICKET, at(13));
    assert_eq!(early.tickets(), late.tickets());
    assert_eq!(late.tickets()[&TICKET].ring_after, Some(at(3)));
    assert_eq!(late.counts().position, 5);
}

#[test]
fn refusals_are_counted_by_reason() {
    let ledger = Ledger::default();
    let unknown = CallError::Unknown { attempts: 3, last: String::new() };
    ledger.refused(&unknown);
    ledger.refused(&unknown);
    assert_eq!(ledger.counts().refused, BTreeMap::from([("unknown".to_owned(), 2)]));
}
