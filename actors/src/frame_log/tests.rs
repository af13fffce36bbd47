//! The log of one audience: cursors, bounds, wholes.
use bytestring::ByteString;

use super::{FrameLog, Newer, Whole};

fn positions(newer: Newer) -> Vec<i64> {
    match newer {
        Newer::Frames(frames) => frames.into_iter().map(|(position, _)| position).collect(),
        Newer::Lost => panic!("the log should reach back"),
    }
}

fn text() -> ByteString {
    ByteString::from_static("{}")
}

#[test]
fn a_cursor_gets_what_is_newer_and_shown() {
    let log = FrameLog::beginning_at(10, 8, 1_000);
    for position in [12, 15, 19] {
        log.push(position, text());
    }
    assert_eq!(positions(log.newer(10, 19)), [12, 15, 19]);
    assert_eq!(positions(log.newer(12, 18)), [15]);
    assert_eq!(positions(log.newer(19, 30)), [0_i64; 0]);
    assert_eq!(log.newer(9, 19), Newer::Lost, "before the log began anything may have happened");
}

#[test]
fn count_and_bytes_bound_it_and_the_rest_is_lost() {
    let log = FrameLog::beginning_at(0, 3, 1_000);
    log.keep_whole(Whole { position: 0, parts: vec![text()] });
    for position in 1..=5 {
        log.push(position, text());
    }
    assert_eq!(log.newer(1, 5), Newer::Lost);
    assert_eq!(positions(log.newer(2, 5)), [3, 4, 5]);
    assert!(log.whole(100).is_none(), "a whole without connection to the frames is not served");

    let tight = FrameLog::beginning_at(0, 100, 5);
    tight.push(1, text());
    tight.push(2, text());
    tight.push(3, text());
    assert_eq!(positions(tight.newer(1, 3)), [2, 3]);
}

#[test]
fn a_whole_is_served_while_few_frames_follow_it() {
    let log = FrameLog::beginning_at(0, 100, 1_000);
    log.keep_whole(Whole { position: 0, parts: vec![text()] });
    for position in 1..=4 {
        log.push(position, text());
    }
    assert!(log.whole(4).is_some());
    assert!(log.whole(3).is_none());
}
