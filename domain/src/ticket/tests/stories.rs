//! What the table cannot show: who is told what, what follows later, and what the state remembers.

use super::given::{
    accepts, arrives, assigned, by, completes, declines, given, lapses, ours, reported, returns, rings,
    transferred, withdraws,
};
use super::states::{State, quarantined};
use crate::fixtures::desk::{
    ADMIN, CAMPUS, DEVICES, DIRTY_GLASS, DISPATCHER, DOCTOR, GONE, HARDWARE, LI, NETWORK, NO_TONER, NURSE,
    PRINTER, SCANNER, SCREEN, SUPERVISOR, WARD_3, WARD_4, WORDS, WORN_OUT, WU, ZHAO, clock, proposal, report,
    transfer,
};
use crate::ids::{CauseId, OfferId, PersonId, TicketId, ZoneId};
use crate::log::{By, Fact};
use crate::ticket::{
    Accept, ByHand, Command, Dispatch, End, Event, OfferKind, Open, Priority, Rejection, ReturnReason, Stage,
    load_of,
};

fn opens(open: Open) -> super::given::Act {
    by(DISPATCHER, Command::Open(open))
}

#[test]
fn a_report_takes_zone_and_priority_from_what_is_known() {
    let plain = given([reported()]);
    assert_eq!((plain.ticket().zone, plain.ticket().priority), (WARD_3, Priority::Normal));
    let urgent = given([opens(Open { patient_waiting: true, zone: Some(WARD_4), ..report() })]);
    assert_eq!((urgent.ticket().zone, urgent.ticket().priority), (WARD_4, Priority::High));
    let chosen = given([opens(Open { priority: Some(Priority::Low), patient_waiting: true, ..report() })]);
    assert_eq!(chosen.ticket().priority, Priority::Low);
}

#[test]
fn a_report_must_name_what_exists() {
    let unknown = |field| Rejection::Unknown { field };
    given([]).when(opens(Open { zone: None, department: None, ..report() })).refused(Rejection::ZoneMissing);
    given([]).when(opens(Open { category: DEVICES, ..report() })).refused(Rejection::NotALeaf);
    given([]).when(opens(Open { category: 9.into(), ..report() })).refused(unknown("category"));
    given([]).when(opens(Open { zone: Some(9.into()), ..report() })).refused(unknown("zone"));
    given([]).when(opens(Open { department: Some(9.into()), ..report() })).refused(unknown("department"));
    given([]).when(opens(Open { system: Some(9.into()), ..report() })).refused(unknown("system"));
    given([]).when(opens(Open { reporter: 9.into(), ..report() })).refused(Rejection::UnknownPerson);
    let gone = Some(proposal(1, GONE, clock(9, 5)));
    given([])
        .when(opens(Open { offer: gone, ..report() }))
        .refused(Rejection::NotEligible { engineer: GONE });
}

#[test]
fn a_report_may_come_with_its_ring_or_its_end() {
    let offer = Some(proposal(1, LI, clock(9, 5)));
    let opened = given([]).when(opens(Open { offer, ..report() })).then_only("opened offered");
    assert_eq!(opened.log[0].by, By::Person(DISPATCHER));
    assert_eq!(opened.log[1].by, By::Dispatch);
    let solved = Some((NO_TONER, Some(WORDS)));
    let opened = given([]).when(opens(Open { solved, ..report() })).then_only("opened completed");
    assert_eq!(opened.ticket().end, Some(End::Completed { cause: NO_TONER }));
}

#[test]
fn only_the_desk_opens_for_others_with_a_priority_for_later_or_solved() {
    let nurse = |open| by(NURSE, Command::Open(open));
    given([]).when(nurse(Open { reporter: DOCTOR, ..report() })).refused(Rejection::Forbidden);
    given([])
        .when(nurse(Open { priority: Some(Priority::Critical), ..report() }))
        .refused(Rejection::Forbidden);
    given([]).when(nurse(Open { dispatch: Dispatch::Later, ..report() })).refused(Rejection::Forbidden);
    given([]).when(nurse(Open { solved: Some((NO_TONER, None)), ..report() })).refused(Rejection::Forbidden);
    for person in [LI, SUPERVISOR, ADMIN, SCREEN] {
        given([]).when(by(person, Command::Open(report()))).refused(Rejection::Forbidden);
    }
}

#[test]
fn whom_it_rings_at_takes_it_whatever_the_clock_says() {
    let ringing = || given([reported(), rings(1, LI)]);
    let accepted = Event::Accepted { engineer: LI, offer: OfferId::from_raw(1) };
    ringing().when(accepts(LI).at(9, 6)).then([accepted.clone()]);
    ringing().when(accepts(WU)).refused(Rejection::RingsAtAnother { engineer: LI });
    ringing().and(lapses(2)).when(accepts(LI).at(9, 7)).then([accepted]);
    ringing()
        .and(lapses(2))
        .and(rings(2, WU))
        .when(accepts(LI))
        .refused(Rejection::RingsAtAnother { engineer: WU });
    let wrong_ring = by(LI, Command::Accept(Accept { offer: Some(OfferId::from_raw(7)) }));
    ringing().when(wrong_ring).refused(Rejection::OfferIsOver);
    ringing().and(accepts(LI)).when(accepts(LI)).refused(Rejection::NotRinging { stage: Stage::Accepted });
}

#[test]
fn people_without_the_right_hear_so_and_people_overtaken_hear_why() {
    let accepted = || given([reported(), rings(1, LI), accepts(LI)]);
    accepted().when(completes(WU, NO_TONER)).refused(Rejection::OwnedByAnother { engineer: LI });
    accepted().when(completes(NURSE, NO_TONER)).refused(Rejection::Forbidden);
    accepted().when(withdraws(DOCTOR)).refused(Rejection::Forbidden);
    accepted().when(by(SUPERVISOR, Command::Release)).refused(Rejection::Forbidden);
    accepted().when(by(WU, Command::Comment { text: WORDS })).refused(Rejection::Forbidden);
    accepted().when(by(NURSE, Command::Join { reporter: DOCTOR })).refused(Rejection::Forbidden);
    accepted().when(by(NURSE, Command::OpenRound)).refused(Rejection::Forbidden);
    accepted().when(ours(Command::Urge { note: None })).refused(Rejection::Forbidden);
    accepted().when(ours(Command::Offer(transfer(2, WU, clock(10, 0))))).refused(Rejection::Forbidden);
    let ended = || accepted().and(completes(LI, NO_TONER));
    ended().when(completes(LI, NO_TONER)).refused(Rejection::Ended { stage: Stage::Completed });
}

#[test]
fn who_declines_or_returns_is_not_asked_again_until_it_is_reopened() {
    let declined = || given([reported(), rings(1, LI), declines(LI)]);
    assert!(declined().ticket().excluded.engineers.contains(&LI));
    declined().when(rings(2, LI)).refused(Rejection::NotEligible { engineer: LI });
    // By hand only membership binds.
    declined().when(assigned(2, LI)).then_only("offered");
    let returned = || given([reported(), rings(1, LI), accepts(LI), returns(LI, ReturnReason::WrongGroup)]);
    returned().when(rings(2, WU)).refused(Rejection::NotEligible { engineer: WU });
    returned().when(rings(2, ZHAO)).then_only("offered");
    let reopened = returned()
        .and(withdraws(NURSE))
        .and(by(NURSE, Command::Reopen { note: None }))
        .when(rings(2, LI))
        .then_only("offered");
    assert_eq!((reopened.ticket().round.no, reopened.ticket().wrong_groups), (2, 0));
}

#[test]
fn the_second_wrong_group_ends_automatic_dispatch_until_it_is_handed_back() {
    let wrong_twice = State::WrongGroup.given();
    assert_eq!(wrong_twice.ticket().by_hand, Some(ByHand::WrongGroup));
    let groups: Vec<_> = wrong_twice.ticket().excluded.groups.iter().copied().collect();
    assert_eq!(groups, [HARDWARE, NETWORK]);
    assert_eq!(wrong_twice.and(by(DISPATCHER, Command::Dispatch)).ticket().by_hand, None);
}

#[test]
fn who_lapses_twice_is_passed_over_for_this_round() {
    let twice = given([reported(), rings(1, LI), lapses(2), rings(2, LI), lapses(4)]);
    assert_eq!(twice.ticket().round.lapsed.get(&LI), Some(&2));
    let strand = Command::Strand {
        decision: crate::fixtures::desk::decision(crate::dispatch::DecisionKind::Stranded, None),
    };
    let stranded = twice.and(ours(strand));
    assert!(stranded.decide(&rings(3, LI)).is_err());
    let again = stranded.and(ours(Command::OpenRound)).and(rings(3, LI));
    assert_eq!((again.ticket().round.no, again.ticket().round.lapsed.len()), (2, 0));
}

#[test]
fn an_offer_by_hand_goes_before_a_ring_and_an_owner() {
    let owned = given([reported(), rings(1, LI), accepts(LI)]);
    let offered = owned.when(assigned(2, WU)).then_only("released offered");
    assert_eq!((load_of(offered.ticket(), LI), load_of(offered.ticket(), WU)), (0, 30));
    given([reported(), rings(1, LI)])
        .when(assigned(2, LI))
        .refused(Rejection::AlreadyTheirs { engineer: LI });
    given([reported()]).when(assigned(2, GONE)).refused(Rejection::NotEligible { engineer: GONE });
    let foreign = Command::Offer(crate::ticket::Proposal { group: NETWORK, ..proposal(2, LI, clock(9, 5)) });
    given([reported()]).when(by(DISPATCHER, foreign)).refused(Rejection::NotEligible { engineer: LI });
}

#[test]
fn a_transfer_leaves_the_owner_until_it_is_accepted() {
    let asked = || given([reported(), rings(1, LI), accepts(LI), transferred(LI, 2, WU)]);
    assert_eq!((load_of(asked().ticket(), LI), load_of(asked().ticket(), WU)), (30, 30));
    let taken = asked().and(accepts(WU));
    assert_eq!(taken.ticket().owner.as_ref().map(|owner| owner.engineer), Some(WU));
    let declined = asked().and(declines(WU));
    assert_eq!(declined.ticket().owner.as_ref().map(|owner| owner.engineer), Some(LI));
    assert!(declined.ticket().excluded.engineers.contains(&WU));
    let lapsed = asked().and_expired(crate::sla::DeadlineKind::Ring);
    assert_eq!((lapsed.ticket().stage(), lapsed.ticket().last_offer), (Stage::Accepted, None));
    asked().when(transferred(WU, 3, ZHAO)).refused(Rejection::OwnedByAnother { engineer: LI });
    asked().when(transferred(LI, 3, LI)).refused(Rejection::AlreadyTheirs { engineer: LI });
}

#[test]
fn another_category_or_zone_revokes_a_dispatch_ring_but_keeps_an_owner() {
    let moved = |given: super::given::Given| {
        let command = Command::Reclassify { category: PRINTER, zone: Some(WARD_4), system: None };
        given.when(by(DISPATCHER, command))
    };
    let ringing = moved(given([reported(), rings(1, LI)])).then_only("revoked reclassified round_opened");
    assert_eq!(ringing.ticket().assignment_version, 4);
    moved(given([reported(), rings(1, LI), accepts(LI)])).then_only("reclassified");
    let asked = given([reported(), rings(1, LI), accepts(LI), transferred(LI, 2, WU)]);
    let asked = moved(asked).then_only("reclassified");
    assert_eq!(asked.ticket().offer.map(|offer| offer.kind), Some(OfferKind::Transfer));
    let same = Command::Reclassify { category: PRINTER, zone: Some(WARD_3), system: None };
    given([reported()]).when(by(DISPATCHER, same)).refused(Rejection::NothingChanges);
    let root = Command::Reclassify { category: DEVICES, zone: Some(CAMPUS), system: None };
    given([reported()]).when(by(DISPATCHER, root)).refused(Rejection::NotALeaf);
}

#[test]
fn a_cause_must_be_one_the_category_offers() {
    let accepted = || given([reported(), rings(1, LI), accepts(LI)]);
    accepted().when(completes(LI, WORN_OUT)).then_only("completed");
    accepted().when(completes(LI, DIRTY_GLASS)).refused(Rejection::CauseNotOfCategory);
    accepted().when(completes(LI, CauseId::from_raw(9))).refused(Rejection::Unknown { field: "cause" });
}

#[test]
fn the_version_that_guards_a_choice_moves_only_with_what_it_was_made_from() {
    let mut given = given([reported()]);
    let mut expect = |act, guard: u32| {
        let before = std::mem::replace(&mut given, self::given([]));
        given = before.and(act);
        assert_eq!(given.ticket().assignment_version, guard, "after version {}", given.ticket().version);
    };
    expect(by(NURSE, Command::Comment { text: WORDS }), 1);
    expect(rings(1, LI), 3);
    expect(accepts(LI), 4);
    expect(arrives(LI), 4);
    expect(by(DISPATCHER, Command::Reprioritise { priority: Priority::High }), 6);
    expect(by(DOCTOR, Command::Join { reporter: DOCTOR }), 6);
    expect(completes(LI, NO_TONER), 8);
    expect(by(NURSE, Command::Rate { stars: 5, words: None }), 8);
}

#[test]
fn it_is_rated_once_a_completion() {
    let rate = |stars| by(NURSE, Command::Rate { stars, words: None });
    let done = || given([reported(), rings(1, LI), accepts(LI), completes(LI, NO_TONER)]);
    done().when(rate(0)).refused(Rejection::StarsOutOfRange);
    done().when(rate(6)).refused(Rejection::StarsOutOfRange);
    done().when(by(DOCTOR, Command::Rate { stars: 5, words: None })).refused(Rejection::Forbidden);
    done().and(rate(2)).when(rate(5)).refused(Rejection::AlreadyRated { stars: 2 });
    let again = done().and(rate(2)).and(by(NURSE, Command::Reopen { note: None }));
    assert_eq!(again.ticket().former_owner, Some(LI));
    let again = again.and(rings(2, LI)).and(accepts(LI)).and(completes(LI, NO_TONER)).and(rate(5));
    assert_eq!((again.ticket().completions, again.ticket().rated), (2, Some(5)));
}

#[test]
fn a_merge_brings_its_reporters_and_a_split_takes_the_ticket_back() {
    let child = TicketId::from_raw(8);
    let adopt = || ours(Command::Adopt { child, reporters: vec![DOCTOR, NURSE] });
    let target = given([reported()]).and(adopt());
    assert_eq!(target.ticket().reporters, [NURSE, DOCTOR]);
    target.when(adopt()).refused(Rejection::NothingChanges);
    let mended = State::Completed.given().and(adopt());
    assert!(mended.ticket().reporters.contains(&DOCTOR) && mended.ticket().end.is_some());
    let own = Command::Merge { into: crate::fixtures::desk::TICKET };
    given([reported()]).when(by(DISPATCHER, own)).refused(Rejection::BadMergeTarget);
    let split = State::Merged.given().and(by(DISPATCHER, Command::Split));
    assert!(split.ticket().is_unassigned());
}

#[test]
fn a_child_that_lives_again_takes_along_whom_it_alone_brought() {
    let [first, second] = [8, 9].map(TicketId::from_raw);
    let adopt = |child, reporters: &[PersonId]| ours(Command::Adopt { child, reporters: reporters.to_vec() });
    let disown = |child| ours(Command::Disown { child });
    let both = given([reported()]).and(adopt(first, &[NURSE, DOCTOR, LI])).and(adopt(second, &[DOCTOR]));
    assert_eq!(both.ticket().reporters, [NURSE, DOCTOR, LI]);
    let one = both.and(disown(first));
    assert_eq!(one.ticket().reporters, [NURSE, DOCTOR], "the doctor came with the second too");
    let none = one.and(disown(second));
    assert_eq!(none.ticket().reporters, [NURSE], "she reported it herself");
    assert!(none.ticket().merged.is_empty());
    let again = none.and(adopt(first, &[DOCTOR]));
    assert_eq!(again.ticket().reporters, [NURSE, DOCTOR]);
    again.when(disown(second)).refused(Rejection::NothingChanges);
}

#[test]
fn a_dispatcher_who_revokes_a_ring_has_the_ticket_in_hand() {
    let revoke = Command::Revoke { reason: crate::ticket::RevokeReason::OffDuty };
    let revoked = given([reported(), rings(1, LI)]).and(by(DISPATCHER, revoke));
    assert_eq!(revoked.ticket().by_hand, Some(ByHand::Later));
    let Fact::Ticket { event: Event::Revoked { reason, .. }, .. } = &revoked.log[2].fact else { panic!() };
    assert_eq!(*reason, crate::ticket::RevokeReason::ByDispatcher);
}

#[test]
fn quarantine_ends_the_ring_keeps_the_load_and_remembers_who_dispatches() {
    let owned = quarantined(State::Transferring.given());
    assert_eq!((load_of(owned.ticket(), LI), load_of(owned.ticket(), WU)), (30, 0));
    let back = owned.and(by(ADMIN, Command::Unquarantine));
    assert_eq!((back.ticket().by_hand, back.ticket().stage()), (None, Stage::Accepted));
    for (state, why) in [(State::Later, ByHand::Later), (State::WrongGroup, ByHand::WrongGroup)] {
        let back = quarantined(state.given()).and(by(DISPATCHER, Command::Unquarantine));
        assert_eq!(back.ticket().by_hand, Some(why));
    }
}

#[test]
fn a_desk_cannot_name_places_and_people_it_does_not_have() {
    let unknown = Command::Reclassify { category: SCANNER, zone: Some(ZoneId::from_raw(9)), system: None };
    given([reported()]).when(by(DISPATCHER, unknown)).refused(Rejection::Unknown { field: "zone" });
    let stranger = Command::Join { reporter: PersonId::from_raw(9) };
    given([reported()]).when(by(DISPATCHER, stranger)).refused(Rejection::UnknownPerson);
}

#[test]
fn a_quarantine_dated_before_the_last_event_turns_no_time_back() {
    let mut given = State::Ringing.given();
    let (last, version) = (given.now(), given.ticket().version);
    let decided =
        crate::ticket::quarantine(given.ticket().organisation, given.ticket().id, version, clock(8, 0));
    let after = crate::ticket::apply(given.ticket.take(), &decided.events()[0]).unwrap();
    assert_eq!((after.last_at, after.version, after.offer), (last, version + 1, None));
}

#[test]
fn after_handing_back_two_more_wrong_groups_are_needed_and_a_ticket_in_hand_stays_so() {
    let work = |given: super::given::Given, offer: i64, engineer: PersonId| {
        given
            .and(assigned(offer, engineer))
            .and(accepts(engineer))
            .when(returns(engineer, ReturnReason::WrongGroup))
    };
    let handed_back = State::WrongGroup.given().and(by(DISPATCHER, Command::Dispatch));
    let once = work(handed_back, 5, LI).then_only("returned");
    work(once, 6, ZHAO).then_only("returned taken_by_hand");
    let once = work(State::Later.given(), 5, LI).then_only("returned");
    let twice = work(once, 6, ZHAO).then_only("returned");
    assert_eq!(twice.ticket().by_hand, Some(ByHand::Later));
}
