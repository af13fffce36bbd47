//! The live counts of one organisation: what the wall shows. Folded ticket by ticket; counting the live
//! tickets anew gives the same (L1). Never looks at a clock: a day turns by its event.

use alloc::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::org;
use crate::sla::Target;
use crate::ticket::{End, Shown, Stage, Ticket};
use crate::time::{LocalDay, TimeZoneName};

/// Counts by stage cover live tickets alone; ended ones leave them. Today's counts restart with each day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The organisation's present day.
    pub day: LocalDay,
    /// Live tickets by stage; a stage without any is absent.
    pub by_stage: BTreeMap<Stage, u32>,
    /// Live tickets of which a target is missed and still not met.
    pub overdue: u32,
    /// Opened on `day`, whatever became of them; merged ones too.
    pub opened_today: u32,
    /// Tickets whose last end is a completion on `day`: one that is reopened does not count any more.
    pub completed_today: u32,
    /// The same of withdrawals and of tickets left unresolved.
    #[serde(default)]
    pub withdrawn_today: u32,
    #[serde(default)]
    pub unresolved_today: u32,
}

impl Ticket {
    /// 超时: it lives, and a target that was missed has still not been met.
    pub fn is_overdue(&self) -> bool {
        self.is_live() && Target::ALL.iter().any(|target| self.clocks.of(*target).is_overdue())
    }
}

impl Figures {
    /// An organisation without tickets, on that day.
    pub fn empty(day: LocalDay) -> Self {
        Self {
            day,
            by_stage: BTreeMap::new(),
            overdue: 0,
            opened_today: 0,
            completed_today: 0,
            withdrawn_today: 0,
            unresolved_today: 0,
        }
    }

    /// Counted anew. Tickets that ended before `day` may be left out: they count nowhere.
    pub fn count<'a>(
        tickets: impl IntoIterator<Item = &'a Ticket>,
        day: LocalDay,
        time_zone: TimeZoneName,
    ) -> Self {
        let mut figures = Self::empty(day);
        tickets.into_iter().for_each(|ticket| figures.add(ticket, time_zone));
        figures
    }

    /// A ticket has changed: `before` is `None` for a new one.
    pub fn changed(&mut self, before: Option<&Ticket>, after: &Ticket, time_zone: TimeZoneName) {
        if let Some(before) = before {
            self.remove(before, time_zone);
        }
        self.add(after, time_zone);
    }

    /// Local midnight: what was today is yesterday.
    pub fn organisation_event(&mut self, event: &org::Event) {
        if let org::Event::DayTurned { day } = event {
            self.day = *day;
            self.opened_today = 0;
            self.completed_today = 0;
            self.withdrawn_today = 0;
            self.unresolved_today = 0;
        }
    }

    /// Live tickets with that public status.
    pub fn shown(&self, shown: Shown) -> u32 {
        self.by_stage.iter().filter(|(stage, _)| stage.shown() == shown).map(|(_, count)| count).sum()
    }

    pub fn unassigned(&self) -> u32 {
        self.shown(Shown::Unassigned)
    }

    /// All live tickets.
    pub fn live(&self) -> u32 {
        self.by_stage.values().sum()
    }

    fn add(&mut self, ticket: &Ticket, time_zone: TimeZoneName) {
        if ticket.is_live() {
            *self.by_stage.entry(ticket.stage()).or_insert(0) += 1;
        }
        self.overdue += u32::from(ticket.is_overdue());
        self.opened_today += u32::from(self.opened_on_day(ticket, time_zone));
        if let Some(count) = self.end_on_day(ticket, time_zone) {
            *count += 1;
        }
    }

    /// Saturates: a ticket that was never added cannot make a count wrap.
    fn remove(&mut self, ticket: &Ticket, time_zone: TimeZoneName) {
        if ticket.is_live()
            && let Some(count) = self.by_stage.get_mut(&ticket.stage())
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_stage.remove(&ticket.stage());
            }
        }
        let opened = u32::from(self.opened_on_day(ticket, time_zone));
        self.overdue = self.overdue.saturating_sub(u32::from(ticket.is_overdue()));
        self.opened_today = self.opened_today.saturating_sub(opened);
        if let Some(count) = self.end_on_day(ticket, time_zone) {
            *count = count.saturating_sub(1);
        }
    }

    fn opened_on_day(&self, ticket: &Ticket, time_zone: TimeZoneName) -> bool {
        time_zone.local_day(ticket.opened_at) == self.day
    }

    /// The count that this ticket's end of `day` belongs to.
    fn end_on_day(&mut self, ticket: &Ticket, time_zone: TimeZoneName) -> Option<&mut u32> {
        let at = ticket.ended_at?;
        if time_zone.local_day(at) != self.day {
            return None;
        }
        match ticket.end? {
            End::Completed { .. } => Some(&mut self.completed_today),
            End::Withdrawn { .. } => Some(&mut self.withdrawn_today),
            End::Unresolved { .. } => Some(&mut self.unresolved_today),
            End::Merged { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
