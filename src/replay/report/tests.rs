//! Texts: what is counted is said, what is not is left out.

use std::collections::BTreeMap;

use super::*;

#[test]
fn a_clean_file_needs_few_words() {
    let log = Log { lines: 7, ..Log::default() };
    assert_eq!(of_file("a.csv", &log, &Incidents::default()), "a.csv: 0 incidents in 7 lines");
    let dirty = Log { duplicate_lines: 2, ..log };
    let text = of_file("a.csv", &dirty, &Incidents { disordered: 1, ..Incidents::default() });
    assert_eq!(text, "a.csv: 0 incidents in 7 lines; 2 duplicate lines left out; 1 incidents put in order");
}

#[test]
fn the_json_has_exactly_the_agreed_fields() {
    let score = Score {
        tickets: 1,
        events: 2,
        refused: BTreeMap::from([("ended".to_owned(), 3)]),
        lapses: 0,
        by_hand: 0,
        open_at_end: 0,
        lost: 0,
        doubled: 0,
        group_first: 0.5,
        engineer_first: 0.25,
        ring_p50_ms: 1.5,
        ring_p99_ms: 2.5,
    };
    let json = serde_json::to_value(&score).unwrap();
    let fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut agreed = vec![
        "tickets",
        "events",
        "refused",
        "lapses",
        "by_hand",
        "open_at_end",
        "lost",
        "doubled",
        "group_first",
        "engineer_first",
        "ring_p50_ms",
        "ring_p99_ms",
    ];
    agreed.sort_unstable();
    let mut fields = fields;
    fields.sort_unstable();
    assert_eq!(fields, agreed);
    let table = of_score(&score);
    assert!(table.contains("refused              3 (ended 3)"), "{table}");
    assert!(table.contains("group first          50.0 %"), "{table}");
}
