//! Judging: what is lost, what is doubled, and whose choice was right.

use std::time::Duration;

use lamplight_domain::time::{Span, Timestamp};
use lamplight_protocol::Instant;
use lamplight_protocol::ticket::{Channel, Named, Priority, Shown, TimelineItem};
use serde_json::json;

use super::*;
use crate::replay::incident::{Ending, Incident, Kind};

const AT: Instant = Instant(Timestamp::from_micros(0));

fn named(name: &str) -> Named {
    Named { id: Id(1), name: name.to_owned() }
}

fn incident(number: &str, group: &str, solver: Option<&str>) -> Incident {
    Incident {
        number: number.to_owned(),
        opened_at: AT.0,
        caller: None,
        channel: Channel::Phone,
        priority: None,
        kind: Kind { category: None, subcategory: None },
        location: None,
        symptom: None,
        holds: Vec::new(),
        end: Ending {
            groups: vec![(AT.0, group.to_owned())],
            resolved_by: solver.map(str::to_owned),
            ..Ending::default()
        },
    }
}

fn script() -> Script {
    let incidents = vec![
        incident("INC1", "Desk", Some("Wu")),
        incident("INC2", "Desk", Some("Li")),
        incident("INC3", "Net", None),
    ];
    Script::of(incidents, Span::ZERO).unwrap()
}

fn row(id: i64, summary: &str, stage: TicketStage) -> TicketRow {
    TicketRow {
        id: Id(id),
        number: String::new(),
        version: 1,
        assignment_version: 1,
        shown: Shown::InProgress,
        stage,
        priority: Priority::Normal,
        summary: summary.to_owned(),
        channel: Channel::Phone,
        category: named("c"),
        category_path: Vec::new(),
        system: None,
        zone: named("z"),
        place: String::new(),
        closet: None,
        department: None,
        reporter: None,
        reporters: 1,
        opened_by: None,
        reporter_phone: None,
        patient_waiting: false,
        owner: None,
        offer: None,
        waits: None,
        clocks: Vec::new(),
        urges: 0,
        comments: 0,
        opened_at: AT,
        last_at: AT,
        ended_at: (stage == TicketStage::Completed).then_some(AT),
        cause: None,
        merged_into: None,
        rated: None,
        escalated: 0,
        round: 1,
    }
}

fn seen(incident: &str, completed: bool) -> Seen {
    let mut seen = Seen::default();
    incident.clone_into(&mut seen.incident);
    seen.opened = true;
    seen.completed = completed;
    seen.ring_after = Some(Duration::from_millis(4));
    seen
}

fn offered(by: &str, rung: &str, engineer: &str, group: &str) -> TimelineItem {
    TimelineItem {
        position: 2,
        version: 2,
        at: AT,
        occurred_at: None,
        by: by.to_owned(),
        person: None,
        event: "offered".to_owned(),
        engineer: Some(named(engineer)),
        reason: None,
        text: None,
        detail: json!({ "rung": rung, "group": { "id": "x", "name": group } }),
    }
}

fn judged(seen: &[(i64, Seen)], rows: Vec<TicketRow>) -> Score {
    let seen = seen.iter().map(|(id, seen)| (Id(*id), seen.clone())).collect();
    Score::judge(&script(), &seen, &Counts::default(), &Findings { rows, ..Findings::default() })
}

#[test]
fn all_accounted_for_is_clean() {
    let score = judged(
        &[(1, seen("INC1", true)), (2, seen("INC2", false))],
        vec![row(1, "INC1 a", TicketStage::Completed), row(2, "INC2 b", TicketStage::Accepted)],
    );
    assert!(score.is_clean());
    assert_eq!((score.tickets, score.open_at_end), (2, 1));
    assert!((score.ring_p50_ms - 4.0).abs() < 0.1);
}

#[test]
fn what_was_acknowledged_and_is_not_so_is_lost() {
    let missing = judged(&[(1, seen("INC1", false))], Vec::new());
    assert_eq!(missing.lost, 1);
    let uncompleted = judged(&[(1, seen("INC1", true))], vec![row(1, "INC1 a", TicketStage::Accepted)]);
    assert_eq!(uncompleted.lost, 1);
    let other = judged(&[(1, seen("INC1", false))], vec![row(1, "INC2 a", TicketStage::Accepted)]);
    assert_eq!(other.lost, 1);
}

#[test]
fn what_is_there_twice_or_was_never_reported_is_doubled() {
    let rows = vec![
        row(1, "INC1 a", TicketStage::Accepted),
        row(2, "INC1 a", TicketStage::Accepted),
        row(3, "INC77 x", TicketStage::Accepted),
    ];
    assert_eq!(judged(&[(1, seen("INC1", false))], rows).doubled, 2);
}

#[test]
fn only_the_dispatchers_own_first_choice_scores() {
    let automatic = Timeline {
        items: vec![offered("dispatch", "a", "Wu", "Desk"), offered("person", "by_hand", "Li", "Net")],
    };
    let choice = Choice { engineer: "Wu".to_owned(), group: "Desk".to_owned() };
    assert_eq!(first_choice(&automatic), Some(choice.clone()));
    let by_hand = Timeline { items: vec![offered("person", "by_hand", "Wu", "Desk")] };
    assert_eq!(first_choice(&by_hand), None);
    let seen = [(1, seen("INC1", false)), (2, seen("INC2", false)), (3, seen("INC3", false))];
    let seen = seen.into_iter().map(|(id, seen)| (Id(id), seen)).collect();
    let firsts = BTreeMap::from([(Id(1), choice.clone()), (Id(2), choice)]);
    let found = Findings { firsts, ..Findings::default() };
    let score = Score::judge(&script(), &seen, &Counts::default(), &found);
    assert!((score.group_first - 2.0 / 3.0).abs() < 1e-9, "{}", score.group_first);
    assert!((score.engineer_first - 0.5).abs() < 1e-9, "known for two, right for one");
}
