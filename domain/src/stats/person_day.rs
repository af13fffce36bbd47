//! One engineer's present day in numbers. Given back is what `returns` counts, completed and time to resolve
//! what the wall's scores count, of him alone. Never compares him with anybody.

use alloc::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::returns::{GivenBack, GivenBackHow, undone_transfer};
use crate::ids::PersonId;
use crate::log::{By, Fact, Recorded};
use crate::stats::Tally;
use crate::ticket::{Event, Ticket};

/// Since the organisation's midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonDay {
    /// Rings that he took, transfers to him too.
    pub accepted: u32,
    pub declined: u32,
    /// Rings that nobody answered; one that rang twice counts twice, one that he took afterwards stays.
    pub lapsed: u32,
    pub returned: u32,
    /// He asked another to take it over; not what was undone.
    pub transferred: u32,
    /// As `EngineerScore::completed`.
    pub completed: u32,
    /// Median seconds from when it rang at him to when he took it; what he took after its ring had lapsed has
    /// no such time. The wall's time to accept is another one: it begins at the opening, with whoever was asked
    /// before him.
    pub answer_median_s: Option<i64>,
    /// As `Scores::resolve_median_s`, of his completions.
    pub resolve_median_s: Option<i64>,
    /// Ratings given today of what he completed, on whichever day.
    pub rated: u32,
    /// Their mean in tenths of a star, cut off.
    pub stars_tenths: Option<u32>,
}

/// What is remembered for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Counted {
    accepted: u32,
    declined: u32,
    lapsed: u32,
    returned: u32,
    transferred: u32,
    /// Seconds from ring to acceptance.
    answers: Tally<i64>,
    stars: Tally<u8>,
}

/// Of everybody to whom something has happened today; completions are kept by ticket in `Today`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct People(BTreeMap<PersonId, Counted>);

impl People {
    /// An event of the present day, with the ticket before and after it.
    pub fn take(&mut self, before: Option<&Ticket>, recorded: &Recorded, after: &Ticket) {
        let Fact::Ticket { event, .. } = &recorded.fact else { return };
        match event {
            Event::Accepted { engineer, offer } => {
                let ring = before.and_then(|ticket| ticket.offer).filter(|ring| ring.id == *offer);
                let counted = self.of(*engineer);
                counted.accepted += 1;
                if let Some(ring) = ring {
                    counted.answers.add((after.last_at - ring.offered_at).seconds().max(0), 1);
                }
            }
            Event::Lapsed { engineer, .. } => self.of(*engineer).lapsed += 1,
            Event::Rated { stars, .. } => {
                if let Some(engineer) = after.former_owner {
                    self.of(engineer).stars.add(*stars, 1);
                }
            }
            _ => self.given_back(recorded),
        }
    }

    fn given_back(&mut self, recorded: &Recorded) {
        if let (Some(_), By::Person(person)) = (undone_transfer(recorded), recorded.by) {
            let counted = self.of(person);
            counted.transferred = counted.transferred.saturating_sub(1);
        }
        let Some(GivenBack { how, person: Some(person), .. }) = GivenBack::of(recorded) else { return };
        let counted = self.of(person);
        match how {
            GivenBackHow::Declined(_) => counted.declined += 1,
            GivenBackHow::Returned(_) => counted.returned += 1,
            GivenBackHow::Transferred => counted.transferred += 1,
        }
    }

    fn of(&mut self, person: PersonId) -> &mut Counted {
        self.0.entry(person).or_default()
    }

    pub fn ids(&self) -> impl Iterator<Item = PersonId> {
        self.0.keys().copied()
    }

    /// His day, with what he completed: how many, and in which time.
    pub fn day(&self, person: PersonId, completed: &Tally<i64>) -> PersonDay {
        let none = Counted::default();
        let counted = self.0.get(&person).unwrap_or(&none);
        let rated = counted.stars.total();
        let stars = counted.stars.iter().map(|(stars, count)| u32::from(*stars) * count).sum::<u32>();
        PersonDay {
            accepted: counted.accepted,
            declined: counted.declined,
            lapsed: counted.lapsed,
            returned: counted.returned,
            transferred: counted.transferred,
            completed: completed.total(),
            answer_median_s: counted.answers.median(),
            resolve_median_s: completed.median(),
            rated,
            stars_tenths: (stars * 10).checked_div(rated),
        }
    }
}

#[cfg(test)]
mod tests;
