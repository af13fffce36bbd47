//! What counts as news for a session.
use lamplight_domain::ids::PersonId;
use lamplight_protocol::view::Reader;

use super::Sources;

#[test]
fn a_session_has_news_of_its_own_audiences_and_of_what_concerns_everybody() {
    let sources = Sources::default();
    let (me, other) = (Reader::Engineer(PersonId::from_raw(1)), Reader::Engineer(PersonId::from_raw(2)));
    let news = sources.of([me]);
    assert!(!news.is_any());
    sources.tell(other);
    assert!(!news.is_any(), "not mine");
    sources.tell(me);
    assert!(news.is_any());
    news.take();
    assert!(!news.is_any());
    sources.tell_everybody();
    assert!(news.is_any());
}
