//! `lamplight serve`: a server in earnest. A new data directory is bare: no account, no default password;
//! the set-up code printed here makes the first organisation and its administrator, once.

use std::process::ExitCode;
use std::sync::Arc;

use lamplight_domain::time::Timestamp;

use crate::cli::ServeArguments;
use crate::clock::MachineClock;
use crate::config::{Config, Flags};
use crate::failure::Failure;
use crate::signals::Stop;
use crate::wiring::{self, Door, Opened};
use crate::{secrets, telemetry};

/// Serves until told to stop.
///
/// # Errors
/// Why it cannot start.
pub async fn run(arguments: ServeArguments) -> Result<ExitCode, Failure> {
    let config = Config::load(&Flags::from(&arguments))?;
    telemetry::start(&config.log)?;
    let mut stop = Stop::listen()?;
    let opened = wiring::open(&config).await?;
    let setup_code = match is_bare(&opened).await? {
        true => Some(secrets::readable(5)),
        false => None,
    };
    let clock = Arc::new(MachineClock::life(Timestamp::from_micros(0)));
    let running = opened.start(clock, Door { demo_logins: None, setup_code: setup_code.clone() }).await?;
    println!("Lamplight listens on http://{}", running.address);
    if let Some(code) = setup_code {
        println!("{}", invitation(&running.address.to_string(), &code));
    }
    stop.told().await;
    tracing::info!("stopping");
    stop.unless_told_again(running.stop()).await;
    Ok(ExitCode::SUCCESS)
}

async fn is_bare(opened: &Opened) -> Result<bool, Failure> {
    let organisations = opened.store.organisations().await;
    Ok(organisations.map_err(|error| Failure::new(error.to_string()))?.is_empty())
}

/// How to set a bare server up. Stdout only: a log must not hold the code.
fn invitation(address: &str, code: &str) -> String {
    format!(
        "Nobody is registered here yet. Set-up code, good once and until the next start: {code}\n\
         Make the organisation and its administrator with it:\n\n  \
         curl http://{address}/api/v1/setup -H 'Content-Type: application/json' -d '{{\n    \
         \"code\": \"{code}\", \"organisation\": \"..\", \"name\": \"..\", \"phone\": \"..\", \"password\": \"..\"}}'\n"
    )
}
