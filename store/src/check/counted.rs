//! The figures of one organisation as its log gives them: what screens must show.

use lamplight_domain::org::{Directory, Duty};
use lamplight_domain::stats::{Figures, Scores};
use lamplight_domain::ticket::Ticket;
use lamplight_domain::time::Timestamp;

use super::rebuild::Rebuilt;

#[derive(Debug)]
pub struct Counted {
    pub directory: Directory,
    /// Of the latest event: what depends on the time of day is as of then.
    pub at: Timestamp,
    pub scores: Scores,
    pub figures: Figures,
    /// Engineers who are not off duty.
    pub on_duty: u32,
    /// Tickets without an end.
    pub live: Vec<Ticket>,
}

impl Counted {
    pub(super) fn of(rebuilt: Rebuilt) -> Self {
        let Rebuilt { projection, charting, .. } = rebuilt;
        let tickets = projection.tickets.values().map(|(_, ticket)| ticket);
        let figures = Figures::count(tickets, charting.scores.day(), charting.scores.time_zone());
        let live = projection.tickets.values().map(|(_, ticket)| ticket);
        let live = live.filter(|ticket| ticket.is_live()).cloned().collect();
        let duty = |person| projection.duty.get(&person).copied().unwrap_or_default();
        let on_duty = charting.directory.engineers().filter(|person| duty(person.id) != Duty::Off).count();
        Self {
            at: charting.last_at,
            scores: charting.scores,
            figures,
            live,
            on_duty: u32::try_from(on_duty).unwrap_or(u32::MAX),
            directory: charting.directory,
        }
    }
}
