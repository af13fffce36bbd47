//! From what comes in to what the domain takes: free texts get ids and are stored apart. Pure.

use lamplight_domain::dispatch::TransferTo;
use lamplight_domain::ids::{PersonId, TextId, TicketId};
use lamplight_domain::ticket::{Accept, Command, Decline, Hold, Number, Open, RevokeReason};
use lamplight_store::TextRow;

use crate::{CommandRequest, OfferRequest, OpenRequest, TransferRequest};

/// A command on its way to a ticket, or one that the floor or the merges take first.
#[derive(Debug)]
pub enum Drafted {
    Direct(Box<Command>),
    ByHand(OfferRequest),
    Transfer { to: TransferTo, note: Option<TextId> },
    Merge { into: TicketId },
}

/// Collects texts and gives their ids.
pub struct Texts<'a> {
    ticket: TicketId,
    mint: &'a mut dyn FnMut() -> TextId,
    pub rows: Vec<TextRow>,
}

impl<'a> Texts<'a> {
    pub fn of(ticket: TicketId, mint: &'a mut dyn FnMut() -> TextId) -> Self {
        Self { ticket, mint, rows: Vec::new() }
    }

    fn put(&mut self, text: String) -> TextId {
        let id = (self.mint)();
        self.rows.push(TextRow { id, ticket: Some(self.ticket), text });
        id
    }

    fn maybe(&mut self, text: Option<String>) -> Option<TextId> {
        text.map(|text| self.put(text))
    }
}

pub fn open(
    request: OpenRequest,
    id: TicketId,
    number: Number,
    asker: PersonId,
    texts: &mut Texts<'_>,
) -> Open {
    Open {
        id,
        number,
        channel: request.channel,
        reporter: request.reporter.unwrap_or(asker),
        department: request.department,
        zone: request.zone,
        category: request.category,
        system: request.system,
        patient_waiting: request.patient_waiting,
        priority: request.priority,
        summary: texts.put(request.summary),
        dispatch: request.dispatch,
        occurred_at: request.occurred_at,
        solved: request.solved.map(|(cause, note)| (cause, texts.maybe(note))),
        offer: None,
    }
}

pub fn command(request: CommandRequest, asker: PersonId, texts: &mut Texts<'_>) -> Drafted {
    use CommandRequest as Request;
    Drafted::Direct(Box::new(match request {
        Request::Offer(offer) => return Drafted::ByHand(offer),
        Request::Transfer { to, note } => {
            let to = match to {
                TransferRequest::Engineer(id) => TransferTo::Engineer(id),
                TransferRequest::Group(id) => TransferTo::Group(id),
            };
            return Drafted::Transfer { to, note: texts.maybe(note) };
        }
        Request::Merge { into } => return Drafted::Merge { into },
        Request::Accept { offer } => Command::Accept(Accept { offer }),
        Request::Decline { offer, reason, note } => {
            Command::Decline(Decline { offer, reason, note: texts.maybe(note) })
        }
        Request::Revoke => Command::Revoke { reason: RevokeReason::ByDispatcher },
        Request::Dispatch => Command::Dispatch,
        Request::Join { reporter } => Command::Join { reporter: reporter.unwrap_or(asker) },
        Request::Split => Command::Split,
        Request::Undo { version, history } => Command::Undo { version, history },
        Request::Return { reason, note } => Command::Return { reason, note: texts.maybe(note) },
        Request::Release => Command::Release,
        Request::Arrive { mode, occurred_at } => Command::Arrive { mode, occurred_at },
        Request::Hold { reason, until, note, occurred_at } => {
            Command::Hold(Hold { reason, until, note: texts.maybe(note), occurred_at })
        }
        Request::Resume { occurred_at } => Command::Resume { occurred_at },
        Request::Complete { cause, note, occurred_at } => {
            Command::Complete { cause, note: texts.maybe(note), occurred_at }
        }
        Request::Unresolved { reason, note, occurred_at } => {
            Command::Unresolved { reason, note: texts.maybe(note), occurred_at }
        }
        Request::Urge { note } => Command::Urge { note: texts.maybe(note) },
        Request::Withdraw { reason } => Command::Withdraw { reason },
        Request::Reopen { note } => Command::Reopen { note: texts.maybe(note) },
        Request::Rate { stars, words } => Command::Rate { stars, words: texts.maybe(words) },
        Request::Comment { text } => Command::Comment { text: texts.put(text) },
        Request::Attach { files } => Command::Attach { files },
        Request::Reclassify { category, zone, system } => Command::Reclassify { category, zone, system },
        Request::Reprioritise { priority } => Command::Reprioritise { priority },
        Request::Acknowledge { level } => Command::Acknowledge { level },
        Request::Unquarantine => Command::Unquarantine,
    }))
}
