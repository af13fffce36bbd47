//! Where local days begin and end.

use super::*;

#[test]
fn a_day_begins_where_the_one_before_ended() {
    for (zone, at) in [
        ("Asia/Shanghai", "2026-11-24T15:59:59Z"),
        ("UTC", "2026-11-24T00:00:00Z"),
        // 25 hours long, and one that skips its midnight.
        ("America/New_York", "2026-11-02T04:30:00Z"),
        ("America/Santiago", "2026-09-06T20:00:00Z"),
    ] {
        let zone = TimeZoneName::parse(zone).unwrap();
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        let at = Timestamp::from_micros(at.timestamp_micros());
        let begin = zone.day_begin(at);
        assert!(begin <= at && at < zone.day_end(at), "{zone:?}");
        assert_eq!(zone.local_day(begin), zone.local_day(at), "{zone:?}");
        assert_eq!(zone.day_end(begin - Span::from_micros(1)), begin, "{zone:?}");
    }
}
