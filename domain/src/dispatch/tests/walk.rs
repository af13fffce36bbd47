//! Walks: random commands of all kinds, delivered in random order, with duty and directory changing in
//! between; every invariant is checked after every step, and again by a floor built from the rows.

use alloc::vec::Vec;

use proptest::prelude::*;

use super::desk::*;
use crate::dispatch::{Floor, Input, Intent, TransferTo};
use crate::ids::{CategoryId, PersonId, TicketId, ZoneId};
use crate::invariants::dispatch as invariants;
use crate::org::{DirectoryRow, Duty, Policy, Role};
use crate::sla::{DeadlineKind, Target};
use crate::ticket::{
    Accept, ArriveMode, Command, Decline, DeclineReason, Dispatch, Hold, HoldReason, Open, Priority,
    ReturnReason, RevokeReason, UnresolvedReason, WithdrawReason,
};
use crate::time::Span;

/// What happens next at the desk; `who` and `which` are taken modulo what there is.
#[derive(Debug, Clone)]
enum Move {
    Report {
        category: CategoryId,
        zone: ZoneId,
        priority: Priority,
        dispatch: Dispatch,
    },
    ByHand {
        which: usize,
        to: PersonId,
    },
    Transfer {
        which: usize,
        to: PersonId,
        group: bool,
    },
    Work {
        which: usize,
        kind: u8,
    },
    Fire {
        which: usize,
        kind: usize,
    },
    Duty {
        who: PersonId,
        duty: Duty,
    },
    Policy {
        in_hand: Option<u32>,
        rings: Option<u32>,
    },
    Enable {
        who: PersonId,
        enabled: bool,
    },
    /// The next intent, or the one after it, is carried out, or finds a full inbox.
    Deliver {
        skip: usize,
        busy: bool,
    },
    Tick,
    Poison {
        which: usize,
    },
    Wait {
        minutes: i64,
    },
}

fn moves() -> impl Strategy<Value = Move> {
    let engineer = || (0..ENGINEERS.len()).prop_map(|index| ENGINEERS[index]);
    let which = 0..12_usize;
    let category = prop_oneof![4 => Just(PRINTER), 2 => Just(SCREEN), 1 => Just(REBUILD)];
    let zone = prop_oneof![Just(WARD), Just(OTHER_WARD), Just(FAR_WARD)];
    let priority = (0..4_usize).prop_map(|rank| Priority::ALL[rank]);
    let dispatch = prop_oneof![8 => Just(Dispatch::Now), 1 => Just(Dispatch::Later)];
    let duty = prop_oneof![3 => Just(Duty::On), 1 => Just(Duty::Busy), 2 => Just(Duty::Off)];
    prop_oneof![
        6 => (category, zone, priority, dispatch).prop_map(|(category, zone, priority, dispatch)| {
            Move::Report { category, zone, priority, dispatch }
        }),
        2 => (which.clone(), engineer()).prop_map(|(which, to)| Move::ByHand { which, to }),
        2 => (which.clone(), engineer(), any::<bool>())
            .prop_map(|(which, to, group)| Move::Transfer { which, to, group }),
        16 => (which.clone(), 0..25_u8).prop_map(|(which, kind)| Move::Work { which, kind }),
        6 => (which.clone(), 0..DeadlineKind::ALL.len()).prop_map(|(which, kind)| Move::Fire { which, kind }),
        3 => (engineer(), duty).prop_map(|(who, duty)| Move::Duty { who, duty }),
        1 => (prop_oneof![Just(None), Just(Some(60)), Just(Some(120))], prop_oneof![Just(None), Just(Some(1)), Just(Some(2))])
            .prop_map(|(in_hand, rings)| Move::Policy { in_hand, rings }),
        1 => (engineer(), any::<bool>()).prop_map(|(who, enabled)| Move::Enable { who, enabled }),
        30 => (0..2_usize, prop::bool::weighted(0.1)).prop_map(|(skip, busy)| Move::Deliver { skip, busy }),
        2 => Just(Move::Tick),
        1 => which.prop_map(|which| Move::Poison { which }),
        2 => (1..40_i64).prop_map(|minutes| Move::Wait { minutes }),
    ]
}

/// One of the tickets, or none while there is none.
fn ticket(desk: &Desk, which: usize) -> Option<TicketId> {
    let all: Vec<TicketId> = desk.tickets.keys().copied().collect();
    (!all.is_empty()).then(|| all[which % all.len()])
}

/// Whoever may do it tries; a refusal is an answer like any other.
fn work(desk: &mut Desk, id: TicketId, kind: u8) {
    let ticket = &desk.tickets[&id];
    let his = ticket.owner.as_ref().map(|owner| owner.engineer);
    let rung = ticket.offer.map(|offer| offer.to).or(ticket.last_offer.map(|last| last.to));
    let engineer = |who: Option<PersonId>| caller(who.unwrap_or(A), Role::Engineer);
    let (owner, rings) = (engineer(his), engineer(rung));
    let (desk_caller, nurse) = (caller(DISPATCHER, Role::Dispatcher), caller(NURSE, Role::Reporter));
    let returned = |reason| Command::Return { reason, note: None };
    let until = desk.now + Span::from_minutes(30);
    let (command, caller) = match kind {
        0..=3 => (Command::Accept(Accept { offer: None }), rings),
        4 => (Command::Decline(Decline { offer: None, reason: DeclineReason::Busy, note: None }), rings),
        5 => (returned(ReturnReason::WrongGroup), owner),
        6 => (returned(ReturnReason::NotMine), owner),
        7 => (Command::Arrive { mode: ArriveMode::OnSite, occurred_at: None }, owner),
        8 => (Command::Hold(Hold { reason: HoldReason::Parts, until, note: None, occurred_at: None }), owner),
        9 => (Command::Resume { occurred_at: None }, owner),
        10..=12 => (Command::Complete { cause: CAUSE, note: None, occurred_at: None }, owner),
        13 => {
            let reason = UnresolvedReason::Vendor;
            (Command::Unresolved { reason, note: None, occurred_at: None }, desk_caller)
        }
        14 => (Command::Withdraw { reason: WithdrawReason::SolvedItself }, nurse),
        15 => (Command::Reopen { note: None }, nurse),
        16 => (Command::Urge { note: None }, nurse),
        17 => (Command::Reclassify { category: SCREEN, zone: Some(WARD), system: Some(HIS) }, desk_caller),
        18 => (Command::Reprioritise { priority: Priority::Critical }, desk_caller),
        19 => (Command::Revoke { reason: RevokeReason::ByDispatcher }, desk_caller),
        20 => (Command::Dispatch, desk_caller),
        // Whoever has just done something to it changes his mind.
        _ => {
            let history = desk.logs.get(&id).cloned().unwrap_or_default();
            let undo = Command::Undo { version: ticket.version, history };
            (undo, if kind.is_multiple_of(2) { owner } else { desk_caller })
        }
    };
    let _answer = desk.decide(id, &command, caller);
}

fn make(desk: &mut Desk, happens: Move) {
    match happens {
        Move::Report { category, zone, priority, dispatch } => {
            let open = report(category, zone);
            desk.reports(Open { priority: Some(priority), dispatch, ..open });
        }
        Move::ByHand { which, to } => {
            let Some(ticket) = ticket(desk, which) else { return };
            let (ask, caller) = (desk.ask(), caller(DISPATCHER, Role::Dispatcher));
            desk.step(Input::OfferByHand { ask, ticket, to, group: None, caller });
        }
        Move::Transfer { which, to, group } => {
            let Some(ticket) = ticket(desk, which) else { return };
            let to = if group { TransferTo::Group(APPLICATIONS) } else { TransferTo::Engineer(to) };
            let (ask, caller) = (desk.ask(), caller(DISPATCHER, Role::Dispatcher));
            desk.step(Input::Transfer { ask, ticket, to, note: None, caller });
        }
        Move::Work { which, kind } => {
            let Some(ticket) = ticket(desk, which) else { return };
            work(desk, ticket, kind);
        }
        Move::Fire { which, kind } => {
            let Some(ticket) = ticket(desk, which) else { return };
            desk.fires_unsettled(ticket, DeadlineKind::ALL[kind]);
        }
        Move::Duty { who, duty } if desk.floor.duty_of(who) != duty => desk.switches_unsettled(who, duty),
        Move::Duty { .. } => {}
        Move::Policy { in_hand, rings } => {
            let policy = Policy { in_hand, rings_at_once: rings, ..Policy::default() };
            desk.changes_unsettled(&[DirectoryRow::Policy(policy)]);
        }
        Move::Enable { who, enabled } => {
            let mut row = desk.directory.people[&who].clone();
            row.enabled = enabled;
            desk.changes_unsettled(&[DirectoryRow::Person(row)]);
        }
        Move::Deliver { skip, busy } => {
            let place = skip.min(desk.due.len().saturating_sub(1));
            let Some(intent) = desk.due.remove(place) else { return };
            match intent {
                Intent::Send { ticket, ask: None, .. } if busy => {
                    desk.step(Input::Busy { ticket });
                }
                intent => desk.carry_out(intent),
            }
        }
        Move::Tick => desk.step(Input::Tick),
        // Only where nothing of it is under way: the actor that panicked has lost what was.
        Move::Poison { which } => {
            let Some(ticket) = ticket(desk, which) else { return };
            if !desk.floor.is_pending(ticket) {
                desk.step(Input::Poisoned { ticket });
            }
        }
        Move::Wait { minutes } => desk.waits(minutes),
    }
}

/// L1 and D1 at rest: the fold, the rows and a floor built from them agree, and nothing is reserved.
fn rests_well(desk: &mut Desk) {
    desk.step(Input::Tick);
    desk.settle();
    let live: Vec<_> = desk.tickets.values().filter(|ticket| ticket.is_live()).cloned().collect();
    let folded: Vec<_> = desk.floor.tickets().cloned().collect();
    assert_eq!(folded, live, "the fold and the tickets agree");
    let duty = ENGINEERS.iter().map(|engineer| (*engineer, desk.floor.duty_of(*engineer))).collect();
    let rebuilt = Floor::restore(desk.directory.clone(), duty, live, desk.floor.memory().clone(), 1);
    for engineer in ENGINEERS {
        let load = desk.floor.load_of(engineer);
        assert_eq!(load, desk.floor.load_with_reservations(engineer), "nothing stays reserved");
        assert_eq!(load, rebuilt.load_of(engineer));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_every_invariant_holds(walk in prop::collection::vec(moves(), 1..120)) {
        let mut desk = Desk::new();
        for happens in walk {
            make(&mut desk, happens);
        }
        rests_well(&mut desk);
    }

    #[test]
    fn the_same_walk_gives_the_same_records(walk in prop::collection::vec(moves(), 1..60)) {
        let run = || {
            let mut desk = Desk::new();
            for happens in walk.clone() {
                make(&mut desk, happens);
            }
            (desk.records, desk.tickets)
        };
        prop_assert_eq!(run(), run());
    }

    /// D9: whoever gets more work, his rank gets no better.
    #[test]
    fn more_load_never_helps(
        work in prop::collection::vec((0..4_usize, 1..4_usize), 1..8),
        who in 0..4_usize,
    ) {
        let mut desk = Desk::new();
        let give = |desk: &mut Desk, engineer: PersonId| {
            let ticket = desk.opens(report(SCREEN, WARD));
            desk.offers(ticket, engineer);
            if desk.rings_at(ticket) == Some(engineer) {
                desk.accepts(engineer, ticket);
            }
        };
        desk.changes_unsettled(&[DirectoryRow::Policy(Policy { in_hand: Some(300), ..Policy::default() })]);
        for (engineer, times) in work {
            for _ in 0..times {
                give(&mut desk, ENGINEERS[engineer]);
            }
        }
        let asked = desk.opens(Open { dispatch: Dispatch::Later, priority: Some(Priority::Normal), ..report(PRINTER, WARD) });
        let before = desk.preview(asked);
        give(&mut desk, ENGINEERS[who]);
        let after = desk.preview(asked);
        let held = invariants::load_never_helps(ENGINEERS[who], &before, &after);
        prop_assert!(held.is_ok(), "{held:?}");
    }
}

/// D6: waiting is bounded, because a missed resolve target puts every ticket into the first class.
#[test]
fn the_longest_waiting_low_ticket_goes_before_a_new_critical_one() {
    let mut desk = Desk::with(directory(), &[A]);
    desk.changes(&[DirectoryRow::Policy(Policy { in_hand: Some(30), ..Policy::default() })]);
    let open = |priority| Open { priority: Some(priority), ..report(PRINTER, WARD) };
    // His hands are full, even for what is critical.
    let held = [desk.opens(open(Priority::Normal)), TicketId::from_raw(0)];
    desk.accepts(A, held[0]);
    let held = [held[0], desk.opens(open(Priority::Critical))];
    desk.accepts(A, held[1]);
    let low = desk.opens(open(Priority::Low));
    for target in [Target::Accept, Target::Respond, Target::Resolve] {
        let critical = desk.opens(open(Priority::Critical));
        assert_eq!(desk.floor.backlog().next(), Some(critical), "{target:?} is not missed yet");
        let withdraw = Command::Withdraw { reason: WithdrawReason::Mistake };
        desk.decide(critical, &withdraw, caller(NURSE, Role::Reporter)).expect("hers");
        desk.fires(low, DeadlineKind::Miss(target));
    }
    let critical = desk.opens(open(Priority::Critical));
    assert_eq!(desk.floor.backlog().collect::<Vec<_>>(), [low, critical]);
    desk.completes(A, held[0]);
    assert_eq!(desk.rings_at(critical), Some(A), "for the low one his hands are still full");
    desk.declines(A, critical);
    desk.completes(A, held[1]);
    assert_eq!(desk.rings_at(low), Some(A));
}
