//! A request behind the login, read in one fixed order: who asks, from where, under which conditions, what.
//! Extractors side by side would race: a stranger could hear about his body before his missing login.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use lamplight_actors::Asker;
use lamplight_domain::access::Action;
use lamplight_domain::ids::{TicketId, parse_id};
use lamplight_domain::ticket::Ticket;
use lamplight_protocol::problem::ProblemCode;
use lamplight_store::RequestKey;
use serde::de::DeserializeOwned;

use crate::accounts;
use crate::auth::{Caller, shared};
use crate::extract::{Body, Head, Pairs, request_hash};
use crate::problem::Refused;
use crate::state::Shared;

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Refused>>>>;

/// A request that reads.
pub(crate) struct View {
    pub shared: Data<Shared>,
    pub caller: Caller,
    request: HttpRequest,
}

impl View {
    /// The role's side of a right: the desk asks again with what the caller is to the ticket. Denials are
    /// audited.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn allow(&self, action: Action) -> Result<(), Refused> {
        self.require(self.caller.may_ever(action), action)
    }

    /// A right that is not about any ticket, or must hold for all.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn allow_always(&self, action: Action) -> Result<(), Refused> {
        self.require(self.caller.may_always(action), action)
    }

    /// A right on this ticket, which the caller may read.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn allow_on(&self, action: Action, ticket: &Ticket) -> Result<(), Refused> {
        self.require(self.caller.may_on(action, ticket), action)
    }

    fn require(&self, allowed: bool, action: Action) -> Result<(), Refused> {
        if allowed {
            return Ok(());
        }
        accounts::audit_denial(&self.shared, &self.caller, action, self.id().ok());
        Err(ProblemCode::Forbidden.into())
    }

    /// The `{id}` of the path.
    ///
    /// # Errors
    /// `not-found` for what is no id: answered like an id that nobody has.
    pub fn id<T: From<i64>>(&self) -> Result<T, Refused> {
        let id = self.request.match_info().get("id").and_then(|text| parse_id(text).ok());
        id.map(T::from).ok_or_else(|| ProblemCode::NotFound.into())
    }

    /// Another named part of the path.
    pub fn segment(&self, name: &str) -> Option<&str> {
        self.request.match_info().get(name)
    }

    /// # Errors
    /// `bad-request` when the query string cannot be read.
    pub fn query(&self) -> Result<Pairs, Refused> {
        Pairs::read(self.request.query_string())
    }

    async fn read(request: HttpRequest) -> Result<Self, Refused> {
        let shared = shared(&request)?;
        let caller = Caller::of(&request).await?;
        Ok(Self { shared, caller, request })
    }
}

impl FromRequest for View {
    type Error = Refused;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::read(request.clone()))
    }
}

/// A request that changes something, or asks with a body.
pub(crate) struct Call<B> {
    pub view: View,
    pub head: Head,
    pub body: B,
    /// Keyed hash of method, path and body.
    hash: String,
}

impl<B> Call<B> {
    /// # Errors
    /// `key-missing`.
    pub fn require_key(&self) -> Result<(), Refused> {
        self.head.require_key()
    }

    /// Who asks, as the desk wants to know it.
    pub fn asker(&self) -> Asker {
        let caller = &self.view.caller;
        let key = self.head.key.clone().map(|key| RequestKey { caller: caller.person, key });
        Asker {
            person: caller.person,
            roles: caller.roles,
            key: key.map(|key| (key, self.hash.clone())),
            if_match: self.head.if_match,
        }
    }

    /// # Errors
    /// As `View::id`.
    pub fn ticket(&self) -> Result<TicketId, Refused> {
        self.view.id()
    }

    /// The same call about another body.
    pub fn with<T>(self, body: T) -> (Call<T>, B) {
        (Call { view: self.view, head: self.head, body, hash: self.hash }, self.body)
    }
}

impl<B: DeserializeOwned + 'static> FromRequest for Call<B> {
    type Error = Refused;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let view = View::read(request.clone()).await?;
            let head = Head::read(&request)?;
            let body = Body::<B>::read(&request, &mut payload).await?;
            let hash = request_hash(&view.shared.settings.server_secret, &request, &body.bytes);
            Ok(Self { view, head, body: body.value, hash })
        })
    }
}
