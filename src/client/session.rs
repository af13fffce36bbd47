//! Somebody who is logged in: what he can ask, each with its answer. One method a route.

use lamplight_protocol::Id;
use lamplight_protocol::account::Me;
use lamplight_protocol::directory::DirectoryView;
use lamplight_protocol::person::{DutyBody, People};
use lamplight_protocol::ticket::{
    Duty, Explanation, NoBody, OpenTicket, TicketAnswer, TicketPage, TicketRow, Timeline,
};

use super::call::Call;
use super::{CallError, Client, Command, Cursor, Follower, Live, LiveError};

/// What a login needs. `organisation` only where the account has several.
#[derive(Clone)]
pub struct Credentials {
    pub phone: String,
    pub password: String,
    pub organisation: Option<Id>,
}

/// A bearer token with whose it is. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    client: Client,
    token: String,
    me: Me,
}

impl Session {
    pub(super) fn new(client: Client, token: String, me: Me) -> Self {
        Self { client, token, me }
    }

    pub fn me(&self) -> &Me {
        &self.me
    }

    pub fn id(&self) -> Id {
        self.me.person.id
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// Reports a fault under a fresh key.
    ///
    /// # Errors
    /// As `open_with_key`.
    pub async fn open(&self, report: &OpenTicket) -> Result<TicketAnswer, CallError> {
        self.open_with_key(report, &self.client.key()).await
    }

    /// Reports a fault; the same key again gives the same ticket.
    ///
    /// # Errors
    /// The server's refusal, or an outcome that stayed unknown.
    pub async fn open_with_key(&self, report: &OpenTicket, key: &str) -> Result<TicketAnswer, CallError> {
        Call::post("tickets", report)?.token(&self.token).key(key).send(&self.client).await?.read()
    }

    /// A command under a fresh key. `if_match` is the assignment version that was seen; only `offer`,
    /// `reclassify`, `reprioritise` and `merge` require one.
    ///
    /// # Errors
    /// As `command_with_key`.
    pub async fn command(
        &self,
        ticket: Id,
        command: &Command,
        if_match: Option<u32>,
    ) -> Result<TicketAnswer, CallError> {
        self.command_with_key(ticket, command, if_match, &self.client.key()).await
    }

    /// A command; the same key again gives the same answer and no second effect.
    ///
    /// # Errors
    /// The server's refusal (nothing was changed), or an outcome that stayed unknown.
    pub async fn command_with_key(
        &self,
        ticket: Id,
        command: &Command,
        if_match: Option<u32>,
        key: &str,
    ) -> Result<TicketAnswer, CallError> {
        Call::post(format!("tickets/{}/{}", text(ticket), command.name()), command)?
            .token(&self.token)
            .key(key)
            .if_match(if_match)
            .send(&self.client)
            .await?
            .read()
    }

    /// # Errors
    /// `not-found` also for what this person may not see.
    pub async fn ticket(&self, ticket: Id) -> Result<TicketAnswer, CallError> {
        self.get(format!("tickets/{}", text(ticket)), &[]).await
    }

    /// One page of tickets, newest first, at most 200.
    ///
    /// # Errors
    /// As any call.
    pub async fn tickets(
        &self,
        filters: &[(&'static str, String)],
        after: Option<&str>,
    ) -> Result<TicketPage, CallError> {
        let mut query = filters.to_vec();
        query.push(("limit", "200".to_owned()));
        if let Some(after) = after {
            query.push(("after", after.to_owned()));
        }
        self.get("tickets", &query).await
    }

    /// Every ticket that the filters let through, over all pages.
    ///
    /// # Errors
    /// As any call.
    pub async fn all_tickets(&self, filters: &[(&'static str, String)]) -> Result<Vec<TicketRow>, CallError> {
        let mut rows = Vec::new();
        let mut after = None;
        loop {
            let page = self.tickets(filters, after.as_deref()).await?;
            rows.extend(page.items);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(rows),
            }
        }
    }

    /// # Errors
    /// As any call.
    pub async fn timeline(&self, ticket: Id) -> Result<Timeline, CallError> {
        self.get(format!("tickets/{}/timeline", text(ticket)), &[]).await
    }

    /// # Errors
    /// As any call.
    pub async fn explanation(&self, ticket: Id) -> Result<Explanation, CallError> {
        self.get(format!("tickets/{}/explanation", text(ticket)), &[]).await
    }

    /// # Errors
    /// As any call.
    pub async fn directory(&self) -> Result<DirectoryView, CallError> {
        self.get("directory", &[]).await
    }

    /// Engineers with duty and load.
    ///
    /// # Errors
    /// As any call.
    pub async fn people(&self) -> Result<People, CallError> {
        self.get("people", &[]).await
    }

    /// Switches the caller's own duty.
    ///
    /// # Errors
    /// As any call; `nothing-changes` when it is so already.
    pub async fn switch_duty(&self, duty: Duty) -> Result<(), CallError> {
        Call::post("people/me/duty", &DutyBody { duty })?
            .token(&self.token)
            .key(self.client.key())
            .send(&self.client)
            .await
            .map(drop)
    }

    /// Ends the login: its token and sockets are dead afterwards.
    ///
    /// # Errors
    /// As any call.
    pub async fn log_out(&self) -> Result<(), CallError> {
        Call::post("logout", &NoBody {})?.token(&self.token).send(&self.client).await.map(drop)
    }

    /// One live socket as `device`, from where `cursor` stands. It is not mended when it breaks.
    ///
    /// # Errors
    /// `NotConnected`, `Bye`, `Cut`.
    pub async fn live(&self, device: Id, cursor: Option<&Cursor>) -> Result<Live, LiveError> {
        Live::connect(&self.client, &self.token, device, cursor).await
    }

    /// A live feed that connects again by itself and resumes where it was.
    ///
    /// # Errors
    /// When the first connection cannot be made.
    pub async fn follow(&self) -> Result<Follower, LiveError> {
        Follower::start(self.clone(), self.client.device()).await
    }

    async fn get<T: serde::de::DeserializeOwned>(
        &self,
        path: impl Into<String>,
        query: &[(&'static str, String)],
    ) -> Result<T, CallError> {
        let mut call = Call::get(path).token(&self.token);
        for (name, value) in query {
            call = call.query(name, value);
        }
        call.send(&self.client).await?.read()
    }
}

/// The 13 characters of an id, as paths take it.
fn text(id: Id) -> lamplight_domain::ids::TicketId {
    id.to()
}
