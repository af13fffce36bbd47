//! Folding and counting anew agree, and each figure means what it says.

use super::*;
use crate::fixtures::desk::{LI, NO_TONER, NURSE, clock};
use crate::sla::DeadlineKind;
use crate::ticket::Command;
use crate::ticket::tests::given::{Given, accepts, arrives, by, completes, given, reported, rings};
use crate::ticket::tests::states::State;

const ZONE: TimeZoneName = TimeZoneName::SHANGHAI;
const TODAY: LocalDay = LocalDay(20_261_124);

fn figures_of(given: &Given) -> Figures {
    Figures::count(given.ticket.as_ref(), TODAY, ZONE)
}

/// The figures after each event, folded from the log.
fn folded(given: &Given) -> Figures {
    let mut figures = Figures::empty(TODAY);
    let mut ticket = None;
    for recorded in &given.log {
        let after = crate::ticket::apply(ticket.clone(), recorded);
        figures.changed(ticket.as_ref(), after.as_ref().unwrap(), ZONE);
        ticket = after;
    }
    figures
}

#[test]
fn in_every_state_the_fold_is_what_counting_gives() {
    for &state in State::ALL {
        let given = state.given();
        assert_eq!(folded(&given), figures_of(&given), "{state:?}");
        let live = figures_of(&given).live();
        assert_eq!(live, u32::from(!state.has_ended()), "{state:?}");
    }
}

#[test]
fn ringing_is_in_progress_and_unassigned_is_not() {
    let opened = figures_of(&given([reported()]));
    assert_eq!((opened.unassigned(), opened.shown(Shown::InProgress), opened.opened_today), (1, 0, 1));
    let ringing = figures_of(&given([reported(), rings(1, LI)]));
    assert_eq!((ringing.unassigned(), ringing.shown(Shown::InProgress)), (0, 1));
}

#[test]
fn overdue_ends_when_the_target_is_met_at_last() {
    let missed = given([reported()]).and_expired(DeadlineKind::Miss(Target::Accept));
    assert_eq!(figures_of(&missed).overdue, 1);
    let accepted = missed.and(rings(1, LI)).and(accepts(LI));
    assert_eq!(figures_of(&accepted).overdue, 0);
}

#[test]
fn today_is_the_organisations_day_and_ends_with_it() {
    let done = || given([reported(), rings(1, LI), accepts(LI), arrives(LI), completes(LI, NO_TONER)]);
    assert_eq!((figures_of(&done()).completed_today, figures_of(&done()).opened_today), (1, 1));
    let reopened = done().and(by(NURSE, Command::Reopen { note: None }));
    assert_eq!(figures_of(&reopened).completed_today, 0);
    // Ten in the evening UTC is the next day in Shanghai.
    assert_eq!(ZONE.local_day(clock(22, 0)), LocalDay(20_261_125));
    let mut figures = figures_of(&done());
    figures.organisation_event(&org::Event::DayTurned { day: LocalDay(20_261_125) });
    assert_eq!(figures, Figures::count(done().ticket.as_ref(), LocalDay(20_261_125), ZONE));
}

#[test]
fn a_snapshot_is_read_back() {
    let figures = figures_of(&State::Alarmed.given());
    let text = serde_json::to_string(&figures).unwrap();
    assert_eq!(serde_json::from_str::<Figures>(&text).unwrap(), figures);
}
