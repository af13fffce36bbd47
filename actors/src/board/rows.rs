//! Which rows an audience has, and what they say now.

use std::collections::BTreeSet;

use lamplight_domain::ids::{PersonId, TicketId};
use lamplight_domain::org::Duty;
use lamplight_domain::stats::{Figures as Counts, Hands, group_loads};
use lamplight_domain::ticket::{Ticket, load_of};
use lamplight_domain::time::LocalDay;
use lamplight_protocol::live::{AlertRow, Figures, Row, RowKind, alert_row, figures};
use lamplight_protocol::person::{GroupLoads, PersonRow, group_load_view, person_row};
use lamplight_protocol::ticket::ticket_row;
use lamplight_protocol::view::Reader;

use super::{Board, gone};
use crate::step::Held;

/// Which rows that stand for everything have changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    pub figures: bool,
    pub groups: bool,
}

/// W4: whether a ticket is in an audience.
pub(super) fn concerns(reader: Reader, ticket: &Ticket) -> bool {
    match reader {
        Reader::Board | Reader::Wall => true,
        Reader::Engineer(me) => {
            let owns = ticket.owner.as_ref().is_some_and(|owner| owner.engineer == me);
            let rings = ticket.offer.is_some_and(|offer| offer.to == me);
            let lapsed = ticket.last_offer.is_some_and(|offer| offer.to == me);
            let mended = !ticket.is_live() && ticket.former_owner == Some(me);
            owns || rings || lapsed || mended
        }
        Reader::Reporter(me) => ticket.reporters.contains(&me),
    }
}

impl Board {
    /// Rows of an audience for what has changed.
    pub(super) fn rows(
        &self,
        reader: Reader,
        members: &mut BTreeSet<TicketId>,
        changed: &BTreeSet<TicketId>,
        people: &BTreeSet<PersonId>,
        totals: Totals,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for &id in changed {
            match self.tickets.get(&id).filter(|held| concerns(reader, &held.ticket)) {
                Some(held) => {
                    members.insert(id);
                    rows.push(self.ticket(held, reader));
                }
                None if members.remove(&id) => rows.push(gone(RowKind::Ticket, id)),
                None => {}
            }
            if reader == Reader::Board {
                match self.alert(id) {
                    Some(alert) => rows.push(Row::Alert(alert)),
                    None if self.alerts.contains(&id) => rows.push(gone(RowKind::Alert, id)),
                    None => {}
                }
            }
        }
        for &person in people {
            if sees(reader, person) {
                rows.extend(self.person(person).map(Row::Person));
            }
        }
        if totals.figures && matches!(reader, Reader::Board | Reader::Wall) {
            rows.push(Row::Figures(self.shown_figures.clone()));
        }
        if totals.groups && reader == Reader::Board {
            rows.push(Row::Groups(self.shown_groups.clone()));
        }
        rows
    }

    /// Everything an audience has.
    pub(super) fn all_rows(&self, reader: Reader, members: &mut BTreeSet<TicketId>) -> Vec<Row> {
        let mine: Vec<&Held> = self.tickets.values().filter(|held| concerns(reader, &held.ticket)).collect();
        *members = mine.iter().map(|held| held.ticket.id).collect();
        let mut rows: Vec<Row> = mine.iter().map(|held| self.ticket(held, reader)).collect();
        let people = self.directory.engineers().map(|person| person.id).filter(|id| sees(reader, *id));
        rows.extend(people.filter_map(|id| self.person(id)).map(Row::Person));
        if reader == Reader::Board {
            rows.extend(self.alerts.iter().filter_map(|id| self.alert(*id)).map(Row::Alert));
            rows.push(Row::Groups(self.shown_groups.clone()));
        }
        if matches!(reader, Reader::Board | Reader::Wall) {
            rows.push(Row::Figures(self.shown_figures.clone()));
            rows.extend(self.feeds.scored.row());
        }
        rows
    }

    fn ticket(&self, held: &Held, reader: Reader) -> Row {
        Row::Ticket(Box::new(ticket_row(
            &self.ports.as_shown(&held.ticket),
            &self.directory,
            &held.summary,
            &reader,
        )))
    }

    pub(super) fn person(&self, id: PersonId) -> Option<PersonRow> {
        let person = self.directory.person(id)?;
        let presence = self.presence.get(&id).copied().unwrap_or_default();
        let hands = self.hands.get(&id).into_iter().flatten();
        let tickets = hands.filter_map(|ticket| Some(&*self.tickets.get(ticket)?.ticket));
        Some(person_row(person, &self.directory, presence, tickets))
    }

    /// How full the groups are now.
    pub(super) fn groups(&self) -> GroupLoads {
        let hands = self.directory.engineers().map(|person| {
            let tickets = self.hands.get(&person.id).into_iter().flatten();
            let tickets = tickets.filter_map(|ticket| Some(&*self.tickets.get(ticket)?.ticket));
            let (mut load, mut ringing) = (0, 0);
            for ticket in tickets {
                load += load_of(ticket, person.id);
                ringing += ticket.offer.filter(|offer| offer.to == person.id).map_or(0, |offer| offer.effort);
            }
            let duty = self.presence.get(&person.id).map(|presence| presence.duty).unwrap_or_default();
            Hands { person: person.id, duty, load, ringing }
        });
        let loads = group_loads(&self.directory, hands);
        GroupLoads { items: loads.iter().map(|load| group_load_view(load, &self.directory)).collect() }
    }

    pub(super) fn alert(&self, id: TicketId) -> Option<AlertRow> {
        let held = self.tickets.get(&id)?;
        alert_row(&held.ticket, &self.directory, &held.summary)
    }

    /// Anew, for a day.
    pub(super) fn count(&mut self, day: LocalDay) {
        let tickets = self.tickets.values().map(|held| &*held.ticket);
        self.counts = Counts::count(tickets, day, self.directory.time_zone);
    }

    /// The counts as they are shown (L1: folded from the same tickets that the rows show).
    pub(super) fn figures(&self) -> Figures {
        let on_duty = self.directory.engineers().filter(|person| {
            self.presence.get(&person.id).is_some_and(|presence| presence.duty != Duty::Off)
        });
        figures(&self.counts, u32::try_from(on_duty.count()).unwrap_or(u32::MAX))
    }
}

fn sees(reader: Reader, person: PersonId) -> bool {
    match reader {
        Reader::Board => true,
        Reader::Engineer(me) => me == person,
        Reader::Wall | Reader::Reporter(_) => false,
    }
}
