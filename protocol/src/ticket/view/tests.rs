//! What each reader sees of a ticket.

use lamplight_domain::ticket::{HoldReason, Ticket};
use lamplight_domain::time::Span;

use super::*;
use crate::person::{Presence, person_row};
use crate::ticket::Stage;
use crate::view::tests::{CAUSE, LI, NURSE, WU, at, hospital, owned_by, ringing_at, unassigned};

fn row(ticket: &Ticket, reader: Reader) -> TicketRow {
    ticket_row(ticket, &hospital(), "打印机不出纸", &reader)
}

#[test]
fn the_wall_sees_engineers_and_nothing_of_reporters() {
    let row = row(&ringing_at(LI), Reader::Wall);
    assert_eq!(row.offer.map(|offer| offer.engineer.name).as_deref(), Some("李工"));
    assert_eq!((row.summary.as_str(), row.reporter, row.reporter_phone), ("", None, None));
}

#[test]
fn telephones_are_for_the_desk_and_whom_it_concerns() {
    let phone = |ticket: &Ticket, reader| row(ticket, reader).reporter_phone.unwrap();
    assert_eq!(phone(&unassigned(), Reader::Board), "13812346021");
    assert_eq!(phone(&ringing_at(LI), Reader::Engineer(LI)), "13812346021");
    assert_eq!(phone(&owned_by(LI, Phase::Accepted), Reader::Engineer(LI)), "13812346021");
    assert_eq!(phone(&ringing_at(LI), Reader::Engineer(WU)), "138****6021");
    assert_eq!(phone(&unassigned(), Reader::Reporter(NURSE)), "138****6021");
}

#[test]
fn running_clocks_have_a_due_time_and_paused_ones_none() {
    let mut ticket = unassigned();
    ticket.clocks.accept.used = Span::from_minutes(4);
    ticket.clocks.resolve.since = None;
    let clocks = row(&ticket, Reader::Board).clocks;
    assert_eq!(clocks[0].due_at, Some(Instant(at(6 * 60))));
    assert_eq!((clocks[2].due_at, clocks[2].running_since), (None, None));
}

#[test]
fn a_ticket_says_why_it_waits() {
    let waits = |change: fn(&mut Ticket)| {
        let mut ticket = unassigned();
        change(&mut ticket);
        row(&ticket, Reader::Board).waits
    };
    assert_eq!(waits(|_| ()), Some(Waits::Backlog));
    assert_eq!(waits(|ticket| ticket.round.stranded = Some((at(9), 4))), Some(Waits::Stranded));
    assert_eq!(waits(|ticket| ticket.by_hand = Some(ByHand::Later)), Some(Waits::Later));
    assert_eq!(waits(|ticket| ticket.by_hand = Some(ByHand::WrongGroup)), Some(Waits::WrongGroup));
    assert_eq!(row(&ringing_at(LI), Reader::Board).waits, None);
    let mut owned = owned_by(LI, Phase::Accepted);
    owned.by_hand = Some(ByHand::Quarantined);
    assert_eq!(row(&owned, Reader::Board).waits, Some(Waits::Quarantined));
}

#[test]
fn an_end_names_its_cause() {
    let mut ticket = unassigned();
    ticket.end = Some(End::Completed { cause: CAUSE });
    let row = row(&ticket, Reader::Board);
    assert_eq!((row.stage, row.cause.unwrap().name.as_str()), (Stage::Completed, "耗材用尽"));
    assert_eq!(row.waits, None);
}

#[test]
fn an_engineers_row_adds_up_his_tickets() {
    let held =
        owned_by(LI, Phase::OnHold { reason: HoldReason::Parts, until: at(900), arrived: None, set_by: 4 });
    let (directory, ringing, foreign) = (hospital(), ringing_at(LI), ringing_at(WU));
    let presence = Presence { duty: lamplight_domain::org::Duty::Busy, ..Presence::default() };
    let li = directory.person(LI).unwrap();
    let row = person_row(li, &directory, presence, [&held, &ringing, &foreign]);
    assert_eq!((row.load, row.ringing_load, row.capacity), (22, 20, Some(60)));
    assert_eq!((row.owned.len(), row.ringing[0].name.as_str()), (1, "1124-087"));
}

#[test]
fn alerts_name_the_gravest_reason() {
    use crate::live::{AlertKind, alert_row};
    let alert = |ticket: &Ticket| alert_row(ticket, &hospital(), "打印机不出纸");
    assert_eq!(alert(&unassigned()), None);
    let mut late = unassigned();
    late.clocks.accept.missed = true;
    late.escalated = 1;
    let row = alert(&late).unwrap();
    assert_eq!((row.kind, row.level, row.acknowledged), (AlertKind::AcceptOverdue, 1, false));
    assert_eq!(row.since, Instant(at(10 * 60)));
    late.round.stranded = Some((at(30), 4));
    assert_eq!(alert(&late).unwrap().kind, AlertKind::Stranded);
    late.end = Some(End::Completed { cause: CAUSE });
    assert_eq!(alert(&late), None);
}

#[test]
fn a_target_met_late_alarms_until_acknowledged() {
    use crate::live::alert_row;
    let mut ticket = owned_by(LI, Phase::Accepted);
    ticket.clocks.accept.missed = true;
    ticket.clocks.accept.since = None;
    ticket.clocks.accept.stopped_at = Some(at(11 * 60));
    ticket.clocks.accept.used = Span::from_minutes(11);
    ticket.escalated = 2;
    let row = alert_row(&ticket, &hospital(), "").unwrap();
    assert_eq!((row.level, row.since), (2, Instant(at(10 * 60))));
    ticket.escalated = 0;
    ticket.acknowledged = 2;
    assert_eq!(alert_row(&ticket, &hospital(), ""), None);
}
