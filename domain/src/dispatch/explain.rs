//! Explanation: the winner found again from a stored record (D4), and the preview of a choice for the
//! console. Codes and numbers only: sentences are made from them where they are shown.

use crate::dispatch::choose::{Choice, order};
use crate::dispatch::floor::Floor;
use crate::dispatch::need::Need;
use crate::dispatch::record::{Candidate, DecisionKind, DecisionRecord, Standing};
use crate::dispatch::rungs::rungs;
use crate::dispatch::view::View;
use crate::ids::{DecisionId, PersonId, TicketId};
use crate::ticket::Open;
use crate::time::Timestamp;

/// Whom the record's own numbers name, by the rules of this page and nothing else.
///
/// Somebody chosen by hand, or named in a transfer, is the only candidate and wins whatever he stands
/// like; everywhere else the first rung with somebody free decides, there the least cost, then the longest
/// since the last offer, then the id.
pub fn winner_of(record: &DecisionRecord) -> Option<PersonId> {
    let named = matches!(record.kind, DecisionKind::ByHand { .. } | DecisionKind::Transfer { .. });
    let mut everybody = record.rungs.iter().flat_map(|rung| &rung.candidates);
    if named && let (Some(only), None) = (everybody.next(), everybody.next()) {
        return Some(only.engineer);
    }
    let free = |candidate: &&Candidate| matches!(candidate.standing, Standing::Free { .. });
    let mut rungs = record.rungs.iter();
    rungs
        .find_map(|rung| rung.candidates.iter().filter(free).min_by_key(|candidate| order(candidate)))
        .map(|best| best.engineer)
}

/// What a choice is wanted for.
#[derive(Debug, Clone, Copy)]
pub enum Preview<'a> {
    Ticket(TicketId),
    /// A report that is being typed.
    Open(&'a Open),
}

/// The candidates for a ticket as the dispatcher sees them before choosing by hand: see `Floor::preview`.
pub fn candidates(floor: &Floor, ticket: TicketId, now: Timestamp) -> Option<DecisionRecord> {
    floor.preview(Preview::Ticket(ticket), now)
}

impl View<'_> {
    /// Every rung, each with full terms, and who would be chosen. Reserves nothing and is not stored: its
    /// id is 0.
    pub fn preview(&self, need: &Need) -> DecisionRecord {
        let (winner, kind) = match self.choose(need) {
            Choice::Offer(chosen) => (Some(chosen.seat.engineer), chosen.kind),
            Choice::Wait { .. } => (None, DecisionKind::Automatic),
            Choice::Strand { .. } => (None, DecisionKind::Stranded),
        };
        let ladder = rungs(self.roster, need);
        DecisionRecord {
            id: DecisionId::from_raw(0),
            ticket: need.ticket,
            at: self.now,
            kind,
            directory: self.directory().version,
            effort: need.effort,
            critical: need.critical(),
            rungs: ladder.iter().map(|(rung, seats)| self.rung_record(*rung, seats, need)).collect(),
            winner,
        }
    }
}
