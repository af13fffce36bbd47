//! The schedule: holds and resolution up to the horizon, nothing after the end.

use lamplight_protocol::ticket::Channel;

use super::*;
use crate::replay::incident::{Ending, Hold, Incidents, Kind};
use crate::replay::log_file::read;

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_micros(minute * 60_000_000)
}

fn incident(number: &str, opened: i64, resolved: Option<i64>, holds: &[(i64, Option<i64>)]) -> Incident {
    let hold = |&(from, until): &(i64, Option<i64>)| Hold {
        reason: HoldReason::User,
        from: minute(from),
        until: until.map(minute),
    };
    Incident {
        number: number.to_owned(),
        opened_at: minute(opened),
        caller: None,
        channel: Channel::Phone,
        priority: None,
        kind: Kind { category: None, subcategory: None },
        location: None,
        symptom: None,
        holds: holds.iter().map(hold).collect(),
        end: Ending { resolved_at: resolved.map(minute), ..Ending::default() },
    }
}

fn held(at: i64, until: i64) -> Act {
    Act { at: minute(at), deed: Deed::Hold { reason: HoldReason::User, until: minute(until) } }
}

fn complete(at: i64) -> Act {
    Act { at: minute(at), deed: Deed::Complete }
}

fn acts_of(incident: Incident, horizon: i64) -> Vec<Act> {
    Script::of(vec![incident], Span::from_minutes(horizon)).unwrap().parts.remove(0).acts
}

#[test]
fn holds_end_at_the_next_row_the_resolution_or_the_horizon() {
    assert_eq!(
        acts_of(incident("1", 0, Some(50), &[(5, Some(9)), (20, None)]), 100),
        [held(5, 9), held(20, 50), complete(50),]
    );
    assert_eq!(acts_of(incident("1", 0, None, &[(5, None)]), 100), [held(5, 100)]);
    assert_eq!(acts_of(incident("1", 0, Some(30), &[(20, Some(40))]), 100), [held(20, 30), complete(30)]);
}

#[test]
fn nothing_is_played_after_the_resolution_or_the_horizon() {
    assert_eq!(acts_of(incident("1", 0, Some(10), &[(10, Some(20)), (30, Some(40))]), 100), [complete(10)]);
    assert_eq!(acts_of(incident("1", 0, Some(101), &[]), 100), []);
    assert_eq!(acts_of(incident("1", 0, Some(100), &[]), 100), [complete(100)]);
    let long = acts_of(incident("1", 0, None, &[(0, None)]), 200 * 24 * 60);
    assert_eq!(long, [held(0, 89 * 24 * 60)], "a hold longer than the server takes is cut");
}

#[test]
fn the_horizon_runs_from_the_last_opening() {
    let script = Script::of(
        vec![incident("2", 60, Some(70), &[]), incident("1", 0, Some(155), &[])],
        Span::from_minutes(100),
    )
    .unwrap();
    assert_eq!((script.begins_at, script.ends_at), (minute(0), minute(160)));
    assert_eq!(script.parts[0].incident.number, "1");
    assert_eq!(script.open_at_end(), 0);
    assert!(Script::of(Vec::new(), Span::ZERO).is_none());
}

#[test]
fn the_sample_plays_the_same_each_time() {
    let sample = include_str!("../../../tests/replay/sample.csv");
    let play = || {
        let incidents = Incidents::of(&read("sample.csv", sample.as_bytes()).unwrap());
        Script::of(incidents.all, Span::from_hours(7 * 24)).unwrap()
    };
    let script = play();
    assert_eq!(script, play());
    assert_eq!(script.parts.len(), 30);
    assert_eq!(script.open_at_end(), 3, "two are never resolved, one after the horizon");
    assert!(script.parts.iter().all(|part| part.acts.is_sorted_by_key(|act| act.at)));
    assert!(script.parts.iter().all(|part| part.acts.iter().all(|act| act.at >= part.incident.opened_at)));
}
