//! How a floor begins and begins anew: from live rows, with a new directory, after a panic. Rebuilding
//! gives what folding the log would have given, but for what was under way: that is looked at afresh.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::dispatch::books::Books;
use crate::dispatch::floor::{Floor, FloorMemory, Intent};
use crate::dispatch::roster::Roster;
use crate::ids::{Minter, PersonId, TicketId};
use crate::org::{Directory, Duty, Role};
use crate::ticket::{OfferKind, Rejection, Rung, Ticket};

impl Floor {
    /// Rebuilt at start from live rows, duty and memory; `seed` feeds the ids of offers and decisions.
    /// Rows may be newer than `memory.position`: the log from there on is folded with `Committed`. The
    /// first step, a `Tick`, sends what the rows call for.
    pub fn restore(
        directory: Arc<Directory>,
        duty: BTreeMap<PersonId, Duty>,
        live: impl IntoIterator<Item = Ticket>,
        memory: FloorMemory,
        seed: u64,
    ) -> Self {
        let mut floor = Self {
            roster: Roster::of(directory),
            duty,
            tickets: BTreeMap::new(),
            memory,
            minter: Minter::seeded(seed),
            books: Books::default(),
            pending: BTreeMap::new(),
            asks: BTreeMap::new(),
            queue: BTreeSet::new(),
            places: BTreeMap::new(),
            waiting: BTreeMap::new(),
            freed: BTreeSet::new(),
            refused_at: BTreeMap::new(),
            stranded: BTreeSet::new(),
            recheck: BTreeSet::new(),
            woken: BTreeSet::new(),
            round_due: BTreeSet::new(),
            loading: BTreeMap::new(),
            revoke_due: BTreeMap::new(),
            poisoned: BTreeSet::new(),
            looking_at: None,
        };
        for ticket in live {
            floor.take_row(ticket);
        }
        floor.recheck = floor.stranded.clone();
        floor
    }

    /// Offers and decisions get their ids from here, instead of from a minter of the floor's own.
    #[must_use]
    pub fn minting_with(self, minter: Minter) -> Self {
        Self { minter, ..self }
    }

    /// A row becomes part of the floor. A ring at somebody who is away by now is to be revoked: the
    /// process may have ended between the two. One made by hand stays, as it was perhaps meant so.
    fn take_row(&mut self, ticket: Ticket) {
        let id = ticket.id;
        if let Some(offer) = ticket.offer
            && (offer.kind == OfferKind::Dispatch && offer.rung != Rung::ByHand)
            && self.is_away(offer.to)
        {
            self.revoke_due.insert(id, offer.id);
        }
        self.insert(ticket);
        self.refresh(id);
    }

    /// A new directory: everything is looked at again; whoever may not work any more loses his rings.
    pub(super) fn take_directory(&mut self, directory: Arc<Directory>) {
        self.roster = Roster::of(directory);
        self.refused_at.clear();
        self.unsettle_all();
        self.recheck.extend(self.stranded.iter().copied());
        let works = |person: &PersonId| {
            let known = self.directory().person(*person);
            known.is_some_and(|person| person.enabled && person.roles.has(Role::Engineer))
        };
        let ringing = self.tickets.values().filter_map(|ticket| ticket.offer.map(|offer| offer.to));
        let reserved = self.pending.values().filter_map(|pending| pending.reserved.map(|part| part.engineer));
        let gone: BTreeSet<PersonId> = ringing.chain(reserved).filter(|person| !works(person)).collect();
        for person in gone {
            self.recall(person);
        }
    }

    pub(super) fn unsettle_all(&mut self) {
        self.waiting.clear();
    }

    /// Its decision panicked: no automatic dispatch until it is offered or handed back by a person.
    pub fn poison(&mut self, ticket: TicketId) {
        self.end_pending(ticket);
        self.asks.remove(&ticket);
        self.revoke_due.remove(&ticket);
        self.poisoned.insert(ticket);
        self.waiting.remove(&ticket);
        if let Some(place) = self.places.remove(&ticket) {
            self.queue.remove(&place);
        }
        self.stranded.remove(&ticket);
    }

    /// Rows are asked for once.
    pub(super) fn ask_for_rows(&mut self, intents: &mut Vec<Intent>) {
        for (ticket, asked) in &mut self.loading {
            if !*asked {
                *asked = true;
                intents.push(Intent::Load { ticket: *ticket });
            }
        }
    }

    /// A row that was asked for. It may be newer than the stream, or the stream may have brought the
    /// ticket meanwhile: the newer of the two counts. Hands that wait for a ticket that is not there, or
    /// has ended, are told so.
    pub(super) fn loaded(&mut self, id: TicketId, row: Option<Box<Ticket>>, intents: &mut Vec<Intent>) {
        self.loading.remove(&id);
        let rejection = match &row {
            None => Some(Rejection::Unknown { field: "ticket" }),
            Some(row) => (!row.is_live()).then(|| Rejection::Ended { stage: row.stage() }),
        };
        if let Some(row) = row {
            let known = self.tickets.get(&id).map_or(0, |ticket| ticket.version);
            if row.version > known {
                self.remove(id);
                self.take_row(*row);
            }
        }
        if let Some(rejection) = rejection
            && !self.tickets.contains_key(&id)
        {
            for ask in self.asks.remove(&id).into_iter().flatten() {
                intents.push(Intent::Refuse { ask: ask.id(), rejection: rejection.clone() });
            }
        }
    }
}
