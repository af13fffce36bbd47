//! Texts that look like nothing are nothing; what is seen stays as it was.

use super::*;

#[test]
fn what_nobody_sees_is_empty() {
    for range in ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'] {
        for sign in range {
            assert_eq!(plain(&String::from_iter([sign, ' ', sign])), "", "{sign:?}");
        }
    }
    assert_eq!(plain("\u{2060}\u{feff}\n\u{3000}"), "");
}

#[test]
fn controls_that_turn_the_writing_go_and_joiners_stay() {
    assert_eq!(plain("\u{feff} gpj.\u{202e}exe\u{2069} "), "gpj.exe");
    assert_eq!(plain("\u{200b}打印机 不出纸\u{200b}"), "打印机 不出纸");
    let family = "\u{1f468}\u{200d}\u{1f467}";
    assert_eq!(plain(family), family);
}
