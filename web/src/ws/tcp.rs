//! What the transport needs to know about a connection's socket: dead peers are noticed, small frames go at
//! once, and somebody outside can shut it.

use std::any::Any;
use std::net::Shutdown;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use socket2::{SockRef, Socket, TcpKeepalive};

/// Unacknowledged bytes older than this end the connection.
const USER_TIMEOUT: Duration = Duration::from_secs(20);
const KEEPALIVE: Duration = Duration::from_secs(15);
/// Bytes that the kernel keeps for a slow reader; beyond it the session is not polled.
const SEND_BUFFER: usize = 128 * 1024;

/// A second handle to a connection's socket: shutting it wakes and ends whoever reads or writes it.
#[derive(Debug, Clone)]
pub(crate) struct Handle(Arc<Socket>);

impl Handle {
    pub fn shut(&self) {
        // Already shut by the peer: that is what was wanted.
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

/// For `HttpServer::on_connect`.
pub(crate) fn on_connect(connection: &dyn Any, data: &mut Extensions) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
    let socket = SockRef::from(stream);
    let set = socket
        .set_tcp_nodelay(true)
        .and_then(|()| socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(KEEPALIVE)))
        .and_then(|()| socket.set_send_buffer_size(SEND_BUFFER))
        .and_then(|()| user_timeout(&socket));
    if let Err(error) = set {
        tracing::debug!(%error, "a connection's options cannot be set");
    }
    match socket.try_clone() {
        Ok(second) => drop(data.insert(Handle(Arc::new(second)))),
        Err(error) => tracing::warn!(%error, "a connection's socket cannot be watched"),
    }
}

#[cfg(target_os = "linux")]
fn user_timeout(socket: &Socket) -> std::io::Result<()> {
    socket.set_tcp_user_timeout(Some(USER_TIMEOUT))
}

#[cfg(not(target_os = "linux"))]
fn user_timeout(_: &Socket) -> std::io::Result<()> {
    let _ = USER_TIMEOUT;
    Ok(())
}
