//! Starts and stops the HTTP server on a socket that the program has bound.

use std::io;
use std::net::{SocketAddr, TcpListener};

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use lamplight_actors::Desks;
use tokio::task::JoinHandle;
use tracing_actix_web::TracingLogger;

use crate::Settings;
use crate::app;
use crate::log::Quiet;
use crate::state::Shared;

/// A server at work. Dropping it does not stop the server.
pub struct Running {
    pub address: SocketAddr,
    handle: ServerHandle,
    joined: JoinHandle<io::Result<()>>,
}

impl Running {
    pub fn handle(&self) -> ServerHandle {
        self.handle.clone()
    }

    /// Takes no new connections and waits for requests in flight (`graceful`), then for the workers.
    ///
    /// # Errors
    /// What the accept loop died of.
    pub async fn stop(self, graceful: bool) -> io::Result<()> {
        self.handle.stop(graceful).await;
        self.ended().await
    }

    /// Until the server ends by itself or by a handle.
    ///
    /// # Errors
    /// What the accept loop died of.
    pub async fn ended(self) -> io::Result<()> {
        self.joined.await.map_err(io::Error::other)?
    }
}

/// Serves on `listener` until stopped. Must be called inside an actix system; signals are the caller's.
///
/// # Errors
/// The listener's address cannot be read or listened on.
pub async fn run(listener: TcpListener, desks: Desks, settings: Settings) -> io::Result<Running> {
    let address = listener.local_addr()?;
    let workers = settings.workers;
    let shared = Data::new(Shared::new(desks, settings));
    let server = HttpServer::new(move || app::whole(shared.clone()).wrap(TracingLogger::<Quiet>::new()))
        .on_connect(crate::ws::on_connect)
        .workers(workers.max(1))
        .disable_signals()
        .shutdown_timeout(10)
        .listen(listener)?
        .run();
    let handle = server.handle();
    let joined = actix_web::rt::spawn(server);
    Ok(Running { address, handle, joined })
}
