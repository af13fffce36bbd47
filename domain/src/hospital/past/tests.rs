//! The past obeys every invariant at every step, is the same each time, and has the shape of a hospital.

use alloc::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::*;
use crate::hospital::hospital;
use crate::ids::{OrganisationId, TicketId};
use crate::invariants::dispatch as of_choices;
use crate::invariants::sla as of_clocks;
use crate::invariants::ticket::{self as of_tickets, Step};
use crate::log::{Fact, Recorded};
use crate::org;
use crate::ticket::{Channel, Event, Proposal, Ticket, apply};

/// Thursday 2026-11-26, 10:20 in Shanghai.
const UNTIL: Timestamp = Timestamp::from_micros(1_795_659_600_000_000);

/// T1 to T5 and K2 to K4 of every event.
pub(super) fn decided(before: Option<&Ticket>, events: &[Recorded]) {
    let mut ticket = before.cloned();
    for recorded in events {
        let after = apply(ticket.clone(), recorded).expect("Opened comes first");
        let step = Step { before: ticket.as_ref(), recorded, after: &after };
        of_tickets::check(step).and_then(|()| of_clocks::check(step)).expect("T and K");
        ticket = Some(after);
    }
}

/// D2 to D4, D7, D8 of every choice.
pub(super) fn proposed(floor: &Floor, proposal: Option<&Proposal>, ticket: Option<&Ticket>) {
    if let Some(proposal) = proposal {
        of_choices::check_offer(floor, proposal, ticket).expect("D of a choice");
    }
}

/// D1 and D5 whenever nothing is under way.
pub(super) fn at_rest(floor: &Floor, now: Timestamp) {
    of_choices::loads_are_sums(floor).expect("D1");
    of_choices::nobody_free_beside_the_backlog(floor, now).expect("D5");
}

fn past(days: i64, seed: u64) -> Past {
    let from = Timestamp::from_micros(1_795_622_400_000_000) - Span::from_hours(24 * days);
    let hospital = hospital(OrganisationId::from_raw(1), 1, from);
    let directory = Arc::new(hospital.directory());
    let position = Position(1);
    Past::new(Beginning { hospital: &hospital, directory, position, from, until: UNTIL, seed })
}

struct Told {
    acts: Vec<Act>,
    tickets: BTreeMap<TicketId, Ticket>,
    seen: BTreeMap<&'static str, usize>,
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::Opened { .. } => "opened",
        Event::Offered { .. } => "offered",
        Event::Accepted { .. } => "accepted",
        Event::Declined { .. } => "declined",
        Event::Lapsed { .. } => "lapsed",
        Event::Revoked { .. } => "revoked",
        Event::Stranded { .. } => "stranded",
        Event::Returned { .. } => "returned",
        Event::Released { .. } => "released",
        Event::Arrived { .. } => "arrived",
        Event::Held { .. } => "held",
        Event::Resumed => "resumed",
        Event::Completed { .. } => "completed",
        Event::MarkedUnresolved { .. } => "unresolved",
        Event::Urged { .. } => "urged",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Reopened { .. } => "reopened",
        Event::Rated { .. } => "rated",
        Event::Joined { .. } => "joined",
        Event::Commented { .. } => "commented",
        Event::DeadlineWarned { .. } => "warned",
        Event::DeadlineMissed { .. } => "missed",
        Event::Escalated { .. } => "escalated",
        Event::Acknowledged { .. } => "acknowledged",
        _ => "other",
    }
}

const USUAL: [&str; 18] = [
    "declined",
    "lapsed",
    "returned",
    "released",
    "arrived",
    "held",
    "resumed",
    "unresolved",
    "urged",
    "withdrawn",
    "reopened",
    "rated",
    "joined",
    "commented",
    "warned",
    "missed",
    "escalated",
    "acknowledged",
];

fn told(past: Past) -> Told {
    let acts: Vec<Act> = past.flatten().collect();
    let (mut tickets, mut seen) = (BTreeMap::new(), BTreeMap::new());
    for act in &acts {
        tickets.extend(act.decided.after().map(|ticket| (ticket.id, ticket.clone())));
        for recorded in act.decided.events() {
            if let Fact::Ticket { event, .. } = &recorded.fact {
                *seen.entry(name(event)).or_insert(0) += 1;
            }
        }
    }
    Told { acts, tickets, seen }
}

#[test]
fn the_same_seed_gives_the_same_past_and_another_another() {
    let (one, same, other) = (told(past(3, 1)), told(past(3, 1)), told(past(3, 2)));
    assert!(one.acts == same.acts, "to the last id");
    assert!(one.acts != other.acts);
}

/// Told once: it takes seconds, every invariant being looked at after every step.
fn five_weeks() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| told(past(DAYS, 1)))
}

fn opened(told: &Told) -> impl Iterator<Item = &Ticket> {
    told.tickets.values()
}

#[test]
fn five_weeks_have_the_shape_of_a_hospital() {
    let told = five_weeks();
    let mut days: BTreeMap<LocalDay, Vec<&Ticket>> = BTreeMap::new();
    opened(told).for_each(|ticket| days.entry(ticket.number.day).or_default().push(ticket));
    assert_eq!(days.len(), 36, "35 whole days and the morning of today");
    for (day, tickets) in days.iter().take(35) {
        let usual = if shape::is_weekend(*day) { 55..85 } else { 195..240 };
        assert!(usual.contains(&tickets.len()), "{day}: {}", tickets.len());
        let serials: BTreeSet<u32> = tickets.iter().map(|ticket| ticket.number.serial).collect();
        let last = u32::try_from(tickets.len()).expect("few");
        assert!(serials.into_iter().eq(1..=last), "{day}: numbers without gap or repeat");
    }
    let hour = |ticket: &Ticket| (ticket.opened_at.micros() / 3_600_000_000 + 8) % 24;
    let at =
        |hours: core::ops::Range<i64>| opened(told).filter(|ticket| hours.contains(&hour(ticket))).count();
    assert!(at(8..11) > 2 * at(14..16) * 8 / 10, "the morning is the higher hill");
    assert!(at(14..16) > 2 * at(12..14), "and the afternoon the second");
    assert!(at(0..6) * 10 < at(8..11), "nights are quiet");
    let by =
        |channel| opened(told).filter(|ticket| ticket.channel == channel).count() * 100 / told.tickets.len();
    assert!((57..=63).contains(&by(Channel::Page)) && (32..=38).contains(&by(Channel::Phone)));
}

#[test]
fn every_kind_of_thing_happens_in_five_weeks() {
    let told = five_weeks();
    let count = |what: &str| told.seen.get(what).copied().unwrap_or(0);
    for what in USUAL {
        assert!(count(what) >= 20, "{what}: {} of {:?}", count(what), told.seen);
    }
    let live = told.tickets.values().filter(|ticket| ticket.is_live()).count();
    assert!((3..80).contains(&live), "what a morning leaves open: {live}");
    let missed = told.tickets.values().filter(|ticket| ticket.clocks.resolve.missed).count();
    assert!((20..400).contains(&missed), "a few are late: {missed}");
    let stars = told.tickets.values().filter_map(|ticket| ticket.rated).map(usize::from);
    let (rated, sum) = stars.fold((0, 0), |(count, sum), stars| (count + 1, sum + stars));
    assert!((420..470).contains(&(sum * 100 / rated)), "mostly content: {sum} stars of {rated}");
}

/// Positions and event times as a log has them; every text that is named is there.
#[test]
fn the_acts_are_a_log() {
    let told = told(past(7, 1));
    let (mut last, mut turns, mut texts) = (Timestamp::from_micros(0), 0, BTreeSet::new());
    for act in &told.acts {
        texts.extend(act.texts.iter().map(|words| words.id));
        assert!(act.texts.iter().all(|words| !words.text.is_empty()));
        for recorded in act.decided.events() {
            assert!(recorded.at >= last && recorded.at < UNTIL, "times run on");
            last = recorded.at;
            match &recorded.fact {
                Fact::Organisation(org::Event::DayTurned { .. }) => turns += 1,
                Fact::Ticket { event: Event::Opened { summary, .. }, .. } => {
                    assert!(texts.contains(summary));
                }
                _ => {}
            }
        }
    }
    assert_eq!(turns, 7, "every midnight");
}

#[test]
fn the_past_begins_at_the_midnight_five_weeks_ago() {
    let zone = TimeZoneName::SHANGHAI;
    let midnight = Timestamp::from_micros(1_795_622_400_000_000);
    assert_eq!(begins(zone, UNTIL), midnight - Span::from_hours(24 * DAYS));
    assert_eq!(begins(zone, midnight), midnight - Span::from_hours(24 * DAYS));
}
