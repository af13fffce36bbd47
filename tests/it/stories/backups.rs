//! A backup taken in the middle of a busy hour, restored elsewhere: everything that was acknowledged before
//! it began is in it, the log holds together, and screens start afresh.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lamplight_protocol::Id;
use lamplight_protocol::live::Audience;
use lamplight_protocol::ticket::Role;
use tempfile::TempDir;
use tokio::sync::watch;

use super::{hardware_category, report};
use crate::program::lamplight;
use crate::{Person, Program};

/// Nurses who report without pause until they are told to stop.
struct Rush {
    acknowledged: watch::Receiver<Vec<Id>>,
    stop: Arc<AtomicBool>,
    nurse: tokio::task::JoinHandle<()>,
}

impl Rush {
    async fn of(nurse: Person) -> Self {
        let category = hardware_category(&nurse.directory().await);
        let (tell, acknowledged) = watch::channel(Vec::new());
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let nurse = tokio::spawn(async move {
            while !stopped.load(Ordering::Relaxed) {
                let ticket = nurse.opens(&report(category)).await.ticket();
                tell.send_modify(|all| all.push(ticket.id));
            }
        });
        Self { acknowledged, stop, nurse }
    }

    /// Waits until so many are acknowledged; all of them by then.
    async fn until(&mut self, count: usize) -> Vec<Id> {
        self.acknowledged.wait_for(|all| all.len() >= count).await.expect("she reports").clone()
    }

    async fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.nurse.await.expect("every report was taken");
    }
}

async fn run(arguments: Vec<String>) -> (i32, String) {
    let run = move || lamplight(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.expect("it ends")
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

async fn backup(program: &Program, to: &Path) -> (i32, String) {
    run(["backup", "--data", &text(&program.data()), "--to", &text(to)].map(str::to_owned).to_vec()).await
}

async fn restore(from: &Path, data: &Path, more: &[&str]) -> (i32, String) {
    let mut arguments = ["restore", "--from", &text(from), "--data", &text(data)].map(str::to_owned).to_vec();
    arguments.extend(more.iter().map(|one| (*one).to_owned()));
    run(arguments).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_holds_all_that_was_acknowledged_before_it() {
    let program = Program::start().await;
    let dispatcher = program.login(Role::Dispatcher).await;
    let mut rush = Rush::of(program.login(Role::Reporter).await).await;
    let before = rush.until(25).await;

    let aside = tempfile::tempdir().expect("a temporary directory");
    let file = aside.path().join("night.lamplight");
    let (code, said) = backup(&program, &file).await;
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Written and verified"), "{said}");
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(aside.path()).expect("readable").count(), 1, "nothing else is left there");
    let more = rush.acknowledged.borrow().len() + 5;
    rush.until(more).await;
    rush.end().await;
    let (code, said) = backup(&program, &file).await;
    assert_eq!(code, 1, "a file that is there is not overwritten: {said}");

    let mut console = dispatcher.on_socket().await;
    console.expect_ticket(before[0], |_| true).await;
    let (log, position) = (console.log.clone(), console.view.positions[&Audience::Board]);
    let (clean, said) = program.check();
    assert!(clean && said.contains("A server is at work"), "{said}");

    let restored = aside.path().join("restored");
    let (code, said) = restore(&file, &restored, &[]).await;
    assert_eq!(code, 0, "{said}");
    assert_eq!(lamplight(&["check", "--data", &text(&restored)]).0, 0, "the restored log holds together");
    elsewhere(&program, &restored, &before, (log, position)).await;
}

/// The restored hospital at work: all reports are there, and a console with the old log's name starts anew.
async fn elsewhere(first: &Program, restored: &Path, reports: &[Id], (log, position): (String, i64)) {
    let data = tempfile::tempdir().expect("a temporary directory");
    for name in ["lamplight.db", "secret"] {
        fs::copy(restored.join(name), data.path().join(name)).expect("copied");
    }
    fs::copy(first.data().join("demo.json"), data.path().join("demo.json")).expect("copied");
    let second = Program::start_over(data).await;
    let dispatcher = second.login(Role::Dispatcher).await;
    for &ticket in reports {
        dispatcher.ticket(ticket).await;
    }
    let mut console = dispatcher.on_socket_from(&log, position).await;
    console.expect_ticket(reports[0], |_| true).await;
    assert_ne!(console.log, log, "a restored database has another log");
    assert!(console.view.wholes > 0, "so nothing of the old one is resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn restoring_takes_care_of_what_is_there() {
    let mut program = Program::start().await;
    let nurse = program.login(Role::Reporter).await;
    let category = hardware_category(&nurse.directory().await);
    let kept = nurse.opens(&report(category)).await.ticket();
    let aside: TempDir = tempfile::tempdir().expect("a temporary directory");
    let file = aside.path().join("backup");
    assert_eq!(backup(&program, &file).await.0, 0);
    let lost = nurse.opens(&report(category)).await.ticket();

    let (code, said) = restore(&file, &program.data(), &["--replace"]).await;
    assert!(code == 1 && said.contains("at work"), "{said}");
    program.kill_9();
    let (code, said) = restore(&file, &program.data(), &[]).await;
    assert!(code == 1 && said.contains("--replace"), "{said}");
    let broken = aside.path().join("broken");
    let whole = fs::read(&file).expect("readable");
    fs::write(&broken, &whole[..whole.len() / 2]).expect("written");
    let (code, said) = restore(&broken, &program.data(), &["--replace"]).await;
    assert_eq!(code, 1, "half a backup moves nothing: {said}");

    let (code, said) = restore(&file, &program.data(), &["--replace"]).await;
    assert!(code == 0 && said.contains("is kept as"), "{said}");
    program.spawn().await;
    let nurse = program.login(Role::Reporter).await;
    nurse.ticket(kept.id).await;
    let reply = nurse.get(&format!("/api/v1/tickets/{}", crate::people::text(lost.id))).await;
    assert_eq!(reply.status.as_u16(), 404, "it was reported after the backup");
}

#[test]
fn what_cannot_be_checked_has_a_code_of_its_own() {
    let (code, said) = lamplight(&["check", "--data", "/nonexistent/lamplight"]);
    assert_eq!(code, 2, "{said}");
    let (code, said) = lamplight(&["backup", "--data", "/nonexistent/lamplight", "--to", "/tmp/never"]);
    assert!(code == 1 && said.contains("there is no database"), "{said}");
}
