//! Walks the whole table: every role x every action, against what the desk agreed to. A new action without
//! a line fails.

use super::*;
use crate::fixtures::desk::{LI, NURSE, WU};

/// Action, then reporter, dispatcher, engineer, supervisor, admin, screen. `-` never, `*` any, `r` his
/// report, `o` rings at him, `w` his work.
const AGREED: &str = "
    OpenTicket        *  *  -   -  -  -
    OpenForOthers     -  *  -   -  -  -
    OpenSolved        -  *  -   -  -  -
    ReadTicket        r  *  ow  *  -  -
    ListTickets       *  *  *   *  -  -
    ReadExplanation   -  *  ow  *  -  -
    ReadPast          -  *  ow  *  -  -
    OfferByHand       -  *  -   -  -  -
    Accept            -  -  o   -  -  -
    Decline           -  -  o   -  -  -
    Revoke            -  *  -   -  -  -
    HandBack          -  *  -   -  -  -
    Join              *  *  -   -  -  -
    Split             -  *  -   -  -  -
    Transfer          -  *  w   -  -  -
    Return            -  -  w   -  -  -
    Release           -  *  -   -  -  -
    Arrive            -  *  w   -  -  -
    Hold              -  *  w   -  -  -
    Resume            -  *  w   -  -  -
    Complete          -  *  w   -  -  -
    MarkUnresolved    -  *  w   -  -  -
    Urge              r  *  -   -  -  -
    Withdraw          r  *  -   -  -  -
    Reopen            r  *  -   -  -  -
    Rate              r  -  -   -  -  -
    Comment           r  *  ow  *  -  -
    Attach            r  *  ow  -  -  -
    Reclassify        -  *  w   -  -  -
    Reprioritise      -  *  -   -  -  -
    Merge             -  *  -   -  -  -
    Acknowledge       -  *  -   *  -  -
    Unquarantine      -  *  -   -  *  -
    Undo              -  *  w   -  -  -
    ReadDirectory     *  *  *   *  *  -
    ChangeDirectory   -  -  -   -  *  -
    ReadPeople        -  *  *   *  *  -
    SwitchOwnDuty     -  -  *   -  -  -
    SwitchOthersDuty  -  *  -   -  -  -
    ReadOwnWork       -  -  *   -  -  -
    ReadStatistics    -  *  -   *  *  -
    WatchBoard        -  *  -   *  -  -
    WatchWall         -  *  -   *  *  *
    WatchOwnRings     -  -  *   -  -  -
    WatchOwnReports   *  -  -   -  -  -
    ReadAudit         -  -  -   *  *  -
    ManageUsers       -  -  -   -  *  -
    ManageScreens     -  -  -   *  *  -
    RenewOwnLogin     -  -  -   -  -  *
";

const ROLES: [Role; 6] =
    [Role::Reporter, Role::Dispatcher, Role::Engineer, Role::Supervisor, Role::Admin, Role::Screen];
const RELATIONS: [Relation; 4] = [Relation::Any, Relation::Reporter, Relation::RingsAt, Relation::Owner];

fn agreed(word: &str, relation: Relation) -> bool {
    let letter = match relation {
        Relation::Any => '*',
        Relation::Reporter => 'r',
        Relation::RingsAt => 'o',
        Relation::Owner => 'w',
    };
    word.contains('*') || word.contains(letter)
}

#[test]
fn every_role_may_do_what_was_agreed_and_nothing_else() {
    let lines: Vec<Vec<&str>> = AGREED
        .lines()
        .map(|line| line.split_whitespace().collect())
        .filter(|line: &Vec<_>| !line.is_empty())
        .collect();
    let named: Vec<&str> = lines.iter().map(|line| line[0]).collect();
    let all: Vec<String> = Action::ALL.iter().map(|action| format!("{action:?}")).collect();
    assert_eq!(named, all, "one line an action, in order");
    for (line, &action) in lines.iter().zip(Action::ALL) {
        for (word, role) in line[1..].iter().zip(ROLES) {
            for relation in RELATIONS {
                let allowed = allows(Roles::of(&[role]), action, &[relation]);
                assert_eq!(allowed, agreed(word, relation), "{role:?} {action:?} {relation:?}");
            }
        }
    }
}

#[test]
fn nobody_may_do_anything_without_a_role_and_several_roles_add_up() {
    for &action in Action::ALL {
        assert!(!allows(Roles::NONE, action, &RELATIONS));
        for one in ROLES {
            for other in ROLES {
                let both = allows(Roles::of(&[one, other]), action, &[Relation::Owner]);
                let either =
                    [one, other].iter().any(|role| allows(Roles::of(&[*role]), action, &[Relation::Owner]));
                assert_eq!(both, either, "{one:?} and {other:?}: {action:?}");
            }
        }
    }
}

#[test]
fn what_somebody_is_to_a_ticket_follows_its_state() {
    use crate::ticket::tests::states::State;
    let of = |state: State, person| relations(state.given().ticket(), person);
    assert_eq!(of(State::Ringing, NURSE), [Relation::Reporter]);
    assert_eq!(of(State::Ringing, LI), [Relation::RingsAt]);
    assert_eq!(of(State::Lapsed, LI), [Relation::RingsAt], "he may still accept");
    assert_eq!(of(State::Transferring, LI), [Relation::Owner]);
    assert_eq!(of(State::Transferring, WU), [Relation::RingsAt]);
    assert_eq!(of(State::Completed, LI), [Relation::Owner], "whoever ended it still reads it");
}
