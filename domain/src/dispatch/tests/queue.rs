//! A waiting reporter's place in the queue.

use alloc::vec::Vec;

use crate::dispatch::ahead;
use crate::ids::TicketId;
use crate::ticket::tests::states::State;
use crate::ticket::{Priority, Ticket};
use crate::time::Span;

fn waiting(id: i64, priority: Priority, minutes_later: i64) -> Ticket {
    let mut ticket = State::Unassigned.given().ticket().clone();
    (ticket.id, ticket.priority) = (TicketId::from_raw(id), priority);
    ticket.opened_at = ticket.opened_at + Span::from_minutes(minutes_later);
    ticket
}

#[test]
fn the_more_urgent_then_the_older_stand_before_it() {
    let mine = waiting(1, Priority::Normal, 5);
    let queue: Vec<Ticket> = [
        mine.clone(),
        waiting(2, Priority::Normal, 4),
        waiting(3, Priority::Normal, 6),
        waiting(4, Priority::Critical, 9),
        waiting(5, Priority::Low, 0),
    ]
    .into();
    assert_eq!(ahead(&mine, &queue), Some(2), "the older one and the critical one");
}

#[test]
fn what_somebody_has_or_is_asked_for_does_not_wait() {
    let mine = waiting(1, Priority::Normal, 5);
    let others: Vec<Ticket> = State::ALL
        .iter()
        .map(|state| state.given().ticket().clone())
        .filter(|one| !one.is_unassigned())
        .collect();
    assert_eq!(ahead(&mine, &others), Some(0));
    assert_eq!(ahead(State::Accepted.given().ticket(), [&mine]), None);
}
