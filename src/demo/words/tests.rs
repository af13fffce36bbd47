//! A report speaks of its category, and there is always something to say.

use super::super::pace::Dice;
use super::{SAID, note, praise, report, urge};

fn path(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_nearest_name_on_the_path_chooses_the_words() {
    let mut dice = Dice::seeded(1);
    let printer = SAID[0].1;
    for _ in 0..50 {
        let said = report(&path(&["硬件", "打印机"]), None, false, &mut dice);
        assert!(printer.contains(&said.as_str()), "{said}");
    }
}

#[test]
fn a_system_is_named_and_a_waiting_patient_too() {
    let mut dice = Dice::seeded(2);
    let said = report(&path(&["软件", "登录"]), Some("PACS"), true, &mut dice);
    assert!(said.starts_with("PACS：") && said.contains('，'), "{said}");
}

#[test]
fn nobody_is_ever_speechless() {
    let mut dice = Dice::seeded(3);
    assert!(!report(&[], None, false, &mut dice).is_empty());
    assert!(!report(&path(&["不清楚"]), None, false, &mut dice).is_empty());
    assert!(![note(&mut dice), praise(&mut dice), urge(&mut dice)].contains(&String::new()));
}
