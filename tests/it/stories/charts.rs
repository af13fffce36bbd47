//! What the wall shows is what the log says: told by `lamplight check --figures`, which folds it all, and by a
//! script that counts in SQL and shares no code with the program.

use std::path::Path;
use std::process::Command;

use lamplight_protocol::Id;
use lamplight_protocol::live::{Audience, RowKind};
use lamplight_protocol::ticket::Role;
use lamplight_protocol::wall::Charts;
use serde_json::{Value, json};

use super::{hardware_fault, report};
use crate::Program;
use crate::socket::Socket;

fn charts(socket: &Socket) -> Option<Charts> {
    let row = socket.view.rows.get(&(Audience::Wall, RowKind::Charts, Id(0)))?;
    serde_json::from_value(row.clone()).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wall_shows_what_the_log_says_before_and_after_a_death() {
    let mut program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let engineer = program.login(Role::Engineer).await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut wall = program.login(Role::Screen).await.on_socket().await;
    let (category, cause) = hardware_fault(&dispatcher.directory().await);

    let done = nurse.opens(&report(category)).await.ticket().id;
    engineer.commands(done, "accept", json!({})).await.ticket();
    engineer.commands(done, "arrive", json!({ "mode": "on_site" })).await.ticket();
    engineer.commands(done, "complete", json!({ "cause": cause })).await.ticket();
    let again = nurse.opens(&report(category)).await.ticket().id;
    engineer.commands(again, "accept", json!({})).await.ticket();
    engineer.commands(again, "complete", json!({ "cause": cause })).await.ticket();
    nurse.commands(again, "reopen", json!({})).await.ticket();
    let mistaken = nurse.opens(&report(category)).await.ticket().id;
    nurse.commands(mistaken, "withdraw", json!({ "reason": "mistake" })).await.ticket();

    let told = |charts: &Charts| {
        let today = charts.days.last().map(|day| (day.opened, day.completed_same_day, day.machine));
        let engineer = charts.engineers.iter().find(|share| share.engineer.id == engineer.me.person.id);
        (today, engineer.map(|share| share.completed)) == (Some((3, 1, 3)), Some(1))
    };
    wall.until(|wall| charts(wall).is_some_and(|charts| told(&charts))).await;
    let shown = charts(&wall).expect("it was just told");

    program.kill_9();
    let counted = program.figures();
    let by_the_log: Charts = serde_json::from_value(counted["charts"].clone()).expect("charts");
    assert_eq!(shown, by_the_log);
    assert_eq!(counted["figures"]["opened_today"], 3);
    program.spawn().await;
    let mut wall = program.login(Role::Screen).await.on_socket().await;
    wall.until(|wall| charts(wall).as_ref() == Some(&shown)).await;

    program.kill_9();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts/count.py");
    let figures = program.data().join("figures.json");
    std::fs::write(&figures, json!({ "organisations": [counted] }).to_string()).expect("it is written");
    let mut judge = Command::new("python3");
    judge_agrees(judge.arg(script).arg(program.data().join("lamplight.db")).arg("--figures").arg(&figures));
}

fn judge_agrees(judge: &mut Command) {
    match judge.output() {
        Ok(judged) => {
            let said = String::from_utf8_lossy(&judged.stdout);
            assert!(judged.status.success(), "{said}{}", String::from_utf8_lossy(&judged.stderr));
        }
        Err(error) => eprintln!("SKIPPED the count in SQL: python3 does not start ({error})"),
    }
}

impl Program {
    /// What `lamplight check --figures` says of its one organisation.
    fn figures(&self) -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_lamplight"))
            .args(["check", "--figures", "--data"])
            .arg(self.data())
            .output()
            .expect("check runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut said: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(said["differences"], json!([]));
        said["organisations"][0].take()
    }
}
