//! How old a backup is, as it is said to whoever restores it.

use lamplight_domain::time::Span;

use super::age;

#[test]
fn an_age_is_said_in_two_units() {
    let said = |minutes| age(Span::from_minutes(minutes));
    assert_eq!((said(-5), said(59)), ("0 min".to_owned(), "59 min".to_owned()));
    assert_eq!((said(61), said(1_440 * 3 + 65)), ("1 h 1 min".to_owned(), "3 d 1 h".to_owned()));
}
