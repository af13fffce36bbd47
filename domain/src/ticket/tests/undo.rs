//! Undo: what is taken back is as it was; what others have answered is not taken back. The walks undo too,
//! under every invariant.

use super::given::{
    Act, Given, accepts, assigned, by, completes, given, holds, reported, resumes, rings, transferred,
    withdraws,
};
use super::states::State;
use crate::fixtures::desk::{
    DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, SCANNER, WARD_4, WORDS, WU, ZHAO, clock, proposal, transfer,
};
use crate::ids::{PersonId, TicketId};
use crate::log::{By, Fact};
use crate::sla::{DeadlineKind, Target};
use crate::ticket::{
    ArriveMode, Command, Event, Hold, HoldReason, OfferKind, Priority, Rejection, Ticket, Undoable,
    UnresolvedReason, WithdrawReason, load_of,
};
use crate::time::{Span, Timestamp};

/// The last thing that was done, undone by that person some seconds later.
fn undoes(given: &Given, person: PersonId, seconds: i64) -> Act {
    undoes_at(given, given.ticket().version, person, seconds)
}

fn undoes_at(given: &Given, version: u32, person: PersonId, seconds: i64) -> Act {
    let command = Command::Undo { version, history: given.log.clone() };
    Act { at: Some(given.now() + Span::from_seconds(seconds)), ..by(person, command) }
}

type OnHold = (HoldReason, Timestamp);
type Owned = (PersonId, Timestamp, u32, Option<ArriveMode>, Option<OnHold>);

/// Everything that an undo gives back. A ring that was ended is not begun again, so it is left out, and
/// with it the round that lapses belong to.
#[derive(Debug, PartialEq)]
struct Essence {
    owner: Option<Owned>,
    place: (i64, i64, Option<i64>, Priority, u32),
    alarm: (u8, Option<Timestamp>, u8),
    former: Option<PersonId>,
    completions: u16,
    /// Target, whether it runs, and when it was met.
    clocks: Vec<(Span, bool, Option<Timestamp>)>,
    load: Vec<u32>,
    by_hand: bool,
    live: bool,
}

fn essence(ticket: &Ticket) -> Essence {
    let owner = ticket.owner.as_ref().map(|owner| {
        let hold = match owner.phase {
            crate::ticket::Phase::OnHold { reason, until, .. } => Some((reason, until)),
            _ => None,
        };
        (owner.engineer, owner.since, owner.effort, owner.phase.arrived(), hold)
    });
    let clock = |target: Target| {
        let clock = ticket.clocks.of(target);
        (clock.target, clock.is_running(), clock.stopped_at)
    };
    let ring = ticket.offer.map(|offer| (offer.to, offer.effort));
    let load = |person| {
        let rings = ring.filter(|(to, _)| *to == person).map_or(0, |(_, effort)| effort);
        load_of(ticket, person) - rings
    };
    Essence {
        owner,
        place: (
            ticket.category.raw(),
            ticket.zone.raw(),
            ticket.system.map(|id| id.raw()),
            ticket.priority,
            ticket.effort,
        ),
        alarm: (ticket.escalated, ticket.escalation.map(|(due, _)| due), ticket.acknowledged),
        former: ticket.former_owner,
        completions: ticket.completions,
        clocks: Target::ALL.into_iter().map(clock).collect(),
        load: [LI, WU, ZHAO].into_iter().map(load).collect(),
        by_hand: ticket.by_hand.is_some(),
        live: ticket.is_live(),
    }
}

fn acts() -> Vec<(Undoable, Command)> {
    let until = clock(15, 0);
    let hold = Hold { reason: HoldReason::Vendor, until, note: Some(WORDS), occurred_at: None };
    vec![
        (Undoable::Offer, Command::Offer(proposal(51, ZHAO, clock(11, 0)))),
        (Undoable::Transfer, Command::Offer(transfer(52, ZHAO, clock(11, 0)))),
        (Undoable::Release, Command::Release),
        (Undoable::Hold, Command::Hold(hold)),
        (Undoable::Resume, Command::Resume { occurred_at: None }),
        (Undoable::Complete, Command::Complete { cause: NO_TONER, note: None, occurred_at: None }),
        (
            Undoable::Unresolved,
            Command::Unresolved { reason: UnresolvedReason::Vendor, note: None, occurred_at: None },
        ),
        (Undoable::Withdraw, Command::Withdraw { reason: WithdrawReason::Duplicate }),
        (Undoable::Merge, Command::Merge { into: TicketId::from_raw(9) }),
        (Undoable::Reclassify, Command::Reclassify { category: SCANNER, zone: Some(WARD_4), system: None }),
        (Undoable::Reprioritise, Command::Reprioritise { priority: Priority::Critical }),
    ]
}

#[test]
fn whatever_is_undone_is_as_it_was() {
    let mut undone = std::collections::BTreeMap::new();
    for &state in State::ALL {
        for (undoable, command) in acts() {
            let mut given = state.given();
            let before = essence(given.ticket());
            let at = given.now().max(clock(10, 0));
            let act = Act { at: Some(at), ..by(DISPATCHER, command) };
            if given.run(act).is_err() {
                continue;
            }
            let version = given.ticket().version;
            let undo = undoes(&given, DISPATCHER, 10);
            let events = given.run(undo).unwrap_or_else(|no| panic!("{state:?} {undoable:?}: {no:?}"));
            assert_eq!(events[0], Event::Undone { undoes: version, command: undoable }, "{state:?}");
            let after = essence(given.ticket());
            // A reclassification asks others: who mended it last was asked about another fault.
            let before =
                Essence { former: before.former.filter(|_| undoable != Undoable::Reclassify), ..before };
            assert_eq!(after, before, "{state:?} {undoable:?}");
            assert!(given.ticket().offer.is_none_or(|offer| offer.to != ZHAO), "{state:?}: no ring is left");
            *undone.entry(undoable).or_insert(0) += 1;
        }
    }
    assert_eq!(undone.keys().copied().collect::<Vec<_>>().len(), Undoable::ALL.len(), "{undone:?}");
}

#[test]
fn clocks_run_on_as_if_nothing_had_been_but_for_the_moments_between() {
    let mut held = State::Arrived.given();
    let due = held.ticket().clocks.resolve.due(crate::sla::Calendar::Always).unwrap();
    held.run(holds(LI, clock(15, 0))).unwrap();
    let undo = undoes(&held, LI, 7);
    held.run(undo).unwrap();
    let after = held.ticket().clocks.resolve.due(crate::sla::Calendar::Always).unwrap();
    assert_eq!(after, due + Span::from_seconds(7), "K3: moved by what it was held");

    let mut done = State::Arrived.given();
    done.run(completes(LI, NO_TONER)).unwrap();
    let undo = undoes(&done, LI, 7);
    done.run(undo).unwrap();
    assert_eq!(done.ticket().clocks.resolve.due(crate::sla::Calendar::Always), Some(after));
    assert_eq!(
        done.ticket().clocks.respond.stopped_at,
        State::Arrived.given().ticket().clocks.respond.stopped_at
    );
}

#[test]
fn a_released_owner_gets_it_back_though_it_rings_at_the_next_one() {
    let released = State::OnHoldArrived.given().and(by(DISPATCHER, Command::Release));
    let version = released.ticket().version;
    let ringing = released.and(Act { at: Some(clock(10, 0)), ..rings(5, WU) });
    let mut ringing = Given { directory: with_more_time(&ringing), ..ringing };
    let undo = undoes_at(&ringing, version, DISPATCHER, 3);
    let events = ringing.run(undo).unwrap();
    assert_eq!(super::given::names_of(&events), "undone revoked reinstated");
    assert_eq!(essence(ringing.ticket()).owner, essence(State::OnHoldArrived.given().ticket()).owner);
}

/// The ring comes within the moment in life; the acts here are minutes apart.
fn with_more_time(given: &Given) -> crate::org::Directory {
    let mut directory = given.directory.clone();
    directory.policy.undo_within = Span::from_hours(2);
    directory
}

#[test]
fn what_was_answered_meanwhile_is_not_undone() {
    let mut given = given([reported(), assigned(1, LI), accepts(LI)]);
    let undo = undoes_at(&given, 2, DISPATCHER, 1);
    let Err(Rejection::UndoTooLate { since: Some(since), .. }) = given.run(undo) else { panic!() };
    assert_eq!(since.by, By::Person(LI));
    assert!(matches!(since.fact, Fact::Ticket { event: Event::Accepted { .. }, .. }));
}

#[test]
fn after_ten_seconds_it_stands() {
    let given = State::Accepted.given().and(holds(LI, clock(15, 0)));
    let until = given.now() + Span::from_seconds(10);
    let late = undoes(&given, LI, 11);
    given.when(late).refused(Rejection::UndoTooLate { until, since: None });
}

#[test]
fn only_ones_own_act_and_only_acts_that_can_be_taken_back() {
    let refused = |mut given: Given, person| {
        let undo = undoes(&given, person, 1);
        assert!(matches!(given.run(undo), Err(Rejection::NothingToUndo { .. })));
    };
    refused(State::Accepted.given().and(holds(LI, clock(15, 0))), DISPATCHER);
    refused(State::Accepted.given().and(by(DOCTOR, Command::Join { reporter: DOCTOR })), DISPATCHER);
    refused(State::Accepted.given().and(by(DISPATCHER, Command::Comment { text: WORDS })), DISPATCHER);
    refused(State::Accepted.given(), LI);
    refused(State::Ringing.given(), DISPATCHER);
    // The hold that ran out by itself was nobody's act.
    refused(State::OnHold.given().and_expired(DeadlineKind::Hold), DISPATCHER);
    // An undo is not undone.
    let held = State::Accepted.given().and(holds(LI, clock(15, 0)));
    let undo = undoes(&held, LI, 1);
    refused(held.and(undo), LI);
}

#[test]
fn solved_at_the_opening_is_no_completion_of_its_own() {
    let solved = crate::ticket::Open { solved: Some((NO_TONER, None)), ..crate::fixtures::desk::report() };
    let mut opened = given([by(DISPATCHER, Command::Open(solved)).at(9, 0)]);
    let undo = undoes(&opened, DISPATCHER, 1);
    assert!(matches!(opened.run(undo), Err(Rejection::NothingToUndo { .. })));
}

#[test]
fn an_engineer_undoes_on_his_own_tickets_and_a_reporter_nothing() {
    let held = State::OnHold.given().and(resumes(LI));
    let undo = undoes(&held, LI, 2);
    let held = held.when(undo).then_only("undone held");
    assert_eq!(essence(held.ticket()), essence(State::OnHold.given().ticket()));
    let mut gone = State::Accepted.given().and(withdraws(NURSE));
    let undo = undoes(&gone, NURSE, 2);
    assert_eq!(gone.run(undo), Err(Rejection::Forbidden));
    let moved = State::Accepted.given().and(transferred(LI, 2, WU));
    let undo = undoes(&moved, LI, 2);
    let moved = moved.when(undo).then_only("undone revoked");
    assert_eq!(moved.ticket().owner.as_ref().map(|owner| owner.engineer), Some(LI));
    assert!(moved.ticket().offer.is_none_or(|offer| offer.kind == OfferKind::Dispatch));
}

#[test]
fn a_log_that_is_not_the_whole_log_undoes_nothing() {
    let mut given = State::Accepted.given().and(holds(LI, clock(15, 0)));
    let mut undo = undoes(&given, LI, 1);
    let said = Command::Comment { text: WORDS };
    given.run(Act { at: Some(given.now()), ..by(DISPATCHER, said) }).unwrap();
    undo.at = Some(given.now());
    assert!(matches!(given.run(undo), Err(Rejection::LogMoved)));
}
