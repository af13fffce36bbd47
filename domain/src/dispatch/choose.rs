//! The choice: the first rung with somebody free, there the least cost. Nobody free but somebody busy: it
//! waits; everybody out: stranded. Never picks somebody who is out, never guesses.

use alloc::collections::BTreeSet;
use alloc::vec;
use alloc::vec::Vec;

use crate::dispatch::filter::Fit;
use crate::dispatch::need::{LAPSES_MAX, Need};
use crate::dispatch::record::{Candidate, DecisionKind, OutReason, RungRecord, Standing};
use crate::dispatch::rungs::{Seat, rungs};
use crate::dispatch::view::View;
use crate::ids::PersonId;
use crate::org::Duty;
use crate::ticket::Rung;

#[derive(Debug)]
pub enum Choice {
    Offer(Chosen),
    /// Somebody could take it, but has his hands full. `watch`: whose hands or duty may change that;
    /// nothing else can but the ticket itself and the directory.
    Wait {
        watch: BTreeSet<PersonId>,
    },
    /// Everybody is out.
    Strand {
        rungs: Vec<RungRecord>,
    },
}

#[derive(Debug)]
pub struct Chosen {
    pub seat: Seat,
    pub rung: Rung,
    pub attempt: u8,
    pub kind: DecisionKind,
    /// For the record: the rungs that were looked at, the last decided.
    pub rungs: Vec<RungRecord>,
}

impl View<'_> {
    /// The automatic choice.
    pub fn choose(&self, need: &Need) -> Choice {
        let ladder = rungs(self.roster, need);
        if let Some(chosen) = self.ring_again(need, &ladder).or_else(|| self.former_owner(need, &ladder)) {
            return Choice::Offer(chosen);
        }
        let mut looked_at = Vec::new();
        for (rung, seats) in &ladder {
            let record = self.rung_record(*rung, seats, need);
            let best = record.candidates.first().copied();
            looked_at.push(record);
            if let Some(Candidate { engineer, group, standing: Standing::Free { .. }, .. }) = best {
                return Choice::Offer(Chosen {
                    seat: Seat { engineer, group },
                    rung: *rung,
                    attempt: attempt(need, engineer),
                    kind: DecisionKind::Automatic,
                    rungs: looked_at,
                });
            }
        }
        let candidates = || looked_at.iter().flat_map(|record| &record.candidates);
        if candidates().any(|candidate| matches!(candidate.standing, Standing::Busy { .. })) {
            let may_change = |candidate: &&Candidate| match candidate.standing {
                Standing::Free { .. } | Standing::Busy { .. } => true,
                Standing::Out { why } => why == OutReason::OffDuty,
            };
            let watch = candidates().filter(may_change).map(|candidate| candidate.engineer).collect();
            return Choice::Wait { watch };
        }
        Choice::Strand { rungs: looked_at }
    }

    /// Whose ring has just lapsed for the first time is rung once more, if he is still free. A choice by
    /// hand is repeated as one.
    fn ring_again(&self, need: &Need, ladder: &[(Rung, Vec<Seat>)]) -> Option<Chosen> {
        let seat = need.rung_once?;
        let rung = rung_of(ladder, seat.engineer).map_or(Rung::ByHand, |(rung, _)| rung);
        self.only(seat, rung, DecisionKind::SecondRing, need)
    }

    /// After a reopening the one who mended it last goes first, if he is among those to be asked at all.
    fn former_owner(&self, need: &Need, ladder: &[(Rung, Vec<Seat>)]) -> Option<Chosen> {
        let (_, seat) = rung_of(ladder, need.former_owner?)?;
        self.only(seat, Rung::ByHand, DecisionKind::FormerOwner, need)
    }

    fn only(&self, seat: Seat, rung: Rung, kind: DecisionKind, need: &Need) -> Option<Chosen> {
        if self.fit(seat, need) != Fit::Free {
            return None;
        }
        let rungs = vec![self.rung_record(rung, &[seat], need)];
        Some(Chosen { seat, rung, attempt: attempt(need, seat.engineer), kind, rungs })
    }

    /// Whether anybody could be asked, now or when his hands are free. `woken`: somebody whose silence in
    /// this round is forgotten, because he has just come on duty.
    pub fn anybody(&self, need: &Need, woken: &BTreeSet<PersonId>) -> bool {
        let mut need = need.clone();
        need.lapsed.retain(|engineer, _| !woken.contains(engineer));
        let in_reach = |seat: &Seat| !matches!(self.fit(*seat, &need), Fit::Out(_));
        rungs(self.roster, &need).iter().any(|(_, seats)| seats.iter().any(in_reach))
    }

    /// Free ones by cost, then longest since the last offer, then id; then busy, then out, each by id.
    pub fn rung_record(&self, rung: Rung, seats: &[Seat], need: &Need) -> RungRecord {
        let fits: Vec<(Seat, Fit)> = seats.iter().map(|&seat| (seat, self.fit(seat, need))).collect();
        let somebody_free = fits.iter().any(|(_, fit)| *fit == Fit::Free);
        let median = if somebody_free { self.recent_work_median() } else { 0 };
        let mut candidates: Vec<Candidate> = fits
            .into_iter()
            .map(|(seat, fit)| Candidate {
                engineer: seat.engineer,
                group: seat.group,
                standing: match fit {
                    Fit::Free => Standing::Free { terms: self.terms(seat.engineer, need, median) },
                    Fit::Busy(why) => Standing::Busy { why },
                    Fit::Out(why) => Standing::Out { why },
                },
                load: self.books.hands(seat.engineer).load,
                last_offer_at: self.memory.last_offer_at.get(&seat.engineer).copied(),
                said_busy: self.duty_of(seat.engineer) == Duty::Busy,
            })
            .collect();
        candidates.sort_by_key(order);
        RungRecord { rung, candidates }
    }
}

/// The order of candidates in a rung; whoever is first and free wins.
pub fn order(candidate: &Candidate) -> impl Ord + use<> {
    let (class, cost, last_offer_at) = match candidate.standing {
        Standing::Free { terms } => (0, terms.cost(), candidate.last_offer_at),
        Standing::Busy { .. } => (1, 0, None),
        Standing::Out { .. } => (2, 0, None),
    };
    (class, cost, last_offer_at, candidate.engineer)
}

/// On which rung somebody stands, and for which group.
pub fn rung_of(ladder: &[(Rung, Vec<Seat>)], engineer: PersonId) -> Option<(Rung, Seat)> {
    ladder.iter().find_map(|(rung, seats)| {
        seats.iter().find(|seat| seat.engineer == engineer).map(|seat| (*rung, *seat))
    })
}

fn attempt(need: &Need, engineer: PersonId) -> u8 {
    (need.lapses_of(engineer) + 1).min(LAPSES_MAX)
}
