//! `POST /tickets`: a report comes in.

use actix_web::{HttpResponse, post};
use lamplight_actors::{Ask, OpenRequest};
use lamplight_domain::access::Action;
use lamplight_domain::ticket::{Channel, Dispatch};
use lamplight_protocol::Id;
use lamplight_protocol::ticket::{OpenTicket, TicketAnswer};

use super::answer::answered;
use super::references;
use crate::auth::Caller;
use crate::extract::text::{noted, said};
use crate::extract::{Call, View};
use crate::problem::{Refused, of_refusal, refusals};

refusals! {
    Refusals:
    BadRequest, UnknownField, InvalidField, UnknownReference, BodyTooLarge, UnsupportedMediaType, ForeignOrigin,
    KeyMissing, KeyReused, Busy, OutcomeUnknown, NotALeaf, ZoneMissing, CauseNotOfCategory, OccurredAtOutOfRange,
}

/// Opens a ticket and, unless `dispatch` says `later`, offers it to the engineer who should have it. The
/// same key gives the same ticket.
#[utoipa::path(
    tag = "tickets",
    params(("Idempotency-Key" = String, Header, description = "1 to 128 visible characters; repeat it to repeat the answer.")),
    request_body = OpenTicket,
    responses(
        (status = 201, body = TicketAnswer,
            headers(("Location" = String), ("Lamplight-Position" = i64), ("ETag" = String))),
        Refusals
    )
)]
#[post("/tickets")]
pub(crate) async fn open(call: Call<OpenTicket>) -> Result<HttpResponse, Refused> {
    call.require_key()?;
    let (view, caller) = (&call.view, &call.view.caller);
    view.allow(Action::OpenTicket)?;
    allow_for_others(&call.body, view)?;
    let request = request(&call.body, caller)?;
    references::check_open(&request, &caller.directory)?;
    let answer = view.shared.desks.ask(caller.organisation, call.asker(), Ask::Open(request)).await;
    answer.map(|answer| answered(&answer, caller)).map_err(|refusal| of_refusal(refusal, caller))
}

/// What only a desk may say in a report: for whom, how it came in, how urgent it is, that it is solved.
fn allow_for_others(body: &OpenTicket, view: &View) -> Result<(), Refused> {
    let other = body.reporter.is_some_and(|reporter| reporter != Id::from(view.caller.person));
    let by_phone = body.channel.is_some_and(|channel| Channel::from(channel) == Channel::Phone);
    if other || by_phone || body.priority.is_some() || body.dispatch.is_some() {
        view.allow(Action::OpenForOthers)?;
    }
    if body.solved.is_some() {
        view.allow(Action::OpenSolved)?;
    }
    Ok(())
}

fn request(body: &OpenTicket, caller: &Caller) -> Result<OpenRequest, Refused> {
    let solved = body.solved.as_ref().map(|solved| {
        let note = noted("solved.note", solved.note.as_deref())?;
        Ok::<_, Refused>((solved.cause.to(), note))
    });
    // Whoever names no department is taken to be where he belongs: the zone follows from it.
    let reporter = body.reporter.map_or(caller.person, Id::to);
    let usual = caller.directory.person(reporter).and_then(|person| person.department);
    Ok(OpenRequest {
        summary: said("summary", &body.summary)?,
        channel: body.channel.map_or(default_channel(caller), Into::into),
        reporter: body.reporter.map(Id::to),
        department: body.department.map(Id::to).or(usual),
        zone: body.zone.map(Id::to),
        category: body.category.to(),
        system: body.system.map(Id::to),
        patient_waiting: body.patient_waiting,
        priority: body.priority.map(Into::into),
        dispatch: body.dispatch.map_or(Dispatch::Now, Into::into),
        occurred_at: body.occurred_at.map(Into::into),
        solved: solved.transpose()?,
    })
}

/// A page comes with a cookie, a program with a token.
fn default_channel(caller: &Caller) -> Channel {
    if caller.by_cookie { Channel::Page } else { Channel::Api }
}
