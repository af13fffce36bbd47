//! Whatever happens to tickets, in whatever order of days: the scores folded event by event are what a plain
//! count of the whole histories gives, and a snapshot goes on where it was taken.

mod plain;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use self::plain::Plain;
use super::*;
use crate::fixtures::desk::{DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, clock, directory};
use crate::sla::DeadlineKind;
use crate::ticket::tests::given::{Act, Given, accepts, arrives, by, completes, given, reported, rings};
use crate::ticket::tests::walk::{Try, tries, walked};
use crate::ticket::{Command, apply};
use crate::time::Span;

const SHANGHAI: TimeZoneName = TimeZoneName::SHANGHAI;

/// Folds a log of several tickets.
pub(super) fn folded(zone: TimeZoneName, log: &[Recorded]) -> Scores {
    let mut fold = Folding { scores: Scores::empty(zone), tickets: BTreeMap::new() };
    log.iter().for_each(|recorded| fold.take(recorded));
    fold.scores
}

struct Folding {
    scores: Scores,
    tickets: BTreeMap<TicketId, Ticket>,
}

impl Folding {
    fn take(&mut self, recorded: &Recorded) {
        match &recorded.fact {
            Fact::Ticket { ticket, .. } => {
                let before = self.tickets.remove(ticket);
                let after = apply(before.clone(), recorded).unwrap();
                self.scores.take(before.as_ref(), recorded, &after);
                self.tickets.insert(*ticket, after);
            }
            Fact::Organisation(event) => self.scores.organisation_event(event, recorded.at),
        }
    }
}

/// The same history, of another ticket and days later.
fn moved(log: &[Recorded], id: i64, days: i64) -> Vec<Recorded> {
    let later = Span::from_hours(24 * days);
    let moved = log.iter().cloned().map(|mut recorded| {
        recorded.at = recorded.at + later;
        recorded.occurred_at = recorded.occurred_at.map(|at| at + later);
        if let Fact::Ticket { ticket, .. } = &mut recorded.fact {
            *ticket = TicketId::from_raw(id);
        }
        recorded
    });
    moved.collect()
}

fn turned(day: LocalDay, at: Timestamp) -> Recorded {
    let fact = Fact::Organisation(org::Event::DayTurned { day });
    Recorded { at, by: crate::log::By::Wheel, occurred_at: None, fact }
}

/// One log of all, by time; `by_ticket`: as an import may bring them, one ticket after the other.
fn together(histories: Vec<Vec<Recorded>>, by_ticket: bool) -> Vec<Recorded> {
    let mut log: Vec<Recorded> = histories.into_iter().flatten().collect();
    if !by_ticket {
        log.sort_by_key(|recorded| recorded.at);
    }
    log
}

fn walks() -> impl Strategy<Value = Vec<(Vec<(Try, i64)>, i64)>> {
    vec((tries(), 0..40_i64), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_is_what_a_plain_count_gives(
        walks in walks(),
        zone in select(vec!["Asia/Shanghai", "UTC", "America/New_York", "Pacific/Apia"]),
        by_ticket in any::<bool>(),
        cut in 0..400_usize,
        idle in 0..3_i64,
    ) {
        let zone = TimeZoneName::parse(zone).unwrap();
        let histories = (1..).zip(walks).map(|(id, (tries, days))| moved(&walked(tries).log, id, days));
        let mut log = together(histories.collect(), by_ticket);
        let last = log.iter().map(|recorded| recorded.at).max().unwrap() + Span::from_hours(24 * idle);
        log.push(turned(zone.local_day(last), last));
        let scores = folded(zone, &log);
        Plain::of(zone, &log).agrees_with(&scores, &directory(), last);

        // A snapshot taken anywhere goes on as if nothing had been.
        let cut = cut.min(log.len());
        let mut fold = Folding { scores: Scores::empty(zone), tickets: BTreeMap::new() };
        log[..cut].iter().for_each(|recorded| fold.take(recorded));
        let written = serde_json::to_string(&fold.scores).unwrap();
        fold.scores = serde_json::from_str(&written).unwrap();
        log[cut..].iter().for_each(|recorded| fold.take(recorded));
        prop_assert_eq!(fold.scores, scores);
    }
}

fn done() -> Given {
    given([reported(), rings(1, LI), accepts(LI), arrives(LI), completes(LI, NO_TONER)])
}

#[test]
fn a_day_is_what_it_was_at_its_end() {
    let day = |given: &Given| folded(SHANGHAI, &given.log).days(&directory())[0];
    assert_eq!((day(&done()).opened, day(&done()).completed_same_day), (1, 1));
    let reopen = || by(NURSE, Command::Reopen { note: None });
    let at_once = done().and(reopen());
    assert_eq!(day(&at_once).completed_same_day, 0);
    // Ten in the evening UTC is the next day in Shanghai.
    let next_day = done().and(reopen().at(22, 0));
    assert_eq!(day(&next_day).completed_same_day, 1);
}

#[test]
fn a_completion_counts_for_its_engineer_while_it_stands() {
    let engineers = |given: &Given| {
        let scores = folded(SHANGHAI, &given.log).engineers();
        scores.iter().map(|score| (score.engineer, score.completed, score.in_hand)).collect::<Vec<_>>()
    };
    assert_eq!(engineers(&given([reported(), rings(1, LI), accepts(LI)])), [(LI, 0, 1)]);
    assert_eq!(engineers(&done()), [(LI, 1, 0)]);
    assert_eq!(engineers(&done().and(by(NURSE, Command::Reopen { note: None }))), []);
}

#[test]
fn a_reopened_ticket_is_not_accepted_for_the_first_time() {
    let once = folded(SHANGHAI, &done().log);
    assert_eq!(once.accept_median_s(), Some(120));
    assert_eq!((once.respond_median_s(), once.resolve_median_s()), (Some(180), Some(240)));
    let again = done().and(by(NURSE, Command::Reopen { note: None })).and(rings(2, LI)).and(accepts(LI));
    let twice = folded(SHANGHAI, &again.log);
    assert_eq!(twice.accept_median_s(), Some(120));
    assert_eq!(twice.resolve_median_s(), None);
}

#[test]
fn a_completion_that_was_undone_was_no_response() {
    let ended = given([reported(), rings(1, LI), accepts(LI)])
        .and(by(DISPATCHER, Command::Complete { cause: NO_TONER, note: None, occurred_at: None }));
    assert_eq!(folded(SHANGHAI, &ended.log).respond_median_s(), Some(180));
    let undo = Command::Undo { version: ended.ticket().version, history: ended.log.clone() };
    let at = ended.now() + Span::from_seconds(5);
    let undone = ended.and(Act { at: Some(at), ..by(DISPATCHER, undo) });
    let scores = folded(SHANGHAI, &undone.log);
    assert_eq!((scores.respond_median_s(), scores.resolve_median_s()), (None, None));
    assert_eq!(scores.days(&directory())[0].completed_same_day, 0);
    let engineers = scores.engineers();
    assert_eq!((engineers[0].completed, engineers[0].in_hand), (0, 1), "he has it in hand again");
}

#[test]
fn a_missed_target_counts_once_a_ticket() {
    let missed = given([reported()])
        .and_expired(DeadlineKind::Miss(Target::Accept))
        .and_expired(DeadlineKind::Miss(Target::Respond));
    let scores = folded(SHANGHAI, &missed.log);
    assert_eq!(scores.days(&directory())[0].overdue_same_day, 1);
    assert_eq!(scores.overdue_since(), missed.log.iter().find(|event| is_miss(event)).map(|event| event.at));
}

fn is_miss(recorded: &Recorded) -> bool {
    matches!(recorded.fact, Fact::Ticket { event: Event::DeadlineMissed { .. }, .. })
}

#[test]
fn joining_a_report_is_no_report() {
    let joined = given([reported()]).and(by(DOCTOR, Command::Join { reporter: DOCTOR }));
    assert_eq!(folded(SHANGHAI, &joined.log).days(&directory())[0].opened, 1);
}

#[test]
fn usual_is_the_mean_of_like_days_up_to_now() {
    // At 9:00 UTC, which is 17:00 in Shanghai: the present day and each of six weeks before it.
    let report = given([reported()]).log;
    let mut log = Vec::new();
    for weeks in 0..7 {
        let reports = if weeks == 2 { 3 } else { 1 };
        for nth in 0..reports {
            log.extend(moved(&report, 100 * weeks + nth, -7 * weeks));
        }
    }
    // The sixth week back is the log's first day; of the five after it, one had three.
    let scores = folded(SHANGHAI, &log);
    assert_eq!(scores.usual_by(clock(8, 59)), Some(0));
    assert_eq!(scores.usual_by(clock(9, 15)), Some(1));
    assert_eq!(scores.usual_by(clock(9, 30)), Some(1));
    let today = scores.today_against_usual(clock(9, 15));
    assert_eq!(today.like_days.len(), 5);
    let busy = today.half_hours[34];
    assert_eq!((busy.from_minute, busy.opened, busy.usual), (17 * 60, Some(1), Some((1, 1, 3))));
    assert_eq!(today.half_hours[35].opened, None);
    // A young log knows no like day.
    assert_eq!(folded(SHANGHAI, &report).usual_by(clock(9, 15)), None);
}
