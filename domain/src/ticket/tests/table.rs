//! The whole table: every state x every command, by somebody who has the right. A command without a row fails;
//! a state that a row does not know falls under the row's two common answers.

use std::collections::BTreeSet;

use super::given::{Act, by, names_of, ours};
use super::states::State::{self, *};
use crate::dispatch::DecisionKind;
use crate::fixtures::desk::{
    DISPATCHER, DOCTOR, LI, NO_TONER, NURSE, SCANNER, WORDS, WU, ZHAO, clock, decision, proposal, report,
    transfer, trusted,
};
use crate::ids::{PersonId, TicketId};
use crate::log::By;
use crate::sla::DeadlineKind;
use crate::ticket::{
    Accept, ArriveMode, Command, Decline, DeclineReason, Hold, HoldReason, Priority, Reference, ReturnReason,
    RevokeReason, Ticket, UnresolvedReason, WithdrawReason,
};

/// What a command leads to: `except` where named, else `live` or `ended`. Small letters are events, capitals
/// a rejection.
struct Row {
    command: &'static str,
    live: &'static str,
    ended: &'static str,
    except: &'static [(&'static [State], &'static str)],
}

const fn row(
    command: &'static str,
    live: &'static str,
    ended: &'static str,
    except: &'static [(&'static [State], &'static str)],
) -> Row {
    Row { command, live, ended, except }
}

const RINGS: &[State] = &[Ringing, RingingByHand];
const OWNED: &[State] = &[Accepted, Arrived, OnHold, OnHoldArrived];
const HELD: &[State] = &[OnHold, OnHoldArrived];

const TABLE: &[Row] = &[
    row("open", "NothingChanges", "NothingChanges", &[]),
    row(
        "offer automatic",
        "offered",
        "Ended",
        &[
            (&[Later, WrongGroup], "DispatchedByHand"),
            (RINGS, "NotUnassigned"),
            (OWNED, "NotUnassigned"),
            (&[Transferring], "NotUnassigned"),
        ],
    ),
    row(
        "offer by hand",
        "offered",
        "Ended",
        &[
            (RINGS, "revoked offered"),
            (OWNED, "released offered"),
            (&[Transferring], "revoked released offered"),
        ],
    ),
    row("transfer", "NotOwned", "Ended", &[(OWNED, "offered"), (&[Transferring], "revoked offered")]),
    row("accept", "NotRinging", "Ended", &[(RINGS, "accepted"), (&[Lapsed, Transferring], "accepted")]),
    row("decline", "NotRinging", "Ended", &[(RINGS, "declined"), (&[Transferring], "declined")]),
    row("revoke", "NotRinging", "Ended", &[(RINGS, "revoked taken_by_hand"), (&[Transferring], "revoked")]),
    row("revoke ours", "NotRinging", "Ended", &[(RINGS, "revoked"), (&[Transferring], "revoked")]),
    row(
        "strand",
        "stranded",
        "Ended",
        &[
            (&[Later, WrongGroup], "DispatchedByHand"),
            (&[Stranded], "NothingChanges"),
            (RINGS, "NotUnassigned"),
            (OWNED, "NotUnassigned"),
            (&[Transferring], "NotUnassigned"),
        ],
    ),
    row("open-round", "NotStranded", "Ended", &[(&[Stranded], "round_opened")]),
    row("dispatch", "NotByHand", "Ended", &[(&[Later, WrongGroup], "handed_back")]),
    row("join", "joined", "Ended", &[]),
    row("split", "NotMerged", "NotMerged", &[(&[Merged], "split")]),
    row("return", "NotOwned", "Ended", &[(OWNED, "returned"), (&[Transferring], "revoked returned")]),
    row("release", "NotOwned", "Ended", &[(OWNED, "released"), (&[Transferring], "revoked released")]),
    row(
        "arrive",
        "NotOwned",
        "Ended",
        &[(&[Accepted, OnHold, OnHoldArrived, Transferring], "arrived"), (&[Arrived], "AlreadyArrived")],
    ),
    row(
        "hold",
        "NotOwned",
        "Ended",
        &[(&[Accepted, Arrived, Transferring], "held"), (HELD, "AlreadyOnHold")],
    ),
    row(
        "resume",
        "NotOwned",
        "Ended",
        &[(HELD, "resumed"), (&[Accepted, Arrived, Transferring], "NotOnHold")],
    ),
    row(
        "complete",
        "completed",
        "Ended",
        &[(RINGS, "revoked completed"), (&[Transferring], "revoked completed")],
    ),
    row(
        "unresolved",
        "marked_unresolved",
        "Ended",
        &[(RINGS, "revoked marked_unresolved"), (&[Transferring], "revoked marked_unresolved")],
    ),
    row("urge", "urged", "Ended", &[]),
    row(
        "withdraw",
        "withdrawn",
        "Ended",
        &[(RINGS, "revoked withdrawn"), (&[Transferring], "revoked withdrawn")],
    ),
    row("reopen", "NotEnded", "reopened", &[(&[Merged], "NotEnded")]),
    row("rate", "NotCompleted", "NotCompleted", &[(&[Completed], "rated"), (&[Rated], "AlreadyRated")]),
    row("comment", "commented", "commented", &[]),
    row("attach", "attached", "attached", &[]),
    row(
        "reclassify",
        "reclassified round_opened",
        "Ended",
        &[
            (RINGS, "revoked reclassified round_opened"),
            (OWNED, "reclassified"),
            (&[Transferring], "reclassified"),
        ],
    ),
    row("reprioritise", "reprioritised", "Ended", &[]),
    row("merge", "merged", "Ended", &[(RINGS, "revoked merged"), (&[Transferring], "revoked merged")]),
    row("adopt", "adopted", "adopted", &[(&[Merged], "Ended")]),
    row("disown", "NothingChanges", "NothingChanges", &[]),
    row("acknowledge", "NothingToAcknowledge", "Ended", &[(&[Alarmed], "acknowledged")]),
    row("expire ring", "DeadlineMoved", "DeadlineMoved", &[(RINGS, "lapsed"), (&[Transferring], "lapsed")]),
    row("unquarantine", "NotQuarantined", "NotQuarantined", &[(&[Quarantined], "unquarantined")]),
    // Nothing was done a moment ago; what can be undone, and how, has its own table in `undo`.
    row("undo", "NothingToUndo", "NothingToUndo", &[]),
];

/// One of each, by somebody who has the right in this state.
fn acts(ticket: &Ticket) -> Vec<(&'static str, Act)> {
    let rung_at = ticket.offer.map_or(LI, |offer| offer.to);
    let set_by = ticket.offer.map_or(0, |offer| offer.set_by);
    let until = clock(11, 0);
    let file = Reference { sha256: "00".repeat(32), bytes: 1, media_type: "image/png".to_string() };
    let stranded = decision(DecisionKind::Stranded, None);
    let hold = Hold { reason: HoldReason::User, until: clock(12, 0), note: None, occurred_at: None };
    let decline = Decline { offer: None, reason: DeclineReason::Away, note: None };
    let desk = |command| by(DISPATCHER, command);
    let people: Vec<(PersonId, Command)> = vec![
        (NURSE, Command::Open(report())),
        (DISPATCHER, Command::Offer(transfer(52, ZHAO, until))),
        (rung_at, Command::Accept(Accept { offer: None })),
        (rung_at, Command::Decline(decline)),
        (DISPATCHER, Command::Dispatch),
        (DOCTOR, Command::Join { reporter: DOCTOR }),
        (DISPATCHER, Command::Split),
        (LI, Command::Return { reason: ReturnReason::NotMine, note: None }),
        (DISPATCHER, Command::Release),
        (DISPATCHER, Command::Arrive { mode: ArriveMode::Remote, occurred_at: None }),
        (DISPATCHER, Command::Hold(hold)),
        (DISPATCHER, Command::Resume { occurred_at: None }),
        (DISPATCHER, Command::Complete { cause: NO_TONER, note: None, occurred_at: None }),
        (DISPATCHER, Command::Unresolved { reason: UnresolvedReason::Other, note: None, occurred_at: None }),
        (NURSE, Command::Urge { note: None }),
        (NURSE, Command::Withdraw { reason: WithdrawReason::Mistake }),
        (NURSE, Command::Reopen { note: None }),
        (NURSE, Command::Rate { stars: 4, words: None }),
        (NURSE, Command::Comment { text: WORDS }),
        (NURSE, Command::Attach { files: vec![file] }),
        (DISPATCHER, Command::Reclassify { category: SCANNER, zone: None, system: None }),
        (DISPATCHER, Command::Reprioritise { priority: Priority::High }),
        (DISPATCHER, Command::Merge { into: TicketId::from_raw(9) }),
        (DISPATCHER, Command::Adopt { child: TicketId::from_raw(8), reporters: vec![DOCTOR] }),
        (DISPATCHER, Command::Disown { child: TicketId::from_raw(8) }),
        (DISPATCHER, Command::Acknowledge { level: 1 }),
        (DISPATCHER, Command::Unquarantine),
        (DISPATCHER, Command::Undo { version: ticket.version, history: Vec::new() }),
    ];
    let mut acts: Vec<(&str, Act)> =
        people.into_iter().map(|(person, command)| (called(&command), by(person, command))).collect();
    let wheel = trusted(By::Wheel);
    let expire = Command::Expire { kind: DeadlineKind::Ring, set_by };
    acts.extend([
        ("offer automatic", ours(Command::Offer(proposal(50, WU, until)))),
        ("offer by hand", desk(Command::Offer(proposal(51, ZHAO, until)))),
        ("revoke", desk(Command::Revoke { reason: RevokeReason::ByDispatcher })),
        ("revoke ours", ours(Command::Revoke { reason: RevokeReason::OffDuty })),
        ("strand", ours(Command::Strand { decision: stranded })),
        ("open-round", ours(Command::OpenRound)),
        ("expire ring", Act { command: expire, caller: wheel, at: None }),
    ]);
    acts
}

fn called(command: &Command) -> &'static str {
    match command {
        Command::Offer(_) => "transfer",
        other => other.name(),
    }
}

fn expected(row: &Row, state: State) -> &'static str {
    if let Some((_, answer)) = row.except.iter().find(|(states, _)| states.contains(&state)) {
        return answer;
    }
    match state {
        Quarantined => "Quarantined",
        _ if state.has_ended() => row.ended,
        _ => row.live,
    }
}

#[test]
fn every_state_answers_every_command_as_the_table_says() {
    let mut wrong = Vec::new();
    for &state in State::ALL {
        let acts = acts(state.given().ticket());
        for row in TABLE {
            let (_, act) = acts
                .iter()
                .find(|(name, _)| *name == row.command)
                .unwrap_or_else(|| panic!("{}", row.command));
            let mut given = state.given();
            let act = Act { at: Some(given.now().max(clock(10, 0))), ..act.clone() };
            let before = given.ticket.clone();
            let seen = match given.run(act) {
                Ok(events) => names_of(&events),
                Err(rejection) => {
                    assert_eq!(given.ticket, before, "a refused command changes nothing");
                    let debug = format!("{rejection:?}");
                    debug.split([' ', '{']).next().unwrap().to_string()
                }
            };
            let wanted = expected(row, state);
            if seen != wanted {
                wrong.push(format!("{state:?} x {}: {seen}, not {wanted}", row.command));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_has_a_row() {
    let acts = acts(Unassigned.given().ticket());
    for (name, _) in &acts {
        assert!(TABLE.iter().any(|row| row.command == *name), "{name} has no row");
    }
    assert_eq!(acts.len(), TABLE.len());
    let tried: BTreeSet<&str> = acts.iter().map(|(_, act)| act.command.name()).collect();
    assert_eq!(tried, Command::NAMES.iter().copied().collect());
}

#[test]
fn nothing_but_a_report_makes_a_ticket() {
    let ticket = Unassigned.given();
    for (name, act) in acts(ticket.ticket()) {
        let nobody = super::given::given([]);
        let outcome = nobody.decide(&act);
        assert_eq!(outcome.is_ok(), name == "open", "{name}: {outcome:?}");
    }
}
