//! One live socket: frames in, frames out, and how far it has been read. Never connects again: that is
//! `follow`.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use lamplight_protocol::Id;
use lamplight_protocol::live::{ClientFrame, ServerFrame};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::Error as SocketError;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::AUTHORIZATION;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::{Client, LiveError};

/// The default would take 128 KiB a socket; a program holds hundreds of them.
const READ_BUFFER_BYTES: usize = 4 * 1024;
/// A `whole` of a board comes in parts of far less.
const MESSAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
const CONNECT_WITHIN: Duration = Duration::from_secs(20);

/// How far a feed has been read: what `hello` names to resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub log: String,
    pub position: i64,
}

/// An open socket after its `hello`.
pub struct Live {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Live {
    pub(super) async fn connect(
        client: &Client,
        token: &str,
        device: Id,
        cursor: Option<&Cursor>,
    ) -> Result<Self, LiveError> {
        let refused = |why: String| LiveError::NotConnected { status: None, why };
        let mut request = format!("ws://{}/ws/v1", client.address())
            .into_client_request()
            .map_err(|error| refused(error.to_string()))?;
        let bearer =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| refused(error.to_string()))?;
        request.headers_mut().insert(AUTHORIZATION, bearer);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .max_message_size(Some(MESSAGE_BYTES_MAX))
            .max_frame_size(Some(MESSAGE_BYTES_MAX));
        let connecting = connect_async_with_config(request, Some(config), true);
        let (socket, _) = match tokio::time::timeout(CONNECT_WITHIN, connecting).await {
            Ok(Ok(connected)) => connected,
            Ok(Err(SocketError::Http(response))) => {
                let status = response.status().as_u16();
                let why = response.into_body().map(|body| String::from_utf8_lossy(&body).into_owned());
                return Err(LiveError::NotConnected { status: Some(status), why: why.unwrap_or_default() });
            }
            Ok(Err(error)) => return Err(refused(error.to_string())),
            Err(_) => return Err(refused("no handshake in time".to_owned())),
        };
        let mut live = Self { socket };
        live.say(&ClientFrame::Hello {
            device,
            log: cursor.map(|cursor| cursor.log.clone()),
            position: cursor.map(|cursor| cursor.position),
        })
        .await?;
        Ok(live)
    }

    /// The next frame, whatever it is. A `bye` comes as an error, with its reason.
    ///
    /// # Errors
    /// `Bye`, `Cut`, `BadFrame`.
    pub async fn next(&mut self) -> Result<ServerFrame, LiveError> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(ServerFrame::Bye { reason, retry_after_ms }) => {
                        return Err(LiveError::Bye { reason, retry_after_ms });
                    }
                    Ok(frame) => return Ok(frame),
                    Err(error) => return Err(LiveError::BadFrame { why: error.to_string() }),
                },
                Some(Ok(Message::Binary(_))) => {
                    return Err(LiveError::BadFrame { why: "a binary frame".to_owned() });
                }
                Some(Ok(Message::Close(frame))) => {
                    let why = frame.map_or_else(String::new, |frame| frame.to_string());
                    return Err(LiveError::Cut { why: format!("closed by the server {why}") });
                }
                // Pings are answered by the library at the next read.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Err(error)) => return Err(cut(&error)),
                None => return Err(LiveError::Cut { why: "the stream has ended".to_owned() }),
            }
        }
    }

    /// # Errors
    /// `Cut` when the socket takes nothing any more.
    pub async fn say(&mut self, frame: &ClientFrame) -> Result<(), LiveError> {
        let text =
            serde_json::to_string(frame).map_err(|error| LiveError::BadFrame { why: error.to_string() })?;
        self.socket.send(Message::text(text)).await.map_err(|error| cut(&error))
    }

    /// This device has shown the ring.
    ///
    /// # Errors
    /// As `say`.
    pub async fn got(&mut self, offer: Id) -> Result<(), LiveError> {
        self.say(&ClientFrame::Got { offer }).await
    }

    /// Any text, also such as the protocol does not have: for tests of the server's manners.
    ///
    /// # Errors
    /// As `say`.
    pub async fn say_raw(&mut self, text: &str) -> Result<(), LiveError> {
        self.socket.send(Message::text(text.to_owned())).await.map_err(|error| cut(&error))
    }

    /// Sends what keeps proxies and watchdogs content.
    ///
    /// # Errors
    /// As `say`.
    pub async fn ping(&mut self) -> Result<(), LiveError> {
        self.socket.send(Message::Ping(Bytes::new())).await.map_err(|error| cut(&error))?;
        self.say(&ClientFrame::Ping {}).await
    }

    /// Says goodbye properly; a broken socket is closed already.
    pub async fn close(mut self) {
        if let Err(error) = self.socket.close(None).await {
            tracing::debug!(%error, "socket was closed already");
        }
    }
}

fn cut(error: &SocketError) -> LiveError {
    LiveError::Cut { why: error.to_string() }
}
