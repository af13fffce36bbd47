//! Query strings: lists, single values, surplus names.

use lamplight_protocol::ticket::Shown;

use super::*;

#[test]
fn lists_are_repeated_or_separated_by_commas() {
    let mut pairs = Pairs::read("status=unassigned,in_progress&status=completed").unwrap();
    let shown: Vec<Shown> = pairs.many("status").unwrap();
    assert_eq!(shown, [Shown::Unassigned, Shown::InProgress, Shown::Completed]);
    assert!(pairs.nothing_left().is_ok());
}

#[test]
fn what_nobody_asked_for_is_named() {
    let refused = Pairs::read("colour=red").unwrap().nothing_left().unwrap_err();
    assert_eq!(refused.problem().code, "unknown-field");
    assert_eq!(refused.problem().field.as_deref(), Some("query.colour"));
}

#[test]
fn values_are_checked() {
    let field = |result: Result<(), Refused>| result.unwrap_err().problem().field.clone().unwrap();
    assert_eq!(field(Pairs::read("status=lost").unwrap().many::<Shown>("status").map(drop)), "query.status");
    assert_eq!(field(Pairs::read("limit=x").unwrap().parsed::<u32>("limit").map(drop)), "query.limit");
    assert_eq!(field(Pairs::read("a=unassigned,completed").unwrap().one::<Shown>("a").map(drop)), "query.a");
}

#[test]
fn a_search_keeps_its_commas() {
    let mut pairs = Pairs::read("q=%E6%89%93%E5%8D%B0%2C+x").unwrap();
    assert_eq!(pairs.text("q").as_deref(), Some("打印, x"));
}
