//! The same figures, counted plainly from whole histories: slow, without memory, written apart from the fold.

use std::collections::BTreeMap;

use crate::ids::TicketId;
use crate::log::{Fact, Recorded};
use crate::org::{CategoryKind, Directory};
use crate::sla::Target;
use crate::stats::Scores;
use crate::ticket::{End, Event, Stage, Ticket, apply};
use crate::time::{LocalDay, TimeZoneName, Timestamp};

pub struct Plain {
    zone: TimeZoneName,
    first: LocalDay,
    present: LocalDay,
    /// Every event with the ticket after it.
    histories: Vec<Vec<(Recorded, Ticket)>>,
}

fn event(recorded: &Recorded) -> &Event {
    let Fact::Ticket { event, .. } = &recorded.fact else { panic!("of a ticket") };
    event
}

fn median(mut all: Vec<i64>) -> Option<i64> {
    all.sort_unstable();
    let (low, high) = (*all.get(all.len().checked_sub(1)? / 2)?, *all.get(all.len() / 2)?);
    Some(low + (high - low) / 2)
}

fn is_completed(ticket: &Ticket) -> bool {
    matches!(ticket.end, Some(End::Completed { .. }))
}

impl Plain {
    pub fn of(zone: TimeZoneName, log: &[Recorded]) -> Self {
        let mut histories: BTreeMap<TicketId, Vec<(Recorded, Ticket)>> = BTreeMap::new();
        for recorded in log {
            if let Fact::Ticket { ticket, .. } = &recorded.fact {
                let history = histories.entry(*ticket).or_default();
                let before = history.last().map(|(_, ticket)| ticket.clone());
                history.push((recorded.clone(), apply(before, recorded).unwrap()));
            }
        }
        let days = || log.iter().map(|recorded| zone.local_day(recorded.at));
        Self {
            zone,
            first: days().min().unwrap(),
            present: days().max().unwrap(),
            histories: histories.into_values().collect(),
        }
    }

    fn now(&self) -> impl Iterator<Item = &Ticket> {
        self.histories.iter().map(|history| &history.last().unwrap().1)
    }

    fn opened_on(&self, ticket: &Ticket) -> LocalDay {
        self.zone.local_day(ticket.opened_at)
    }

    /// Seconds from the opening to the first of these events that was not undone, before a reopening, where
    /// that was today.
    fn first_of(&self, which: impl Fn(&Event) -> bool, target: Target, occurred: bool) -> Vec<i64> {
        let mut all = Vec::new();
        for history in &self.histories {
            let first_life =
                history.iter().take_while(|(of, _)| !matches!(event(of), Event::Reopened { .. }));
            let mut found = None;
            for (recorded, ticket) in first_life {
                let open = ticket.clocks.of(target).stopped_at.is_none();
                if matches!(event(recorded), Event::Revived { .. }) && open {
                    found = None;
                } else if found.is_none() && which(event(recorded)) {
                    found = Some(recorded);
                }
            }
            if let Some(found) = found.filter(|found| self.zone.local_day(found.at) == self.present) {
                let until = found.occurred_at.filter(|_| occurred).unwrap_or(found.at);
                all.push((until - history[0].1.opened_at).seconds().max(0));
            }
        }
        all
    }

    /// Since when this holds without a break, of those of which it holds.
    fn since(&self, holds: impl Fn(&Ticket) -> bool, counts: impl Fn(&Ticket) -> bool) -> Option<Timestamp> {
        let counted = self.histories.iter().filter(|history| counts(&history.last().unwrap().1));
        let since = |history: &Vec<(Recorded, Ticket)>| {
            let lasting = history.iter().rev().take_while(|(_, ticket)| holds(ticket));
            lasting.last().map(|(recorded, _)| recorded.at)
        };
        counted.filter_map(since).min()
    }

    pub fn agrees_with(&self, scores: &Scores, directory: &Directory, now: Timestamp) {
        assert_eq!(scores.day(), self.present);
        self.days_agree(scores, directory);
        self.shares_agree(scores, directory);
        self.engineers_agree(scores);
        assert_eq!(
            scores.accept_median_s(),
            median(self.first_of(|e| matches!(e, Event::Accepted { .. }), Target::Accept, false))
        );
        let responds = |e: &Event| {
            matches!(e, Event::Arrived { .. } | Event::Completed { .. } | Event::MarkedUnresolved { .. })
        };
        assert_eq!(scores.respond_median_s(), median(self.first_of(responds, Target::Respond, true)));
        let ownerless = |ticket: &Ticket| ticket.is_live() && ticket.owner.is_none();
        let unassigned = |ticket: &Ticket| ticket.stage() == Stage::Unassigned;
        assert_eq!(scores.unassigned_since(), self.since(ownerless, unassigned));
        assert_eq!(scores.overdue_since(), self.since(Ticket::is_overdue, Ticket::is_overdue));
        self.usual_agrees(scores, now);
    }

    fn days_agree(&self, scores: &Scores, directory: &Directory) {
        let rows = scores.days(directory);
        assert_eq!(rows.last().unwrap().day, self.present);
        assert!(rows.len() <= 35 && rows[0].day >= self.first);
        for row in rows {
            let opened = || self.now().filter(|ticket| self.opened_on(ticket) == row.day);
            assert_eq!(row.opened as usize, opened().count());
            let of_kind =
                |kind| opened().filter(|ticket| directory.categories[&ticket.category].kind == kind).count();
            assert_eq!(row.hardware as usize, of_kind(CategoryKind::Hardware));
            assert_eq!(row.software as usize, of_kind(CategoryKind::Software));
            assert_eq!(row.telephone + row.mobile + row.machine, row.opened);
            let (mut completed, mut missed) = (0, 0);
            for history in &self.histories {
                let its_day = || history.iter().filter(|(of, _)| self.zone.local_day(of.at) == row.day);
                if self.opened_on(&history[0].1) == row.day {
                    completed +=
                        u32::from(its_day().next_back().is_some_and(|(_, ticket)| is_completed(ticket)));
                    missed +=
                        u32::from(its_day().any(|(of, _)| matches!(event(of), Event::DeadlineMissed { .. })));
                }
            }
            assert_eq!((row.completed_same_day, row.overdue_same_day), (completed, missed), "{:?}", row.day);
        }
    }

    fn shares_agree(&self, scores: &Scores, directory: &Directory) {
        let monday = self.present.monday();
        let week = || self.now().filter(|ticket| self.opened_on(ticket) >= monday);
        let today = || self.now().filter(|ticket| self.opened_on(ticket) == self.present);
        let sums = |shares: &[(u32, u32)]| {
            shares.iter().fold((0, 0), |sum, share| (sum.0 + share.0 as usize, sum.1 + share.1 as usize))
        };
        let categories = scores.categories(directory);
        let all = categories.iter().map(|share| (share.today, share.week)).collect::<Vec<_>>();
        assert_eq!(sums(&all), (today().count(), week().count()));
        for share in categories {
            let within = |ticket: &&Ticket| {
                let mut path = directory.category_path(ticket.category);
                path.any(|node| node.id == share.of)
            };
            assert_eq!(share.week as usize, week().filter(within).count());
        }
        for share in scores.departments() {
            let of = |ticket: &&Ticket| ticket.department == share.of;
            assert_eq!(
                (share.today as usize, share.week as usize),
                (today().filter(of).count(), week().filter(of).count())
            );
        }
        let software =
            |ticket: &&Ticket| directory.categories[&ticket.category].kind == CategoryKind::Software;
        let systems = scores.systems(directory);
        let all = systems.iter().map(|share| (share.today, share.week)).collect::<Vec<_>>();
        assert_eq!(sums(&all), (today().filter(software).count(), week().filter(software).count()));
    }

    fn engineers_agree(&self, scores: &Scores) {
        let mut expected: BTreeMap<_, (u32, u32)> = BTreeMap::new();
        let mut seconds = Vec::new();
        for history in &self.histories {
            let last = &history.last().unwrap().1;
            if let Some(owner) = &last.owner {
                expected.entry(owner.engineer).or_default().1 += 1;
            }
            let completion =
                history.iter().rev().find(|(of, _)| matches!(event(of), Event::Completed { .. }));
            let Some((recorded, _)) = completion.filter(|_| is_completed(last)) else { continue };
            if self.zone.local_day(recorded.at) != self.present {
                continue;
            }
            let Event::Completed { engineer, .. } = event(recorded) else { continue };
            if let Some(engineer) = engineer {
                expected.entry(*engineer).or_default().0 += 1;
            }
            let until = recorded.occurred_at.unwrap_or(recorded.at);
            seconds.push((until - last.opened_at).seconds().max(0));
        }
        let engineers = scores.engineers();
        let found = engineers.iter().map(|score| (score.engineer, (score.completed, score.in_hand)));
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
        assert_eq!(scores.resolve_median_s(), median(seconds));
    }

    fn usual_agrees(&self, scores: &Scores, now: Timestamp) {
        let minute = self.zone.minute_of_day(now);
        let like: Vec<LocalDay> =
            (1..=5).map(|weeks| self.present.back(7 * weeks)).filter(|day| *day > self.first).collect();
        let mut thirtieths = 0;
        for ticket in self.now().filter(|ticket| like.contains(&self.opened_on(ticket))) {
            let opened = self.zone.minute_of_day(ticket.opened_at);
            thirtieths += if opened / 30 < minute / 30 { 30 } else { 0 };
            thirtieths += if opened / 30 == minute / 30 { minute % 30 } else { 0 };
        }
        let parts = like.len() as u32 * 30;
        assert_eq!(scores.usual_by(now), (thirtieths + parts / 2).checked_div(parts));
    }
}
