//! The tickets that have an actor: every live one, and ended ones for a while after a command.

use std::collections::BTreeMap;
use std::time::Duration;

use lamplight_domain::ids::TicketId;

use crate::ticket::TicketWay;

/// How long an ended ticket keeps its actor after its last command (life time).
const LINGER: Duration = Duration::from_secs(60);

struct Seat {
    way: TicketWay,
    live: bool,
    used_at: Duration,
}

#[derive(Default)]
pub struct Table {
    seats: BTreeMap<TicketId, Seat>,
}

impl Table {
    pub fn put(&mut self, ticket: TicketId, way: TicketWay, live: bool, tick: Duration) {
        self.seats.insert(ticket, Seat { way, live, used_at: tick });
    }

    /// An actor that died by a fault of ours is not found: it is started again from its row.
    pub fn find(&mut self, ticket: TicketId, tick: Duration) -> Option<TicketWay> {
        let seat = self.seats.get_mut(&ticket).filter(|seat| seat.way.looks.is_open())?;
        seat.used_at = tick;
        Some(seat.way.clone())
    }

    pub fn mark(&mut self, ticket: TicketId, live: bool, tick: Duration) {
        if let Some(seat) = self.seats.get_mut(&ticket) {
            seat.live = live;
            seat.used_at = tick;
        }
    }

    /// Lets go of ended tickets that nobody has asked for anything for a while.
    pub fn sweep(&mut self, tick: Duration) {
        self.seats.retain(|_, seat| {
            seat.live || seat.way.orders.waiting() > 0 || tick.saturating_sub(seat.used_at) < LINGER
        });
    }

    /// Orders that no ticket has answered yet.
    pub fn waiting(&self) -> usize {
        self.seats.values().map(|seat| seat.way.orders.waiting()).sum()
    }
}
