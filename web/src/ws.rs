//! The live socket: the only place that knows actix-web-actors. It owns no queue: a session is asked for
//! what is new while its socket takes bytes, and one pending wake is all that may wait for it.
//!
//! An actix-web-actors session is polled only while its socket takes bytes, so its own timers stop with it:
//! what ends a stuck or silent one lives outside (`watch`) and shuts the socket.

use std::sync::Arc;

use actix::{Actor, ActorContext, AsyncContext, Handler, Message, StreamHandler};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, web};
use actix_web_actors::ws;
use lamplight_actors::{Clock, Line, LiveSession, Words};
use lamplight_protocol::problem::ProblemCode;

use crate::auth::{Caller, require_own_origin};
use crate::problem::{Refused, of_refusal};
use crate::state::Shared;

mod pulse;
mod tcp;
mod watch;

use pulse::{Login, Pulse};
pub(crate) use tcp::on_connect;

/// The largest message a client may send, in bytes; fragments are refused.
const MESSAGE_BYTES_MAX: usize = 16 * 1024;

/// `GET /ws/v1`: upgrades to the live protocol (`docs/live-protocol.md`).
pub(crate) async fn live(
    request: HttpRequest,
    payload: web::Payload,
    shared: Data<Shared>,
    caller: Caller,
) -> Result<HttpResponse, Refused> {
    require_own_origin(&request, &shared.settings.origins, caller.by_cookie)?;
    let desks = &shared.desks;
    let begun = desks.session(caller.organisation, caller.login, caller.person, &shared.settings.build).await;
    let session = begun.map_err(|refusal| of_refusal(refusal, &caller))?;
    // The desk may have taken long to load: a login that ended meanwhile found no session to end.
    if shared.logins.find(desks, &caller.token_hash).await?.is_none() {
        return Err(ProblemCode::LoginRequired.into());
    }
    let clock = Arc::clone(desks.clock());
    let socket = request.conn_data::<tcp::Handle>().cloned();
    let login = Login { id: caller.login, token_hash: caller.token_hash, expires_at: caller.expires_at };
    let pulse = Arc::new(Pulse::new(socket, clock.tick(), &login));
    let actor = LiveSocket { session, pulse, clock, shared: shared.clone() };
    ws::WsResponseBuilder::new(actor, &request, payload)
        .frame_size(MESSAGE_BYTES_MAX)
        .start()
        .map_err(|_| ProblemCode::BadRequest.into())
}

/// There may be something new for this session.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Wake;

struct LiveSocket {
    session: LiveSession,
    pulse: Arc<Pulse>,
    clock: Arc<dyn Clock>,
    shared: Data<Shared>,
}

impl LiveSocket {
    /// Writes all of it: the transport puts what is written in one turn into one write.
    fn say(words: Words, ctx: &mut ws::WebsocketContext<Self>) {
        for text in words.texts {
            ctx.text(text);
        }
        if words.ended {
            ctx.close(Some(ws::CloseCode::Away.into()));
            ctx.stop();
        }
    }
}

impl Actor for LiveSocket {
    type Context = ws::WebsocketContext<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        let line = Line::new(ctx.address());
        watch::attend(&self.session, line, &self.pulse, &self.shared);
    }
}

impl Drop for LiveSocket {
    fn drop(&mut self) {
        self.pulse.end();
    }
}

impl Handler<Wake> for LiveSocket {
    type Result = ();

    fn handle(&mut self, _: Wake, ctx: &mut Self::Context) {
        // First the flag, then the reading: what comes in between wakes once more.
        self.pulse.awake();
        Self::say(self.session.wake(), ctx);
    }
}

impl StreamHandler<Result<ws::Message, ws::ProtocolError>> for LiveSocket {
    fn handle(&mut self, message: Result<ws::Message, ws::ProtocolError>, ctx: &mut Self::Context) {
        self.pulse.heard(self.clock.tick());
        match message {
            Ok(ws::Message::Text(text)) => {
                let words = self.session.hear(&text);
                Self::say(words, ctx);
            }
            Ok(ws::Message::Ping(bytes)) => ctx.pong(&bytes),
            Ok(ws::Message::Pong(_) | ws::Message::Nop) => {}
            Ok(ws::Message::Close(reason)) => {
                ctx.close(reason);
                ctx.stop();
            }
            Ok(ws::Message::Binary(_) | ws::Message::Continuation(_)) | Err(_) => {
                Self::say(self.session.bad_frame(), ctx);
            }
        }
    }

    /// The client is gone without a word.
    fn finished(&mut self, ctx: &mut Self::Context) {
        ctx.stop();
    }
}

#[cfg(test)]
mod tests;
