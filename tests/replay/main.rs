//! The replay from outside: the real program plays a small log of our own, and the counting script, which
//! shares no code with it, finds every incident exactly once.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay").join(name)
}

fn replay(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_lamplight");
    Command::new(program).arg("replay").args(arguments).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the tests' paths are UTF-8")
}

#[test]
fn the_sample_is_played_and_every_incident_is_accounted_for() {
    let place = tempfile::tempdir().expect("a directory");
    let (kept, json) = (place.path().join("kept"), place.path().join("figures.json"));
    let (sample, past) = (here("sample.csv"), here("past.csv"));
    let played = replay(&[
        path(&sample),
        "--learn",
        path(&past),
        "--rate",
        "20000",
        "--horizon",
        "2d",
        "--keep",
        path(&kept),
        "--json",
        path(&json),
    ]);
    assert!(played.status.success(), "{}", said(&played));
    let figures: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&json).expect("figures")).expect("JSON");
    for (name, expected) in [("tickets", 30), ("lost", 0), ("doubled", 0), ("lapses", 0), ("open_at_end", 3)]
    {
        assert_eq!(figures[name], expected, "{name} in {figures}");
    }
    assert!(figures["group_first"].as_f64().expect("a share") > 0.5, "{figures}");
    assert!(figures["ring_p99_ms"].as_f64().expect("a time") > 0.0, "{figures}");

    let counted = Command::new("python3")
        .args([path(&here("count.py")), path(&kept.join("lamplight.db")), path(&sample)])
        .args(["--horizon-days", "2", "--json", path(&json)])
        .output();
    match counted {
        Ok(counted) => assert!(counted.status.success(), "{}", said(&counted)),
        Err(error) => eprintln!("SKIPPED the count beside the program: python3 does not start ({error})"),
    }
}

#[test]
fn a_file_of_another_format_is_told_with_its_place() {
    let place = tempfile::tempdir().expect("a directory");
    let other = place.path().join("other.csv");
    std::fs::write(&other, "name;age\nWu;41\n").expect("it is written");
    let refused = replay(&[path(&other), "--learn", path(&here("past.csv"))]);
    assert!(!refused.status.success());
    let text = said(&refused);
    assert!(text.contains("other.csv: line 1: there is no column `number`"), "{text}");

    let late = std::fs::read_to_string(here("sample.csv")).expect("the sample").replacen(
        "13/3/2017",
        "13-3-2017",
        1,
    );
    std::fs::write(&other, late).expect("it is written");
    let text = said(&replay(&[path(&other), "--learn", path(&here("past.csv"))]));
    assert!(text.contains("other.csv: line 2, column 10 (`opened_at`): `13-3-2017"), "{text}");
}

#[test]
fn a_database_is_kept_only_in_a_directory_of_its_own() {
    let place = tempfile::tempdir().expect("a directory");
    std::fs::write(place.path().join("something"), "here already").expect("it is written");
    let refused = replay(&[
        path(&here("sample.csv")),
        "--learn",
        path(&here("past.csv")),
        "--keep",
        path(place.path()),
    ]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("is not empty"), "{}", said(&refused));
}
