//! Who is free, who is busy, who is out, and why. One answer for every path on which somebody can be
//! offered a ticket automatically (D2, D3, D8).

use crate::dispatch::need::{LAPSES_MAX, Need};
use crate::dispatch::record::{BusyReason, OutReason};
use crate::dispatch::rungs::Seat;
use crate::dispatch::view::View;
use crate::ids::PersonId;
use crate::org::{Duty, Policy, Role};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Free,
    Busy(BusyReason),
    Out(OutReason),
}

/// Minutes of open work that somebody may hold; `None`: no limit. Half of it while he says "busy".
pub fn capacity(policy: &Policy, duty: Duty) -> Option<u32> {
    policy.in_hand.map(|minutes| if duty == Duty::Busy { minutes / 2 } else { minutes })
}

/// Whether the work fits. A critical ticket may exceed the capacity, but only one whose holder was not
/// over it before. A job larger than a whole capacity fits into empty hands: otherwise nobody could ever
/// take it.
pub fn fits(load: u32, effort: u32, critical: bool, capacity: Option<u32>) -> bool {
    let Some(capacity) = capacity else { return true };
    if critical {
        return load <= capacity;
    }
    load.saturating_add(effort.min(capacity)) <= capacity
}

/// Whether one more ring may stand at somebody. A critical ticket may be one more.
pub fn may_ring(rings: u32, critical: bool, rings_at_once: Option<u32>) -> bool {
    rings_at_once.is_none_or(|most| rings < most.saturating_add(u32::from(critical)))
}

impl View<'_> {
    /// Out before busy, the lasting reason before the passing one.
    pub fn fit(&self, seat: Seat, need: &Need) -> Fit {
        match self.out(seat, need) {
            Some(why) => Fit::Out(why),
            None => self.busy(seat.engineer, need).map_or(Fit::Free, Fit::Busy),
        }
    }

    fn out(&self, seat: Seat, need: &Need) -> Option<OutReason> {
        let engineer = seat.engineer;
        let person = self.directory().person(engineer).filter(|person| person.roles.has(Role::Engineer));
        let Some(person) = person else { return Some(OutReason::NotMember) };
        let excluded =
            need.excluded.engineers.contains(&engineer) || need.excluded.groups.contains(&seat.group);
        if !person.groups.contains(&seat.group) {
            Some(OutReason::NotMember)
        } else if !person.enabled {
            Some(OutReason::Disabled)
        } else if need.owner == Some(engineer) {
            Some(OutReason::OwnsIt)
        } else if excluded {
            Some(OutReason::Excluded)
        } else if self.duty_of(engineer) == Duty::Off {
            Some(OutReason::OffDuty)
        } else if need.lapses_of(engineer) >= LAPSES_MAX {
            Some(OutReason::Lapsed)
        } else {
            None
        }
    }

    /// Whether his hands are full for this ticket.
    pub fn busy(&self, engineer: PersonId, need: &Need) -> Option<BusyReason> {
        let policy = &self.directory().policy;
        let hands = self.books.hands(engineer);
        let capacity = capacity(policy, self.duty_of(engineer));
        if !fits(hands.load, need.effort, need.critical(), capacity) {
            Some(BusyReason::FullyLoaded)
        } else if !may_ring(hands.rings, need.critical(), policy.rings_at_once) {
            Some(BusyReason::AlreadyRinging)
        } else {
            None
        }
    }
}
