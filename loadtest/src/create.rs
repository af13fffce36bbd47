//! Durable creates a second over HTTP: a demo hospital of its own, 64 clients, each sending its next report
//! when the last was acknowledged. Every acknowledged report is looked up again at the end.
//!
//! A closed loop: it measures throughput, not the latency that a user would see at a given rate.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hdrhistogram::Histogram;
use lamplight_protocol::Id;
use lamplight_protocol::account::{DemoLogins, LoginAnswer, LoginBody};
use lamplight_protocol::directory::DirectoryView;
use lamplight_protocol::ticket::{OpenTicket, Role, TicketAnswer, TicketPage};
use reqwest::Client;
use serde::Serialize;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Clone, clap::Args)]
pub struct Arguments {
    /// The program under test.
    #[arg(long, default_value = "target/release/lamplight")]
    pub program: PathBuf,
    #[arg(long, default_value_t = 64)]
    pub clients: u32,
    /// How long to send.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
}

#[derive(Debug, Serialize)]
pub struct Report {
    pub clients: u32,
    pub seconds: f64,
    pub acknowledged: u64,
    pub refused: u64,
    pub creates_per_s: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// Acknowledged reports that the server does not show afterwards.
    pub lost: u64,
}

/// A demo hospital in which nobody acts; it ends with this value.
struct Server {
    child: Child,
    base: String,
    _data: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the program, sends, counts, and asks the server what it has.
///
/// # Errors
/// When the program does not start or does not answer as the protocol says.
pub async fn run(arguments: &Arguments) -> Result<Report, Failure> {
    let server = start(arguments).await?;
    let client = Client::builder().pool_max_idle_per_host(256).build()?;
    let desk = Arc::new(Desk::login(client, &server.base).await?);
    let refused = Arc::new(AtomicU64::new(0));
    let began = tokio::time::Instant::now();
    let until = began + Duration::from_secs(arguments.seconds);
    let mut hands = Vec::new();
    for hand in 0..arguments.clients {
        hands.push(tokio::spawn(Arc::clone(&desk).work(hand, until, Arc::clone(&refused))));
    }
    let mut latencies = Histogram::<u64>::new(3)?;
    let mut acknowledged = BTreeSet::new();
    for hand in hands {
        let (ids, of_hand) = hand.await??;
        latencies.add(of_hand)?;
        acknowledged.extend(ids);
    }
    let seconds = began.elapsed().as_secs_f64();
    let shown = desk.all().await?;
    let millis = |quantile| latencies.value_at_quantile(quantile) as f64 / 1_000.0;
    Ok(Report {
        clients: arguments.clients,
        seconds,
        acknowledged: acknowledged.len() as u64,
        refused: refused.load(Ordering::Relaxed),
        creates_per_s: acknowledged.len() as f64 / seconds,
        p50_ms: millis(0.5),
        p99_ms: millis(0.99),
        lost: acknowledged.difference(&shown).count() as u64,
    })
}

async fn start(arguments: &Arguments) -> Result<Server, Failure> {
    let data = tempfile::tempdir()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let child = Command::new(&arguments.program)
        .args(["demo", "--quiet", "--listen", &address, "--data"])
        .arg(data.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", arguments.program.display()))?;
    let mut server = Server { child, base: format!("http://{address}"), _data: data };
    let client = Client::new();
    loop {
        let ready = client.get(format!("{}/readyz", server.base)).send().await;
        if ready.is_ok_and(|answer| answer.status().is_success()) {
            return Ok(server);
        }
        if let Some(status) = server.child.try_wait()? {
            return Err(format!("the program ended with {status} before it was ready").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The service desk's login and what it needs to file reports.
struct Desk {
    client: Client,
    base: String,
    token: String,
    leaves: Vec<Id>,
    departments: Vec<Id>,
}

impl Desk {
    async fn login(client: Client, base: &str) -> Result<Self, Failure> {
        let logins: DemoLogins =
            client.get(format!("{base}/api/v1/demo-logins")).send().await?.json().await?;
        let dispatcher =
            logins.items.into_iter().find(|login| login.role == Role::Dispatcher).ok_or("no dispatcher")?;
        let body = LoginBody {
            phone: dispatcher.phone,
            password: dispatcher.password,
            organisation: None,
            bearer: true,
        };
        let answer = client.post(format!("{base}/api/v1/login")).json(&body).send().await?;
        let answer: LoginAnswer = answer.error_for_status()?.json().await?;
        let token = answer.token.ok_or("no token")?;
        let directory: DirectoryView =
            client.get(format!("{base}/api/v1/directory")).bearer_auth(&token).send().await?.json().await?;
        Ok(Self {
            client,
            base: base.to_owned(),
            token,
            leaves: directory.categories.iter().filter(|row| row.leaf).map(|row| row.id).collect(),
            departments: directory.departments.iter().map(|row| row.id).collect(),
        })
    }

    async fn work(
        self: Arc<Self>,
        hand: u32,
        until: tokio::time::Instant,
        refused: Arc<AtomicU64>,
    ) -> Result<(Vec<Id>, Histogram<u64>), Failure> {
        let mut latencies = Histogram::<u64>::new(3)?;
        let mut ids = Vec::new();
        let mut turn = hand as usize;
        while tokio::time::Instant::now() < until {
            turn += 7;
            let began = tokio::time::Instant::now();
            let answer = self.create(hand, turn).await?;
            if answer.status().is_success() {
                let answer: TicketAnswer = answer.json().await?;
                latencies.record(u64::try_from(began.elapsed().as_micros())?)?;
                ids.push(answer.ticket.id);
            } else {
                refused.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok((ids, latencies))
    }

    async fn create(&self, hand: u32, turn: usize) -> Result<reqwest::Response, reqwest::Error> {
        let body = OpenTicket {
            summary: format!("打印机卡纸 {hand}-{turn}"),
            category: self.leaves[turn % self.leaves.len()],
            system: None,
            zone: None,
            department: Some(self.departments[turn % self.departments.len()]),
            reporter: None,
            channel: None,
            patient_waiting: turn.is_multiple_of(9),
            priority: None,
            dispatch: None,
            occurred_at: None,
            solved: None,
        };
        self.client
            .post(format!("{}/api/v1/tickets", self.base))
            .bearer_auth(&self.token)
            .header("Idempotency-Key", format!("load-{hand}-{turn}"))
            .json(&body)
            .send()
            .await
    }

    async fn all(&self) -> Result<BTreeSet<Id>, Failure> {
        let mut ids = BTreeSet::new();
        let mut after = String::new();
        loop {
            let url = format!("{}/api/v1/tickets?limit=200{after}", self.base);
            let page: TicketPage = self
                .client
                .get(url)
                .bearer_auth(&self.token)
                .send()
                .await?
                .error_for_status()?
                .json()
                .await?;
            ids.extend(page.items.iter().map(|row| row.id));
            match page.next {
                Some(next) => after = format!("&after={next}"),
                None => return Ok(ids),
            }
        }
    }
}
