//! Learning: who answers for what, and that nothing of the future is known.

use lamplight_protocol::ticket::Channel;

use super::*;
use crate::replay::incident::{Ending, Incidents};
use crate::replay::log_file::read;

fn hour(hour: i64) -> Timestamp {
    Timestamp::from_micros(hour * 3_600_000_000)
}

fn solved(at: i64, leaf: (&str, &str), location: &str, group: &str, solver: &str) -> Incident {
    let known = |text: &str| (text != "?").then(|| text.to_owned());
    Incident {
        number: format!("INC{at}"),
        opened_at: hour(at),
        caller: None,
        channel: Channel::Phone,
        priority: None,
        kind: Kind { category: known(leaf.0), subcategory: known(leaf.1) },
        location: known(location),
        symptom: None,
        holds: Vec::new(),
        end: Ending {
            resolved_at: Some(hour(at + 1)),
            resolved_by: known(solver),
            cause: None,
            groups: vec![(hour(at), group.to_owned())],
            reopened: 0,
        },
    }
}

fn many(count: usize, of: Incident) -> Vec<Incident> {
    vec![of; count]
}

const FOREVER: i64 = 1_000_000;
const MAIL: (&str, &str) = ("Software", "Mail");

fn leaf(category: &str, subcategory: Option<&str>) -> Leaf {
    Leaf { category: Some(category.to_owned()), subcategory: subcategory.map(str::to_owned) }
}

fn rules_of<'a>(lesson: &'a Lesson, about: &About) -> Vec<&'a Rule> {
    lesson.rules.iter().filter(|rule| rule.about == *about).collect()
}

fn a(engineer: &str, group: &str) -> Holder {
    Holder::A { engineer: engineer.to_owned(), group: group.to_owned() }
}

fn b(engineer: &str, group: &str) -> Holder {
    Holder::B { engineer: engineer.to_owned(), group: group.to_owned() }
}

#[test]
fn a_and_b_are_the_two_most_frequent_solvers_with_five_cases() {
    let mut past = many(5, solved(1, MAIL, "East", "Servers", "Li"));
    past.extend(many(8, solved(2, MAIL, "East", "Desk", "Wu")));
    past.extend(many(4, solved(3, MAIL, "East", "Desk", "He")));
    let lesson = Lesson::from(&past, hour(FOREVER));
    let rules = rules_of(&lesson, &About::Leaf(leaf("Software", Some("Mail"))));
    let holders: Vec<_> = rules.iter().map(|rule| rule.holder.clone()).collect();
    assert_eq!(holders, [a("Wu", "Desk"), b("Li", "Servers"), Holder::Group("Desk".to_owned())]);
    assert!(rules.iter().all(|rule| rule.location.is_none()));
    assert_eq!(lesson.engineers["Li"], ["Servers"]);
}

#[test]
fn nothing_is_learned_from_what_ends_later() {
    let mut past = many(6, solved(1, MAIL, "East", "Desk", "Wu"));
    let known = Lesson::from(&past, hour(50));
    // Opened before the moment but resolved at it; moved to the solving group after it; opened after it.
    past.extend(many(9, solved(49, MAIL, "East", "Late", "Fu")));
    past.extend(many(9, solved(50, ("New", "Newer"), "West", "Later", "Fu")));
    let lesson = Lesson::from(&past, hour(50));
    assert_eq!((lesson.cases, lesson.open_cases, lesson.later_cases), (6, 9, 9));
    assert_eq!(
        (&lesson.rules, &lesson.engineers, &lesson.groups),
        (&known.rules, &known.engineers, &known.groups)
    );
    assert!(!lesson.categories.contains_key("New") && !lesson.locations.contains("West"));
}

#[test]
fn a_group_that_got_it_later_did_not_solve_it_yet() {
    let mut moved = solved(1, MAIL, "East", "First", "Wu");
    moved.end.groups.push((hour(60), "After".to_owned()));
    let lesson = Lesson::from(&many(6, moved), hour(50));
    assert_eq!(lesson.groups.iter().collect::<Vec<_>>(), ["First"]);
}

#[test]
fn a_zone_is_named_only_where_it_clearly_differs() {
    let mut past = many(30, solved(1, MAIL, "East", "Desk", "Wu"));
    past.extend(many(10, solved(2, MAIL, "West", "Field", "He")));
    past.extend(many(6, solved(3, MAIL, "West", "Desk", "Wu")));
    past.extend(many(9, solved(4, MAIL, "North", "Field", "He")));
    let lesson = Lesson::from(&past, hour(FOREVER));
    let zoned: Vec<_> = lesson.rules.iter().filter(|rule| rule.location.is_some()).collect();
    assert_eq!(zoned.len(), 2, "ten cases of sixteen in the west; nine in the north are too few: {zoned:?}");
    assert!(zoned.iter().all(|rule| rule.location.as_deref() == Some("West")));
    assert_eq!(zoned[0].holder, a("He", "Field"));
}

#[test]
fn unknown_values_have_a_leaf_and_a_group() {
    let mut past = many(3, solved(1, MAIL, "East", "Desk", "Wu"));
    past.extend(many(2, solved(2, ("Software", "?"), "East", "Apps", "Li")));
    let lesson = Lesson::from(&past, hour(FOREVER));
    let kind = |category: &str, subcategory: &str| Kind {
        category: Some(category.to_owned()),
        subcategory: Some(subcategory.to_owned()),
    };
    assert_eq!(lesson.leaf(&kind("Software", "Never seen")), leaf("Software", None));
    assert_eq!(lesson.leaf(&kind("Never seen", "Mail")), Leaf { category: None, subcategory: None });
    let group_of = |about| rules_of(&lesson, &about)[0].holder.clone();
    assert_eq!(group_of(About::Leaf(leaf("Software", None))), Holder::Group("Apps".to_owned()));
    let anything = About::Leaf(Leaf { category: None, subcategory: None });
    assert_eq!(group_of(anything), Holder::Group("Desk".to_owned()));
}

#[test]
fn the_sample_teaches_what_it_was_made_to_teach() {
    let past = include_str!("../../../tests/replay/past.csv");
    let past = Incidents::of(&read("past.csv", past.as_bytes()).unwrap());
    let lesson = Lesson::from(&past.all, Timestamp::from_micros(1_489_391_700_000_000));
    assert_eq!(lesson.open_cases, 6);
    assert!(!lesson.engineers.contains_key("Resolved by 9") && !lesson.groups.contains("Group 9"));
    let about = About::Leaf(leaf("Category 1", Some("Subcategory 11")));
    let rules = rules_of(&lesson, &about);
    assert_eq!(rules[0].holder, a("Resolved by 1", "Group 1"));
    assert_eq!(rules[1].holder, b("Resolved by 2", "Group 1"));
    let zoned: Vec<_> = lesson.rules.iter().filter(|rule| rule.location.is_some()).collect();
    assert_eq!(zoned.len(), 1);
    assert_eq!(zoned[0].holder, a("Resolved by 6", "Group 4"));
}
