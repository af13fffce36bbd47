//! The authenticated caller of a request, with the roles of this moment. Every handler behind the login
//! takes one; so does the live socket.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use lamplight_actors::Refusal;
use lamplight_domain::access::{Action, Relation, allows, relations};
use lamplight_domain::ids::{LoginId, OrganisationId, PersonId};
use lamplight_domain::org::{Directory, Role, Roles};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;
use lamplight_protocol::problem::{Problem, ProblemCode};
use lamplight_protocol::view::Reader;

use super::{changes_state, presented, require_own_origin};
use crate::problem::Refused;
use crate::state::Shared;

/// Who asks. Made from a login that stands and a person who is enabled, both at this moment.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub login: LoginId,
    pub organisation: OrganisationId,
    pub person: PersonId,
    pub roles: Roles,
    /// The directory that the roles come from.
    pub directory: Arc<Directory>,
    /// Life time at which the login ends by itself.
    pub expires_at: Timestamp,
    /// SHA-256 of the token, hex: its key in the cache of logins.
    pub(crate) token_hash: String,
    /// The token came in a cookie, as from a page.
    pub by_cookie: bool,
}

impl Caller {
    /// The widest view that the roles give.
    pub fn reader(&self) -> Reader {
        if self.may_always(Action::ReadTicket) {
            Reader::Board
        } else if self.roles.has(Role::Engineer) {
            Reader::Engineer(self.person)
        } else if self.roles.has(Role::Reporter) {
            Reader::Reporter(self.person)
        } else {
            Reader::Wall
        }
    }

    /// Whether the roles allow the action on some ticket at least: asked before the desk is.
    pub fn may_ever(&self, action: Action) -> bool {
        let best = [Relation::Any, Relation::Reporter, Relation::RingsAt, Relation::Owner];
        allows(self.roles, action, &best)
    }

    /// Whether he may do this without standing to a ticket in any way.
    pub fn may_always(&self, action: Action) -> bool {
        allows(self.roles, action, &[Relation::Any])
    }

    /// Whether he may do this as one of the ticket's reporters, owners ..
    pub fn may_as(&self, action: Action, relation: Relation) -> bool {
        allows(self.roles, action, &[relation])
    }

    pub fn may_read(&self, ticket: &Ticket) -> bool {
        self.may_on(Action::ReadTicket, ticket)
    }

    /// Staff may hear that a ticket exists which they may not read; a reporter may not.
    pub fn may_know_of(&self, ticket: &Ticket) -> bool {
        self.roles.has(Role::Engineer) || self.may_read(ticket)
    }

    pub fn may_on(&self, action: Action, ticket: &Ticket) -> bool {
        let mut related = relations(ticket, self.person);
        related.push(Relation::Any);
        allows(self.roles, action, &related)
    }

    pub(crate) async fn of(request: &HttpRequest) -> Result<Self, Refused> {
        let shared = shared(request)?;
        let presented = presented(request).ok_or(ProblemCode::LoginRequired)?;
        if changes_state(request.method()) {
            require_own_origin(request, &shared.settings.origins, presented.by_cookie())?;
        }
        let token_hash = presented.token().hash();
        let login =
            shared.logins.find(&shared.desks, &token_hash).await?.ok_or(ProblemCode::LoginRequired)?;
        let directory = match shared.desks.directory(login.organisation).await {
            Ok(directory) => directory,
            Err(Refusal::NotFound) => return Err(ProblemCode::LoginRequired.into()),
            Err(_) => return Err(Refused::after_ms(Problem::of(ProblemCode::Unavailable), 1_000)),
        };
        let person = directory.person(login.person).filter(|person| person.enabled);
        let roles = person.ok_or(ProblemCode::LoginRequired)?.roles;
        Ok(Self {
            login: login.id,
            organisation: login.organisation,
            person: login.person,
            roles,
            directory,
            expires_at: login.expires_at,
            token_hash,
            by_cookie: presented.by_cookie(),
        })
    }
}

impl FromRequest for Caller {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}

/// What all handlers share.
///
/// # Errors
/// An incident when the app was built without it.
pub(crate) fn shared(request: &HttpRequest) -> Result<Data<Shared>, Refused> {
    request.app_data::<Data<Shared>>().cloned().ok_or_else(|| ProblemCode::Incident.into())
}
