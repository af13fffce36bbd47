//! The rows of an import: all its events, and of each ticket only what stands after the last of them. What
//! comes and goes within the import (rings, deadlines, switches of duty) is never written.

use std::collections::{BTreeMap, BTreeSet};

use lamplight_domain::ids::{OfferId, OrganisationId, PersonId, TicketId};
use lamplight_domain::log::{Decided, Fact, Position};
use lamplight_domain::org;

use super::rows::{DeadlineRow, DutyRow, Ring, RingRow, Rows, TicketPut, ring_of};

impl<'a> Rows<'a> {
    /// Adds decisions in order; returns the position of the last event.
    pub(super) fn add_import(
        &mut self,
        organisation: OrganisationId,
        decided: &'a [Decided],
        before: Position,
    ) -> Position {
        let mut position = before;
        let mut last: BTreeMap<TicketId, &Decided> = BTreeMap::new();
        let mut opened = BTreeSet::new();
        let mut duty: BTreeMap<PersonId, DutyRow> = BTreeMap::new();
        for one in decided {
            let from = position;
            position = self.add_events(organisation, one.events(), from);
            if let Some(after) = one.after() {
                last.insert(after.id, one);
            }
            for (recorded, place) in one.events().iter().zip(from.0 + 1..) {
                match &recorded.fact {
                    Fact::Ticket { ticket, version: 1, .. } => drop(opened.insert(*ticket)),
                    Fact::Organisation(org::Event::DutyChanged { person, duty: now }) => {
                        let position = Position(place);
                        duty.insert(*person, DutyRow { organisation, person: *person, duty: *now, position });
                    }
                    _ => {}
                }
            }
        }
        self.duty.extend(duty.into_values());
        self.add_rings(organisation, decided);
        for (ticket, one) in last {
            self.add_last(organisation, one, opened.contains(&ticket));
        }
        position
    }

    fn add_last(&mut self, organisation: OrganisationId, decided: &'a Decided, new: bool) {
        let Some(after) = decided.after() else { return };
        if !new {
            self.deadlines_gone.push((organisation, after.id));
        }
        let standing = decided.deadlines().iter();
        self.deadlines.extend(standing.map(|&deadline| DeadlineRow {
            organisation,
            ticket: after.id,
            deadline,
        }));
        self.tickets.push(TicketPut { ticket: after, new, turns: true });
    }

    /// Rings from before that end here, and those that stand at the end.
    fn add_rings(&mut self, organisation: OrganisationId, decided: &[Decided]) {
        let mut begun: BTreeMap<OfferId, RingRow> = BTreeMap::new();
        for one in decided {
            for recorded in one.events() {
                match (ring_of(recorded), one.after()) {
                    (Some(Ring::Ends(offer)), _) if begun.remove(&offer).is_none() => {
                        self.rings_over.push((organisation, offer));
                    }
                    (Some(Ring::Begins(offer)), Some(after)) => {
                        let standing = after.offer.filter(|standing| standing.id == offer);
                        let row = |person| RingRow { organisation, ticket: after.id, offer, person };
                        begun.extend(standing.map(|standing| (offer, row(standing.to))));
                    }
                    _ => {}
                }
            }
        }
        self.rings.extend(begun.into_values());
    }
}
