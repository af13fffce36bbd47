//! A live session as a client holds it: rows by id for each audience, rings, and the chain of positions,
//! which must have no hole (W1).

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use lamplight_protocol::Id;
use lamplight_protocol::live::{Audience, ByeReason, ClientFrame, Ring, Row, RowKind, ServerFrame};
use lamplight_protocol::ticket::{Named, TicketRow};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Patience of an expectation: not a measure of speed, only the end of a wait that is in vain.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub log: String,
    pub view: View,
    /// The session was ended by the server.
    pub bye: Option<ByeReason>,
}

/// What the client knows: rows as JSON by audience, kind and id.
#[derive(Default)]
pub struct View {
    pub rows: BTreeMap<(Audience, RowKind, Id), serde_json::Value>,
    pub positions: BTreeMap<Audience, i64>,
    pub rings: BTreeMap<Id, Ring>,
    /// Who else has a ticket open, as last told.
    pub viewers: BTreeMap<Id, Vec<Named>>,
    parts: BTreeMap<Audience, Vec<Row>>,
    /// Frames of each kind since the start.
    pub wholes: u32,
    pub pongs: u32,
}

impl Socket {
    pub async fn open(base: &str, token: &str, from: Option<(String, i64)>) -> Self {
        Self::open_on(device(), base, token, from).await
    }

    /// Each device of a person has an id of its own.
    pub async fn open_on(device: Id, base: &str, token: &str, from: Option<(String, i64)>) -> Self {
        let url = format!("{}/ws/v1", base.replace("http://", "ws://"));
        let mut request = url.into_client_request().expect("a request");
        let bearer = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("Authorization", bearer);
        let (stream, _) = tokio_tungstenite::connect_async(request).await.expect("it upgrades");
        let mut socket = Self { stream, log: String::new(), view: View::default(), bye: None };
        let (log, position) = from.map_or((None, None), |(log, position)| (Some(log), Some(position)));
        socket.say(&ClientFrame::Hello { device, log, position }).await;
        socket.until(|socket| !socket.log.is_empty()).await;
        socket
    }

    pub async fn say(&mut self, frame: &ClientFrame) {
        let text = serde_json::to_string(frame).expect("it encodes");
        self.stream.send(Message::text(text)).await.expect("it is sent");
    }

    pub async fn say_raw(&mut self, message: Message) {
        self.stream.send(message).await.expect("it is sent");
    }

    /// Reads frames until the condition holds.
    pub async fn until(&mut self, condition: impl Fn(&Self) -> bool) {
        let waited = tokio::time::timeout(PATIENCE, async {
            while !condition(self) {
                if !self.next().await {
                    return condition(self);
                }
            }
            true
        });
        assert_eq!(waited.await, Ok(true), "waited in vain; rows: {:#?}", self.view.rows.keys());
    }

    /// Takes one frame; false when the session is over.
    pub async fn next(&mut self) -> bool {
        match self.stream.next().await {
            Some(Ok(Message::Text(text))) => {
                let frame = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
                self.take(frame);
                true
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => false,
            Some(Ok(_)) => true,
        }
    }

    fn take(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Welcome { log, .. } => self.log = log,
            ServerFrame::Bye { reason, .. } => self.bye = Some(reason),
            other => self.view.apply(other),
        }
    }

    /// Waits until a ticket's row fulfils the condition, on any audience.
    pub async fn expect_ticket(&mut self, ticket: Id, condition: impl Fn(&TicketRow) -> bool) -> TicketRow {
        self.until(|socket| socket.view.ticket(ticket).is_some_and(|row| condition(&row))).await;
        self.view.ticket(ticket).expect("it just was there")
    }

    pub async fn expect_ring(&mut self, ticket: Id) -> Ring {
        self.until(|socket| socket.view.ring_of(ticket).is_some()).await;
        self.view.ring_of(ticket).expect("it just rang").clone()
    }

    pub async fn expect_silence(&mut self, ticket: Id) {
        self.until(|socket| socket.view.ring_of(ticket).is_none()).await;
    }

    /// Until the server has heard, and answered, all that was said before.
    pub async fn is_heard(&mut self) {
        let pongs = self.view.pongs;
        self.say(&ClientFrame::Ping {}).await;
        self.until(|socket| socket.view.pongs > pongs).await;
    }

    /// Waits until the charts count so many reports today: they follow the rows, once a second at most.
    pub async fn until_charted(&mut self, audience: Audience, opened: u64) {
        self.until(|socket| socket.view.opened_today(audience) == Some(opened)).await;
    }

    /// Waits until the audience has come to a position.
    pub async fn until_position(&mut self, audience: Audience, position: i64) {
        self.until(|socket| socket.view.positions.get(&audience).is_some_and(|&at| at >= position)).await;
    }
}

impl View {
    /// Reports of the present day, as the charts have them.
    fn opened_today(&self, audience: Audience) -> Option<u64> {
        let charts = self.rows.get(&(audience, RowKind::Charts, Id(0)))?;
        charts["days"].as_array()?.last()?["opened"].as_u64()
    }

    pub fn ticket(&self, ticket: Id) -> Option<TicketRow> {
        [Audience::Board, Audience::Engineer, Audience::Reporter, Audience::Wall]
            .into_iter()
            .find_map(|audience| self.rows.get(&(audience, RowKind::Ticket, ticket)))
            .map(|row| serde_json::from_value(row.clone()).expect("a ticket row"))
    }

    pub fn ring_of(&self, ticket: Id) -> Option<&Ring> {
        self.rings.values().find(|ring| ring.ticket == ticket)
    }

    /// One frame of the feed.
    pub fn apply(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Rows { audience, prev, position, rows, .. } => {
                if let Some(have) = self.positions.get(&audience) {
                    assert!(prev <= *have, "{audience:?}: a hole between {have} and {prev} (W1)");
                    assert!(position > prev, "{audience:?}: positions rise (W1)");
                }
                self.positions.insert(audience, position);
                rows.into_iter().for_each(|row| self.put(audience, row));
            }
            ServerFrame::Whole { audience, position, last, rows, .. } => {
                self.wholes += 1;
                self.parts.entry(audience).or_default().extend(rows);
                if last {
                    self.rows.retain(|(of, ..), _| *of != audience);
                    for row in self.parts.remove(&audience).unwrap_or_default() {
                        self.put(audience, row);
                    }
                    self.positions.insert(audience, position);
                }
            }
            ServerFrame::Ring { ring } => drop(self.rings.insert(ring.offer, ring)),
            ServerFrame::Hush { offer, .. } => drop(self.rings.remove(&offer)),
            ServerFrame::Viewers { ticket, people } => drop(self.viewers.insert(ticket, people)),
            ServerFrame::Pong { .. } => self.pongs += 1,
            ServerFrame::Welcome { .. } | ServerFrame::Bye { .. } => {}
        }
    }

    fn put(&mut self, audience: Audience, row: Row) {
        let key = match &row {
            Row::Gone { kind, id } => {
                self.rows.remove(&(audience, *kind, *id));
                return;
            }
            Row::Ticket(ticket) => (RowKind::Ticket, ticket.id),
            Row::Person(person) => (RowKind::Person, person.id),
            Row::Alert(alert) => (RowKind::Alert, alert.ticket),
            Row::Figures(_) => (RowKind::Figures, Id(0)),
            Row::Charts(_) => (RowKind::Charts, Id(0)),
            Row::Groups(_) => (RowKind::Groups, Id(0)),
        };
        let value = serde_json::to_value(&row).expect("it encodes");
        self.rows.insert((audience, key.0, key.1), value);
    }
}

fn device() -> Id {
    Id(i64::from(std::process::id()))
}
