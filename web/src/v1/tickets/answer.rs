//! A ticket as an answer: the row for this reader, the log's position, the version that `If-Match` names.

use actix_web::http::header::{self, EntityTag};
use actix_web::{HttpResponse, HttpResponseBuilder};
use lamplight_actors::Answer;
use lamplight_protocol::ticket::{TicketAnswer, ticket_row};

use crate::auth::Caller;
use crate::v1::POSITION;

/// 201 with its place for a ticket that this request made, else 200.
pub(super) fn answered(answer: &Answer, caller: &Caller) -> HttpResponse {
    let mut response = if answer.created { created(answer) } else { HttpResponse::Ok() };
    let row = ticket_row(&answer.ticket, &answer.directory, &answer.summary, &caller.reader());
    response
        .insert_header((POSITION, answer.position.0))
        .insert_header(header::ETag(EntityTag::new_strong(row.assignment_version.to_string())))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(TicketAnswer { ticket: row, position: answer.position.0 })
}

fn created(answer: &Answer) -> HttpResponseBuilder {
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/tickets/{}", answer.ticket.id)));
    response
}
