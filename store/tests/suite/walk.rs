//! A seeded day of random work over three organisations, with faults in between: positions without gap,
//! rows as folded, nothing for the check to find. A failure names its seed.

use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::Minter;
use lamplight_domain::log::Position;
use lamplight_domain::ticket::{Command, Ticket};
use lamplight_store::{Fault, Lane, Options, Outcome, Pending, check};

use crate::Base;
use crate::world::{Step, World};

const SEEDS: u64 = 4;
const STEPS: u64 = 120;

pub fn options() -> Options {
    Options::default()
}

/// Ward, place of the ticket, the ticket if it is committed, and the entry on its way.
type Handed = (usize, Option<usize>, Ticket, Pending);

struct Ward {
    world: World,
    tickets: Vec<Ticket>,
    last: i64,
}

pub async fn random_days_keep_all_promises(mut base: Base) {
    for seed in 1..=SEEDS {
        day(&mut base, seed).await;
    }
}

async fn day(base: &mut Base, seed: u64) {
    let mut chance = Minter::seeded(seed);
    let mut wards = Vec::new();
    for organisation in 0..3 {
        let organisation = seed.cast_signed() * 10 + organisation;
        let world = World::imported(organisation, &base.store).await;
        wards.push(Ward { world, tickets: Vec::new(), last: 1 });
    }
    for _ in 0..STEPS {
        if chance.chance().is_multiple_of(12) {
            base.options.faults.inject(fault(chance.chance()));
        }
        let mut burst: Vec<Handed> = Vec::new();
        for (ward, at) in wards.iter_mut().enumerate() {
            for _ in 0..chance.chance() % 3 {
                if let Some((place, step)) = at.step(&mut chance)
                    && !burst.iter().any(|(of, taken, ..)| (*of, *taken) == (ward, place) && place.is_some())
                {
                    let pending = base.store.journal().append(step.entry, Lane::Person).expect("room");
                    burst.push((ward, place, step.after, pending));
                }
            }
        }
        for (ward, place, after, pending) in burst {
            let outcome = pending.await;
            wards[ward].settle(place, after, &outcome, seed);
        }
    }
    base.options.faults.clear();
    base.restart().await;
    for ward in &wards {
        ward.compare(base, seed).await;
    }
    let differences = check(&base.store).await.expect("readable");
    assert!(differences.is_empty(), "seed {seed}: {differences:#?}");
}

fn fault(chance: u64) -> Fault {
    match chance % 3 {
        0 => Fault::Unavailable,
        1 => Fault::Unknown { written: true },
        _ => Fault::Unknown { written: false },
    }
}

impl Ward {
    /// Something that may be done now, to a ticket of that place (`None`: a new one).
    fn step(&mut self, chance: &mut Minter) -> Option<(Option<usize>, Step)> {
        if self.tickets.is_empty() || chance.chance().is_multiple_of(4) {
            return Some((None, self.world.opens()));
        }
        let place = (chance.chance() % self.tickets.len() as u64) as usize;
        let ticket = self.tickets[place].clone();
        let engineer = if chance.chance().is_multiple_of(2) { desk::LI } else { desk::WU };
        let command = match chance.chance() % 6 {
            0 => Command::Offer(self.world.proposal(engineer, ticket.id)),
            1 => return self.try_step(place, &ticket, Command::Release, desk::DISPATCHER),
            2 => Command::Reopen { note: None },
            3 => return Some((Some(place), self.world.comments(&ticket, "still dead"))),
            4 => Command::Complete { cause: desk::NO_TONER, note: None, occurred_at: None },
            _ => return self.accept(place, &ticket),
        };
        self.try_step(place, &ticket, command, desk::DISPATCHER)
    }

    fn accept(&mut self, place: usize, ticket: &Ticket) -> Option<(Option<usize>, Step)> {
        let to = ticket.offer.as_ref()?.to;
        let command = Command::Accept(lamplight_domain::ticket::Accept { offer: None });
        self.try_step(place, ticket, command, to)
    }

    fn try_step(
        &mut self,
        place: usize,
        ticket: &Ticket,
        command: Command,
        by: lamplight_domain::ids::PersonId,
    ) -> Option<(Option<usize>, Step)> {
        Some((Some(place), self.world.tries(Some(ticket), command, desk::caller(by))?))
    }

    fn settle(&mut self, place: Option<usize>, after: Ticket, outcome: &Outcome, seed: u64) {
        match outcome {
            Outcome::Committed { last } => {
                assert!(last.0 > self.last, "seed {seed}: positions rise");
                self.last = last.0;
                match place {
                    Some(place) => self.tickets[place] = after,
                    None => self.tickets.push(after),
                }
            }
            Outcome::Unavailable => {}
            other => panic!("seed {seed}: {other:?}"),
        }
    }

    async fn compare(&self, base: &Base, seed: u64) {
        let organisation = self.world.organisation;
        let log = base.store.events_from(organisation, Position(1), 100_000).await.expect("readable");
        assert_eq!(log.expect("there").last(), Position(self.last), "seed {seed}: no gap, nothing lost");
        for ticket in &self.tickets {
            let stored = base.store.ticket(organisation, ticket.id).await.expect("readable");
            assert_eq!(stored.as_ref(), Some(ticket), "seed {seed}");
        }
    }
}
