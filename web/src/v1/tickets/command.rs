//! The one way of every command on an existing ticket: rights of the role, key, references, the desk, the
//! answer. A command's own file says what its body means and which refusals it gives.

use actix_web::HttpResponse;
use lamplight_actors::{Answer, Ask, CommandRequest, Refusal};
use lamplight_domain::access::Action;
use lamplight_domain::ids::TicketId;
use lamplight_domain::ticket::{Rejection, overtaking};
use lamplight_protocol::problem::ProblemCode;

use super::answer::answered;
use super::{references, undo};
use crate::extract::{Call, View};
use crate::history;
use crate::problem::{Refused, of_refusal};

/// An endpoint `POST /tickets/{id}/<command>` from the little that is its own:
/// path, name, body type, right, refusals, and the body as the desk's request.
macro_rules! command {
    (
        $(#[$doc:meta])*
        post $path:tt $name:ident($body_type:ty) needs $action:ident $(and $if_match:ident)?;
        refused $($code:ident)*;
        |$body:pat_param| $request:expr
    ) => {
        use actix_web::{HttpResponse, post};
        use lamplight_actors::CommandRequest;
        use lamplight_domain::access::Action;
        use lamplight_protocol::ticket::{TicketAnswer, $body_type};

        use crate::extract::Call;
        use crate::problem::{Refused, refusals};
        use crate::v1::tickets::command;

        refusals! {
            Refusals:
            BadRequest, UnknownField, InvalidField, BodyTooLarge, UnsupportedMediaType, ForeignOrigin,
            NotFound, KeyMissing, KeyReused, Busy, OutcomeUnknown, Quarantined,
            $(AssignmentChanged, $if_match,)? $($code),*
        }

        $(#[$doc])*
        #[utoipa::path(
            tag = "tickets",
            params(
                ("id" = String, Path, description = "The ticket."),
                ("Idempotency-Key" = String, Header, description = "1 to 128 visible characters; repeat it to repeat the answer."),
                ("If-Match" = Option<String>, Header, description = "The assignment version seen; a later one answers 412."),
            ),
            request_body = $body_type,
            responses(
                (status = 200, body = TicketAnswer,
                    headers(("Lamplight-Position" = i64), ("ETag" = String))),
                Refusals
            )
        )]
        #[post($path)]
        pub(crate) async fn $name(call: Call<$body_type>) -> Result<HttpResponse, Refused> {
            call.require_key()?;
            $(command::requires(stringify!($if_match), &call)?;)?
            let (call, $body) = call.with(());
            let request: CommandRequest = $request;
            command::run(&call, Action::$action, request).await
        }
    };
}
pub(super) use command;

/// The condition that the command's table names.
pub(super) fn requires<B>(condition: &str, call: &Call<B>) -> Result<(), Refused> {
    debug_assert_eq!(condition, "IfMatchMissing");
    call.head.require_if_match()
}

pub(super) async fn run(
    call: &Call<()>,
    action: Action,
    request: CommandRequest,
) -> Result<HttpResponse, Refused> {
    let view = &call.view;
    let ticket = call.ticket()?;
    view.allow(action)?;
    references::check_command(&request, view).await?;
    let outcome = match request {
        CommandRequest::Undo { version, .. } => undo::ask(call, ticket, version).await?,
        request => ask(call, ticket, request).await,
    };
    match outcome {
        Ok(answer) => Ok(answered(&answer, &view.caller)),
        Err(refusal) => Err(refused(refusal, view, ticket).await),
    }
}

pub(super) async fn ask(
    call: &Call<()>,
    ticket: TicketId,
    request: CommandRequest,
) -> Result<Answer, Refusal> {
    let ask = Ask::Command { ticket, request };
    call.view.shared.desks.ask(call.view.caller.organisation, call.asker(), ask).await
}

/// Whoever may not know of the ticket hears that there is none, not that he may not touch it.
async fn refused(refusal: Refusal, view: &View, ticket: TicketId) -> Refused {
    let forbidden = matches!(refusal, Refusal::Rejected { rejection: Rejection::Forbidden, .. });
    if forbidden {
        match view.shared.desks.ticket(view.caller.organisation, ticket).await {
            Ok(now) if view.caller.may_know_of(&now.ticket) => {}
            _ => return ProblemCode::NotFound.into(),
        }
    }
    let overtaken = match &refusal {
        Refusal::Rejected { rejection, .. } => rejection.is_overtaken(),
        Refusal::AssignmentChanged { .. } => true,
        _ => false,
    };
    let refused = of_refusal(refusal, &view.caller);
    if overtaken { name_the_faster(refused, view, ticket).await } else { refused }
}

/// Staff hear who was faster; a reporter does not hear who else reports it or what the desk does within
/// itself. Without the log the refusal says what it knows.
async fn name_the_faster(refused: Refused, view: &View, ticket: TicketId) -> Refused {
    if !view.caller.may_ever(Action::ReadPast) || refused.hides_the_ticket() {
        return refused;
    }
    let Ok(log) = history::log(view, ticket).await else { return refused };
    match overtaking(&log) {
        Some(overtaking) => refused.overtaken_by(overtaking, &view.caller.directory),
        None => refused,
    }
}
