//! What is written is read back; what is damaged or newer is refused.

use super::*;
use crate::ids::{CauseId, PersonId, TicketId};
use crate::org::Duty;
use crate::ticket::Event;

fn of_ticket(event: Event) -> Fact {
    Fact::Ticket { ticket: TicketId::from_raw(1), version: 2, event }
}

#[test]
fn an_event_is_written_compactly_and_read_back() {
    let event = Event::Completed { cause: CauseId::from_raw(7), engineer: None, note: None };
    let text = encode(&of_ticket(event.clone()));
    assert_eq!(text, r#"{"v":1,"type":"completed","cause":7}"#);
    assert_eq!(decode_ticket(&text).unwrap(), event);

    let text = encode(&of_ticket(Event::Resumed));
    assert_eq!(text, r#"{"v":1,"type":"resumed"}"#);
    assert_eq!(decode_ticket(&text).unwrap(), Event::Resumed);
}

#[test]
fn an_event_of_the_organisation_too() {
    let event = org::Event::DutyChanged { person: PersonId::from_raw(5), duty: Duty::Busy };
    let text = encode(&Fact::Organisation(event.clone()));
    assert_eq!(decode_organisation(&text).unwrap(), event);
    assert!(decode_ticket(&text).is_err());
}

#[test]
fn fields_added_later_are_not_minded_but_a_newer_version_is() {
    assert_eq!(decode_ticket(r#"{"type":"resumed","v":1,"later":true}"#).unwrap(), Event::Resumed);
    assert!(matches!(decode_ticket(r#"{"type":"resumed","v":2}"#), Err(NotAnEvent::Version { v: 2 })));
    assert!(matches!(decode_ticket(r#"{"type":"resumed"}"#), Err(NotAnEvent::Json(_))));
    assert!(matches!(decode_ticket("{"), Err(NotAnEvent::Json(_))));
}
