//! The program as a child process: start, kill -9, start again over the same data.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use lamplight_protocol::account::{DemoLogin, DemoLogins};
use lamplight_protocol::ticket::Role;
use tempfile::TempDir;

use crate::Person;

/// A running demo hospital without simulated people, on a free port, in a directory of its own.
pub struct Program {
    child: Option<Child>,
    pub address: String,
    data: Arc<TempDir>,
    rate: u32,
    hospitals: u32,
    past: bool,
    environment: Vec<(String, String)>,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// The hospital at life's pace.
    pub async fn start() -> Self {
        Self::start_with(1, &[]).await
    }

    /// Several hospitals in one installation.
    pub async fn start_with_hospitals(hospitals: u32) -> Self {
        Self::start_as(1, hospitals, &[]).await
    }

    /// At `rate` times life's pace, with further environment variables.
    pub async fn start_with(rate: u32, environment: &[(&str, &str)]) -> Self {
        Self::start_as(rate, 1, environment).await
    }

    /// With five weeks behind it.
    pub async fn start_with_past() -> Self {
        let mut program = Self::over(fresh_directory(), 1, 1, &[]);
        program.past = true;
        program.spawn().await;
        program
    }

    /// Over a directory that is there, a restored one for instance.
    pub async fn start_over(data: TempDir) -> Self {
        let mut program = Self::over(data, 1, 1, &[]);
        program.spawn().await;
        program
    }

    async fn start_as(rate: u32, hospitals: u32, environment: &[(&str, &str)]) -> Self {
        let mut program = Self::over(fresh_directory(), rate, hospitals, environment);
        program.spawn().await;
        program
    }

    fn over(data: TempDir, rate: u32, hospitals: u32, environment: &[(&str, &str)]) -> Self {
        Self {
            child: None,
            address: format!("127.0.0.1:{}", free_port()),
            data: Arc::new(data),
            rate,
            hospitals,
            past: false,
            environment: environment
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect(),
            said: Arc::default(),
        }
    }

    /// Starts it over the same data; returns when it is ready.
    pub async fn spawn(&mut self) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lamplight"))
            .args(["demo", "--quiet", "--listen", &self.address, "--rate", &self.rate.to_string()])
            .args(self.past.then_some("--past"))
            .args(["--hospitals", &self.hospitals.to_string(), "--data"])
            .arg(self.data.path())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (line, lines) = unbounded_channel();
        self.listen_to(child.stdout.take().expect("piped"), line.clone());
        self.listen_to(child.stderr.take().expect("piped"), line);
        self.child = Some(child);
        self.until_ready(lines).await;
    }

    fn listen_to(&self, stream: impl std::io::Read + Send + 'static, heard: UnboundedSender<String>) {
        let said = Arc::clone(&self.said);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let mut said = said.lock().expect("no panic while holding it");
                said.push_str(&line);
                said.push('\n');
                // Nobody listens any more once it is ready.
                let _ = heard.send(line);
            }
        });
    }

    /// Its greeting, which ends with how to stop it, comes when it takes requests; both streams end when it
    /// dies before.
    async fn until_ready(&mut self, mut lines: UnboundedReceiver<String>) {
        while let Some(line) = lines.recv().await {
            if line.starts_with("Stop with Ctrl-C") {
                return;
            }
        }
        panic!("the program ended before it was ready:\n{}", self.said());
    }

    /// For the next start.
    pub fn set_environment(&mut self, name: &str, value: &str) {
        self.environment.retain(|(other, _)| other != name);
        if !value.is_empty() {
            self.environment.push((name.to_owned(), value.to_owned()));
        }
    }

    pub fn said(&self) -> String {
        self.said.lock().expect("no panic while holding it").clone()
    }

    pub fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// kill -9, and wait until it is gone.
    pub fn kill_9(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
    }

    /// Waits for the process to end by itself (a failpoint); its exit status.
    pub async fn ended(&mut self) -> std::process::ExitStatus {
        let mut child = self.child.take().expect("running");
        tokio::task::spawn_blocking(move || child.wait().expect("its status can be asked"))
            .await
            .expect("waited")
    }

    pub async fn kill_9_and_restart(&mut self) {
        self.kill_9();
        self.spawn().await;
    }

    /// `lamplight check` over the data: whether all is equal, and what it said.
    pub fn check(&self) -> (bool, String) {
        let (code, said) = lamplight(&["check", "--data", &self.data().to_string_lossy()]);
        (code == 0, said)
    }

    /// Logs in as the person whom the login page offers for a role.
    pub async fn login(&self, role: Role) -> Person {
        let offered = self.demo_login(role).await;
        Person::login(self, &offered.phone, &offered.password).await
    }

    /// Logs in at the last hospital beside the first, with what the program printed at its start.
    pub async fn login_beside(&self, role: Role) -> Person {
        let role = format!("{role:?}").to_lowercase();
        let said = self.said();
        let beside = said.rsplit_once("Beside it").map_or("", |(_, beside)| beside);
        let line = beside.lines().find(|line| line.trim_start().starts_with(&role));
        let line = line.unwrap_or_else(|| panic!("no {role} beside the first hospital:\n{said}"));
        let words: Vec<&str> = line.split_whitespace().collect();
        Person::login(self, words[1], words[2]).await
    }

    pub async fn demo_login(&self, role: Role) -> DemoLogin {
        let logins: DemoLogins = reqwest::get(self.url("/api/v1/demo-logins"))
            .await
            .expect("it answers")
            .json()
            .await
            .expect("demo logins");
        logins.items.into_iter().find(|login| login.role == role).expect("each role has a login")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill_9();
        if std::thread::panicking() {
            eprintln!("--- the program said\n{}", self.said());
        }
    }
}

/// A command of the program, run to its end: its exit code and what it said.
pub fn lamplight(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_lamplight")).args(arguments).output().expect("the program starts");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().expect("it ends by itself"), said)
}

fn fresh_directory() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("bound").port()
}
