//! When the operating system says stop: SIGTERM or SIGINT, once. Whoever says it twice does not want to wait.

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::failure::Failure;

pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    /// From here on a signal does not end the process by itself.
    ///
    /// # Errors
    /// The operating system does not let us listen.
    pub fn listen() -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::new(format!("signals cannot be heard: {error}"));
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
        })
    }

    /// Until one comes.
    pub async fn told(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Runs `stopping` to its end, unless told to stop again.
    pub async fn unless_told_again(&mut self, stopping: impl Future<Output = ()>) {
        tokio::select! {
            () = stopping => {}
            () = self.told() => tracing::warn!("told twice: ending at once"),
        }
    }
}
