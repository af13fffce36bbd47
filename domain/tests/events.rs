//! What was stored once is read for ever: a sample of every variant and version lies in `tests/events/`.
//! A sample is never changed and never removed; a new variant or version brings its own file.
#![expect(clippy::unwrap_used, reason = "a sample that cannot be read has to fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use lamplight_domain::ids::TicketId;
use lamplight_domain::log::Fact;
use lamplight_domain::log::stored::{decode_organisation, decode_ticket, encode};
use lamplight_domain::{org, ticket};

fn folder(log: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/events").join(log)
}

/// Name of the sample (`opened.v1`, `opened.v1-bare`: what differs stands behind the hyphen) and its text.
fn samples(log: &str) -> Vec<(String, String)> {
    let mut samples: Vec<(String, String)> = fs::read_dir(folder(log))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_string();
            (name, fs::read_to_string(path).unwrap().trim().to_string())
        })
        .collect();
    samples.sort();
    samples
}

/// The names of all variants, as serde knows them: told by an unknown one.
fn variants(refusal: &str) -> BTreeSet<String> {
    let (_, list) = refusal.split_once("expected one of ").unwrap();
    list.split('`').skip(1).step_by(2).map(ToString::to_string).collect()
}

fn check(log: &str, refusal: String, again: impl Fn(&str) -> String) {
    let mut seen = BTreeSet::new();
    for (name, text) in samples(log) {
        let (variant, v) = name.split_once(".v").unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["type"], variant, "{name}");
        assert_eq!(json["v"].to_string(), v.split('-').next().unwrap(), "{name}");
        assert_eq!(again(&text), text, "{name} is read and written as it was");
        seen.insert(variant.to_string());
    }
    assert_eq!(seen, variants(&refusal), "every variant has a sample");
}

const UNKNOWN: &str = r#"{"v":1,"type":"?"}"#;

#[test]
fn every_event_of_a_ticket_is_read_as_it_was_written() {
    let again = |text: &str| {
        let event: ticket::Event = decode_ticket(text).unwrap();
        encode(&Fact::Ticket { ticket: TicketId::from_raw(1), version: 1, event })
    };
    check("ticket", decode_ticket(UNKNOWN).unwrap_err().to_string(), again);
}

#[test]
fn every_event_of_the_organisation_is_read_as_it_was_written() {
    let again = |text: &str| {
        let event: org::Event = decode_organisation(text).unwrap();
        encode(&Fact::Organisation(event))
    };
    check("organisation", decode_organisation(UNKNOWN).unwrap_err().to_string(), again);
}
