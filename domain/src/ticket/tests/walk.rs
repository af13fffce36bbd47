//! Random walks: anybody asks anything at any moment; after each step every invariant holds. The checks
//! themselves are in `Given::run`: versions, fold, deadlines, state, T, D and K.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::given::{Act, Given, given, reported};
use super::states::quarantined;
use crate::dispatch::DecisionKind;
use crate::fixtures::desk::{
    ADMIN, DIRTY_GLASS, DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, PRINTER, SCANNER, SUPERVISOR, WARD_3,
    WARD_4, WORDS, WORN_OUT, WU, ZHAO, caller, decision, proposal, report, transfer, trusted,
};
use crate::ids::TicketId;
use crate::log::By;
use crate::sla::{Calendar, DeadlineKind, deadlines};
use crate::ticket::{
    Accept, ArriveMode, ByHand, Caller, Command, Decline, DeclineReason, End, Hold, HoldReason, Priority,
    Rejection, ReturnReason, RevokeReason, Rung, UnresolvedReason, WithdrawReason,
};
use crate::time::Span;

/// What somebody tries, before it is known who, when, and what stands.
#[derive(Debug, Clone)]
pub enum Try {
    Ask {
        who: usize,
        what: usize,
        pick: usize,
        back: Option<i64>,
    },
    /// The first deadline that stands fires, or the one at `nth`.
    Fire {
        nth: usize,
    },
    Quarantine,
    /// Back to work: unquarantined, split or reopened.
    Revive,
}

pub fn tries() -> impl Strategy<Value = Vec<(Try, i64)>> {
    let back = proptest::option::weighted(0.2, 0..60_i64);
    let anybody = (0..CALLERS, 0..WISHES, 0..4_usize, back.clone())
        .prop_map(|(who, what, pick, back)| Try::Ask { who, what, pick, back });
    // A usual day, or most walks would end in refusals: rings, answers, and the owner's work.
    let rings = (select(vec![0, 0, 1]), select(vec![1, 2, 3, 9, 10, 11]), 0..4_usize)
        .prop_map(|(who, what, pick)| Try::Ask { who, what, pick, back: None });
    let answers = (Just(RUNG_AT), select(vec![5, 5, 5, 7]), 0..4_usize)
        .prop_map(|(who, what, pick)| Try::Ask { who, what, pick, back: None });
    let works = (Just(OWNER), select(vec![4, 14, 16, 16, 17, 17, 18, 19, 26, 30, 30]), 0..4_usize, back)
        .prop_map(|(who, what, pick, back)| Try::Ask { who, what, pick, back });
    let desk =
        (Just(1), select(vec![3, 8, 11, 13, 13, 15, 22, 23, 24, 26, 27, 28, 28, 29, 29, 30, 30]), 0..4_usize)
            .prop_map(|(who, what, pick)| Try::Ask { who, what, pick, back: None });
    let act = prop_oneof![
        6 => anybody,
        6 => desk,
        8 => rings,
        8 => answers,
        8 => works,
        6 => (0..4_usize).prop_map(|nth| Try::Fire { nth }),
        1 => Just(Try::Quarantine),
        8 => Just(Try::Revive),
    ];
    vec((act, prop_oneof![Just(0), 0..20_i64, Just(600)]), 1..100)
}

const CALLERS: usize = 9;
const OWNER: usize = 9;
const RUNG_AT: usize = 10;

fn who(nth: usize, given: &Given) -> Caller {
    let ticket = given.ticket();
    match nth {
        0 => trusted(By::Dispatch),
        1 => caller(DISPATCHER),
        2 => caller(NURSE),
        3 => caller(DOCTOR),
        4 => caller(LI),
        5 => caller(WU),
        6 => caller(ZHAO),
        7 => caller(SUPERVISOR),
        OWNER => caller(ticket.owner.as_ref().map_or(LI, |owner| owner.engineer)),
        RUNG_AT => {
            let lapsed = ticket.last_offer.map_or(LI, |offer| offer.to);
            caller(ticket.offer.map_or(lapsed, |offer| offer.to))
        }
        _ => caller(ADMIN),
    }
}

const WISHES: usize = 31;

fn wish(what: usize, pick: usize, back: Option<i64>, offer: i64, given: &Given) -> Command {
    let now = given.now();
    let engineer = [LI, WU, ZHAO, LI][pick];
    let occurred_at = back.map(|minutes| now - Span::from_minutes(minutes));
    let soon = now + Span::from_minutes(5 + 7 * pick as i64);
    match what {
        0 => Command::Open(report()),
        1 | 2 => Command::Offer(proposal(offer, engineer, soon)),
        3 => {
            Command::Offer(crate::ticket::Proposal { rung: Rung::ByHand, ..proposal(offer, engineer, soon) })
        }
        4 => Command::Offer(transfer(offer, engineer, soon)),
        5 | 6 => Command::Accept(Accept { offer: None }),
        7 => Command::Decline(Decline { offer: None, reason: DeclineReason::ALL[pick], note: None }),
        8 => Command::Revoke { reason: RevokeReason::ALL[pick] },
        9 => Command::Strand { decision: decision(DecisionKind::Stranded, None) },
        10 => Command::OpenRound,
        11 => Command::Dispatch,
        12 => Command::Join { reporter: [DOCTOR, NURSE, DOCTOR, DISPATCHER][pick] },
        13 if pick < 2 => Command::Split,
        13 => Command::Disown { child: TicketId::from_raw(8) },
        14 => Command::Return { reason: ReturnReason::ALL[pick], note: None },
        15 => Command::Release,
        16 => Command::Arrive { mode: ArriveMode::ALL[pick % 2], occurred_at },
        17 => Command::Hold(Hold { reason: HoldReason::ALL[pick], until: soon, note: None, occurred_at }),
        18 => Command::Resume { occurred_at },
        19 => Command::Complete {
            cause: [NO_TONER, WORN_OUT, DIRTY_GLASS, WORN_OUT][pick],
            note: None,
            occurred_at,
        },
        20 => Command::Unresolved { reason: UnresolvedReason::ALL[pick], note: None, occurred_at },
        21 => Command::Urge { note: None },
        22 => Command::Withdraw { reason: WithdrawReason::ALL[pick] },
        23 => Command::Reopen { note: None },
        24 => Command::Rate { stars: 1 + pick as u8, words: None },
        25 => Command::Comment { text: WORDS },
        26 => Command::Reclassify {
            category: [PRINTER, SCANNER][pick % 2],
            zone: Some([WARD_3, WARD_4][pick / 2]),
            system: None,
        },
        27 => Command::Reprioritise { priority: Priority::ALL[pick] },
        28 => match pick {
            0 => Command::Merge { into: TicketId::from_raw(9) },
            1 => Command::Adopt { child: TicketId::from_raw(8), reporters: vec![DOCTOR] },
            _ => Command::Acknowledge { level: pick as u8 - 1 },
        },
        29 => Command::Unquarantine,
        _ => Command::Undo { version: given.ticket().version, history: given.log.clone() },
    }
}

fn fire(given: &Given, nth: usize) -> Option<Act> {
    let standing = deadlines(given.ticket(), Calendar::Always, given.directory.policy.warn_at);
    let mut by_due = standing;
    by_due.sort_by_key(|deadline| deadline.due);
    let deadline = by_due.get(nth % by_due.len().max(1))?;
    let command = Command::Expire { kind: deadline.kind, set_by: deadline.set_by };
    Some(Act { command, caller: trusted(By::Wheel), at: Some(deadline.due.max(given.now())) })
}

/// Whether the ticket took it.
fn step(given: &mut Given, wanted: Try, minutes: i64, offer: i64) -> bool {
    let now = given.now() + Span::from_minutes(minutes);
    match wanted {
        Try::Ask { who: nth, what, pick, back } => {
            let command = wish(what, pick, back, offer, given);
            let before = given.ticket.clone();
            let taken = given.run(Act { command, caller: who(nth, given), at: Some(now) });
            assert!(taken.is_ok() || given.ticket == before);
            taken.is_ok()
        }
        Try::Fire { nth } => fire(given, nth).is_some_and(|act| {
            let command = act.command.clone();
            // What stands and is due is never refused.
            given.run(act).unwrap_or_else(|rejection| panic!("{command:?}: {rejection:?}"));
            true
        }),
        Try::Quarantine => {
            if given.ticket().by_hand != Some(ByHand::Quarantined) {
                let taken = std::mem::replace(given, self::given([]));
                *given = quarantined(taken);
            }
            false
        }
        Try::Revive => {
            let ticket = given.ticket();
            let command = match ticket.end {
                _ if ticket.by_hand == Some(ByHand::Quarantined) => Command::Unquarantine,
                Some(End::Merged { .. }) => Command::Split,
                Some(_) => Command::Reopen { note: None },
                None => return false,
            };
            given.run(Act { command, caller: caller(DISPATCHER), at: Some(now) }).is_ok()
        }
    }
}

/// The history that a walk leaves.
pub fn walked(tries: Vec<(Try, i64)>) -> Given {
    let mut given = given([reported()]);
    for (offer, (wanted, minutes)) in (1..).zip(tries) {
        step(&mut given, wanted, minutes, offer);
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_walk_keeps_every_invariant(tries in tries()) {
        let given = walked(tries);
        // Expired deadlines name a ticket's own; a stranger's is refused.
        let stranger = Command::Expire { kind: DeadlineKind::Round, set_by: u32::MAX };
        let outcome = given.decide(&Act { command: stranger, caller: trusted(By::Wheel), at: None });
        prop_assert!(matches!(outcome, Err(Rejection::DeadlineMoved | Rejection::Quarantined)));
    }
}

/// Walks reach what they are for: else they would prove nothing.
#[test]
fn walks_come_to_every_stage() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut stages = std::collections::BTreeSet::new();
    let (mut taken, mut asked) = (0, 0);
    for _ in 0..200 {
        let walk = tries().new_tree(&mut runner).unwrap().current();
        let mut given = given([reported()]);
        for (offer, (wanted, minutes)) in (1..).zip(walk) {
            asked += 1;
            taken += u32::from(step(&mut given, wanted, minutes, offer));
            stages.insert(given.ticket().stage());
        }
    }
    assert_eq!(stages.len(), 9, "{stages:?}");
    assert!(taken * 4 > asked, "only {taken} of {asked} were taken");
}
