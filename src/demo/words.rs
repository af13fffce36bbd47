//! What simulated people write besides their reports (those come with the hospital): notes, praise, urges.
//! Texts of the demo alone; screens have their own.

use super::pace::Dice;

const NOTES: [&str; 8] = [
    "换了耗材，试打正常",
    "重装驱动，已恢复",
    "重启服务后正常，继续观察",
    "网线松动，已重新压接",
    "更换备件，旧件带回",
    "远程处理，已和科室确认",
    "清理缓存后正常",
    "更换电源，运行正常",
];

const WORDS: [&str; 5] = ["来得很快", "解决了，谢谢", "态度好", "希望别再坏了", "等得有点久"];

const URGES: [&str; 3] = ["病人在等，麻烦快一点", "还没有人来", "又有人在催了"];

/// What an engineer writes at the end.
pub fn note(dice: &mut Dice) -> String {
    picked(&NOTES, dice)
}

/// What a reporter adds to his stars.
pub fn praise(dice: &mut Dice) -> String {
    picked(&WORDS, dice)
}

pub fn urge(dice: &mut Dice) -> String {
    picked(&URGES, dice)
}

fn picked(from: &[&str], dice: &mut Dice) -> String {
    dice.pick(from).map(|words| (*words).to_owned()).unwrap_or_default()
}
