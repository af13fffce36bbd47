//! What a report says, and how its incident is found again.

use super::*;
use crate::replay::incident::Incidents;
use crate::replay::log_file::read;
use lamplight_domain::time::Span;

#[test]
fn an_incident_is_found_again_by_its_summary() {
    let sample = include_str!("../../../tests/replay/sample.csv");
    let incidents = Incidents::of(&read("sample.csv", sample.as_bytes()).unwrap());
    let script = Script::of(incidents.all, Span::from_hours(24)).unwrap();
    for part in &script.parts {
        let summary = summary(part);
        assert_eq!(number_of(&summary), part.incident.number);
        assert!(summary.chars().count() <= 2_000);
    }
    let unknown = script.parts.iter().find(|part| part.incident.number == "INC0901021").unwrap();
    assert!(summary(unknown).starts_with("INC0901021 ? / ? / Symptom"), "{}", summary(unknown));
}
