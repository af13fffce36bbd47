//! Benchmarks from outside: what the journal can take, what the program can take over HTTP. Each prints a
//! table, or JSON for a script. Nothing here is used by the program.

#[expect(clippy::disallowed_methods, reason = "a bench measures the machine's own time")]
mod create;
mod journal;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "lamplight-loadtest", about = "Lamplight's benchmarks")]
struct Arguments {
    #[command(subcommand)]
    scenario: Scenario,
    /// One JSON object instead of a table.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Scenario {
    /// The journal's public handle with whole entries: full groups against groups of one.
    Journal(journal::Arguments),
    /// Durable creates over HTTP against a demo hospital of its own.
    Create(create::Arguments),
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let arguments = Arguments::parse();
    let (table, json) = match &arguments.scenario {
        Scenario::Journal(scenario) => {
            let report = journal::run(scenario).await?;
            (report.table(), serde_json::to_string_pretty(&report)?)
        }
        Scenario::Create(scenario) => {
            let report = create::run(scenario).await?;
            let table = format!(
                "{} clients, {:.1} s: {} acknowledged, {:.0} creates/s, p50 {:.1} ms, p99 {:.1} ms, {} refused, {} lost",
                report.clients,
                report.seconds,
                report.acknowledged,
                report.creates_per_s,
                report.p50_ms,
                report.p99_ms,
                report.refused,
                report.lost,
            );
            (table, serde_json::to_string_pretty(&report)?)
        }
    };
    println!("{}", if arguments.json { json } else { table });
    Ok(())
}
