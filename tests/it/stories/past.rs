//! A demo with five weeks behind it: what is shown of them is what the log says.

use lamplight_protocol::ticket::Role;
use serde_json::{Value, json};

use super::{hardware_category, report};
use crate::Program;

#[tokio::test(flavor = "multi_thread")]
async fn five_weeks_stand_behind_a_quiet_desk() {
    let mut program = Program::start_with_past().await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let page: Value = dispatcher.get("/api/v1/tickets?limit=200").await.read();
    let items = page["items"].as_array().expect("a page");
    assert_eq!(items.len(), 200);
    assert!(items.iter().all(|ticket| ticket["summary"].as_str().is_some_and(|words| !words.is_empty())));
    let ended = items.iter().filter(|ticket| !ticket["ended_at"].is_null()).count();
    assert!(ended > 100, "{ended} of the newest 200 have ended");

    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let next = nurse.opens(&report(category)).await.ticket();
    let numbers: Vec<&str> = items.iter().filter_map(|ticket| ticket["number"].as_str()).collect();
    assert!(numbers.iter().all(|number| *number < next.number.as_str()), "the numbers of the day go on");
    nurse.commands(next.id, "comment", json!({ "text": "还在等" })).await.ticket();

    program.kill_9_and_restart().await;
    assert!(
        !program.said().rsplit("Stop with").next().unwrap_or_default().contains("Making"),
        "once is enough"
    );
    program.kill_9();
    let (clean, said) = program.check();
    assert!(clean, "{said}");
}
