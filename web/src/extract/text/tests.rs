//! A text that nobody can read is not said.

use super::*;

#[test]
fn an_invisible_text_is_none() {
    for nothing in ["", "  ", "\u{200b}", "\u{feff}\u{2060}", "\u{202e} \u{2069}"] {
        assert_eq!(said("summary", nothing).unwrap_err().problem().field.as_deref(), Some("body.summary"));
        assert_eq!(noted("note", Some(nothing)).unwrap(), None);
    }
    assert_eq!(said("summary", "a\u{202e}b\u{200b} ").unwrap(), "ab");
}
