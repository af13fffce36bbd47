//! Steps of a timeline: who, whom, why, and which texts which reader gets.

use lamplight_domain::ids::{DecisionId, OfferId, TicketId};
use lamplight_domain::org::Policy;
use lamplight_domain::ticket::{DeclineReason, OfferKind, Rung};

use super::*;
use crate::view::tests::{DOCTOR, GROUP, LI, NURSE, at, hospital, unassigned};

fn recorded(by: By, event: Event) -> Recorded {
    let fact = Fact::Ticket { ticket: TicketId::from_raw(101), version: 2, event };
    Recorded { at: at(5), by, occurred_at: None, fact }
}

fn item(recorded: &Recorded, reader: Reader) -> TimelineItem {
    let text = |_| Some("在手术室".to_owned());
    timeline_item(Position(9), recorded, &hospital(), &text, &reader).unwrap()
}

#[test]
fn an_offer_names_engineer_group_and_decision() {
    let offered = recorded(
        By::Dispatch,
        Event::Offered {
            offer: OfferId::from_raw(301),
            to: LI,
            group: GROUP,
            kind: OfferKind::Dispatch,
            rung: Rung::A,
            attempt: 1,
            accept_by: at(300),
            effort: 20,
            decision: DecisionId::from_raw(401),
            note: Some(TextId::from_raw(501)),
        },
    );
    let item = item(&offered, Reader::Board);
    assert_eq!((item.event.as_str(), item.by.as_str(), item.position), ("offered", "dispatch", 9));
    assert_eq!(item.engineer.unwrap().name, "李工");
    assert_eq!(item.detail["group"]["name"], "外设组");
    assert_eq!(item.text.as_deref(), Some("在手术室"), "why it was handed on");
    assert_eq!(item.detail["rung"], "a");
    assert_eq!(item.detail["accept_by"], "2026-11-24T02:26:00Z");
}

#[test]
fn notes_are_read_by_colleagues_and_on_no_wall() {
    let declined = recorded(
        By::Person(LI),
        Event::Declined {
            engineer: LI,
            offer: OfferId::from_raw(301),
            reason: DeclineReason::Busy,
            note: Some(TextId::from_raw(1)),
        },
    );
    assert_eq!(item(&declined, Reader::Board).text.as_deref(), Some("在手术室"));
    assert_eq!(item(&declined, Reader::Engineer(LI)).text.as_deref(), Some("在手术室"));
    assert_eq!(item(&declined, Reader::Wall).text, None);
    assert_eq!(item(&declined, Reader::Board).reason.as_deref(), Some("busy"));
}

#[test]
fn reporters_read_what_changes_something_for_them() {
    let seen = |by: By, event: Event| {
        let text = |_| Some("x".to_owned());
        timeline_item(Position(9), &recorded(by, event), &hospital(), &text, &Reader::Reporter(NURSE))
    };
    let offer = OfferId::from_raw(301);
    assert!(seen(By::Wheel, Event::Lapsed { engineer: LI, offer, attempt: 1 }).is_none());
    assert!(seen(By::Wheel, Event::Escalated { level: 1, next_at: None }).is_none());
    assert_eq!(seen(By::Person(LI), Event::Accepted { engineer: LI, offer }).unwrap().event, "accepted");
    let own = seen(By::Person(NURSE), Event::Joined { reporter: NURSE }).unwrap();
    assert!(own.person.is_some() && own.detail["reporter"].is_object());
    let other = seen(By::Person(DOCTOR), Event::Joined { reporter: DOCTOR }).unwrap();
    assert_eq!((other.person, other.detail), (None, json!({})), "a colleague stays unnamed");
}

fn opened_by(reporter: PersonId) -> Event {
    let ticket = unassigned();
    Event::Opened {
        organisation: ticket.organisation,
        number: ticket.number,
        channel: ticket.channel,
        reporter,
        department: ticket.department,
        zone: ticket.zone,
        category: ticket.category,
        system: None,
        priority: ticket.priority,
        patient_waiting: false,
        summary: ticket.summary,
        effort: ticket.effort,
        targets: Policy::default().targets[ticket.priority.rank()],
        dispatch: ticket.dispatch,
    }
}

#[test]
fn who_joined_reads_what_the_others_said_and_not_who_they_are() {
    let seen_by = |reader: PersonId, by: PersonId, event: &Event| {
        item(&recorded(By::Person(by), event.clone()), Reader::Reporter(reader))
    };
    let opened = opened_by(NURSE);
    assert!(seen_by(NURSE, NURSE, &opened).detail["reporter"].is_object());
    let read = seen_by(DOCTOR, NURSE, &opened);
    assert_eq!((read.person, read.detail.get("reporter")), (None, None));
    assert_eq!(read.text.as_deref(), Some("在手术室"), "what is wrong is hers to read too");
    for event in [
        Event::Urged { note: None },
        Event::Commented { text: TextId::from_raw(1) },
        Event::Rated { stars: 5, words: None },
    ] {
        assert_eq!(seen_by(DOCTOR, NURSE, &event).person, None, "{event:?}");
        assert_eq!(seen_by(NURSE, NURSE, &event).person.unwrap().name, "王护士", "{event:?}");
        assert_eq!(seen_by(DOCTOR, LI, &event).person.unwrap().name, "李工", "{event:?}");
    }
}

#[test]
fn events_of_the_organisation_are_no_steps() {
    let turned = Recorded {
        at: at(0),
        by: By::Wheel,
        occurred_at: None,
        fact: Fact::Organisation(lamplight_domain::org::Event::DayTurned {
            day: lamplight_domain::time::LocalDay(20_261_124),
        }),
    };
    assert_eq!(timeline_item(Position(1), &turned, &hospital(), &|_| None, &Reader::Board), None);
}
