//! The journal's bench: whole entries of real tickets (opened and ringing, accepted, arrived, completed)
//! through the public handle, one at a time and as many as a group takes, FULL sync in both, in turns over
//! the same database. The figure is the ratio: it travels between machines, entries a second do not.

mod desk;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use hdrhistogram::Histogram;
use lamplight_store::{Entry, Lane, Options, Outcome, Store};
use serde::Serialize;

use desk::Desk;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Clone, clap::Args)]
pub struct Arguments {
    /// Organisations that write.
    #[arg(long, default_value_t = 20)]
    pub organisations: i64,
    /// Live tickets before the first measurement.
    #[arg(long, default_value_t = 5_000)]
    pub live: usize,
    /// Tickets played in each round in full groups; an eighth of them one at a time.
    #[arg(long, default_value_t = 2_000)]
    pub tickets: usize,
    #[arg(long, default_value_t = 3)]
    pub rounds: usize,
    /// Entries handed over and not yet settled, in full groups.
    #[arg(long, default_value_t = 512)]
    pub in_flight: usize,
    /// Where the database is made and removed again: must be on the disk that is to be measured.
    #[arg(long, default_value = ".")]
    pub directory: PathBuf,
}

/// One way of writing, over all rounds.
#[derive(Debug, Serialize)]
pub struct Measured {
    pub entries: u64,
    pub seconds: f64,
    pub entries_per_s: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

#[derive(Debug, Serialize)]
pub struct Report {
    pub organisations: i64,
    pub live_before: usize,
    pub rounds: usize,
    pub in_flight: usize,
    pub groups_of_one: Measured,
    pub full_groups: Measured,
    /// Entries a second of full groups over those of groups of one: the median of the rounds.
    pub ratio: f64,
    pub ratio_by_round: Vec<f64>,
    pub database_bytes: u64,
}

impl Report {
    /// For people.
    pub fn table(&self) -> String {
        let line = |name: &str, one: &Measured| {
            format!(
                "{name:<16}{:>9}{:>10.1}{:>12.0}{:>10.2}{:>10.2}\n",
                one.entries, one.seconds, one.entries_per_s, one.p50_ms, one.p99_ms
            )
        };
        format!(
            "journal, FULL sync: {} organisations, {} live tickets before, {} rounds, {} in flight\n\
             {:<16}{:>9}{:>10}{:>12}{:>10}{:>10}\n{}{}ratio {:.2} (by round {:.2?}); database {} MiB",
            self.organisations,
            self.live_before,
            self.rounds,
            self.in_flight,
            "",
            "entries",
            "seconds",
            "entries/s",
            "p50 ms",
            "p99 ms",
            line("groups of one", &self.groups_of_one),
            line("full groups", &self.full_groups),
            self.ratio,
            self.ratio_by_round,
            self.database_bytes >> 20,
        )
    }
}

/// Entries with how long they took, in microseconds.
struct Tally {
    entries: u64,
    spent: Duration,
    latencies: Histogram<u64>,
}

impl Tally {
    fn new() -> Result<Self, Failure> {
        Ok(Self { entries: 0, spent: Duration::ZERO, latencies: Histogram::new(3)? })
    }

    fn add(&mut self, other: &Self) -> Result<(), Failure> {
        self.entries += other.entries;
        self.spent += other.spent;
        self.latencies.add(&other.latencies)?;
        Ok(())
    }

    fn per_second(&self) -> f64 {
        self.entries as f64 / self.spent.as_secs_f64()
    }

    fn measured(&self) -> Measured {
        let millis = |quantile| self.latencies.value_at_quantile(quantile) as f64 / 1_000.0;
        Measured {
            entries: self.entries,
            seconds: self.spent.as_secs_f64(),
            entries_per_s: self.per_second(),
            p50_ms: millis(0.5),
            p99_ms: millis(0.99),
        }
    }
}

/// # Errors
/// When the database cannot be made, or an entry is not committed.
pub async fn run(arguments: &Arguments) -> Result<Report, Failure> {
    let directory = tempfile::tempdir_in(&arguments.directory)?;
    let path = directory.path().join("lamplight.db");
    let options =
        Options { entries_max: arguments.in_flight * 2, queue_bytes_max: 64 << 20, ..Options::default() };
    let store = Store::sqlite(&path, options).await?;
    let mut desk = Desk::new(arguments.organisations);
    play(&store, desk.imports(), 1).await?;
    play(&store, desk.opens(arguments.live), arguments.in_flight).await?;
    let (mut one, mut full) = (Tally::new()?, Tally::new()?);
    let mut ratios = Vec::new();
    for _ in 0..arguments.rounds.max(1) {
        let alone = round(&store, &mut desk, (arguments.tickets / 8).max(1), 1).await?;
        let together = round(&store, &mut desk, arguments.tickets.max(1), arguments.in_flight).await?;
        ratios.push(together.per_second() / alone.per_second());
        one.add(&alone)?;
        full.add(&together)?;
    }
    store.journal().close().await;
    let mut sorted = ratios.clone();
    sorted.sort_by(f64::total_cmp);
    Ok(Report {
        organisations: arguments.organisations,
        live_before: arguments.live,
        rounds: arguments.rounds,
        in_flight: arguments.in_flight,
        groups_of_one: one.measured(),
        full_groups: full.measured(),
        ratio: sorted[sorted.len() / 2],
        ratio_by_round: ratios,
        database_bytes: std::fs::metadata(&path)?.len(),
    })
}

/// Whole lives of so many tickets; entries are decided before the clock runs.
async fn round(store: &Store, desk: &mut Desk, tickets: usize, in_flight: usize) -> Result<Tally, Failure> {
    let mut tally = Tally::new()?;
    for entries in desk.lives(tickets) {
        tally.add(&play(store, entries, in_flight).await?)?;
    }
    Ok(tally)
}

/// Hands the entries over, never more than `in_flight` unsettled.
#[expect(clippy::disallowed_methods, reason = "a bench measures the machine's own time")]
async fn play(store: &Store, entries: Vec<Entry>, in_flight: usize) -> Result<Tally, Failure> {
    let now = std::time::Instant::now;
    let mut tally = Tally::new()?;
    tally.entries = entries.len() as u64;
    let began = now();
    let mut pending = VecDeque::with_capacity(in_flight);
    let mut waiting = entries.into_iter();
    loop {
        while pending.len() < in_flight
            && let Some(entry) = waiting.next()
        {
            let handed = store.journal().append(entry, Lane::Desk).map_err(|_| "the journal is full")?;
            pending.push_back((now(), handed));
        }
        let Some((since, handed)) = pending.pop_front() else { break };
        match handed.await {
            Outcome::Committed { .. } => {}
            other => return Err(format!("an entry was not committed: {other:?}").into()),
        }
        tally.latencies.record(u64::try_from(since.elapsed().as_micros())?)?;
    }
    tally.spent = began.elapsed();
    Ok(tally)
}
