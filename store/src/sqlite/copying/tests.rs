//! One copy at a time, and whoever checkpoints sees it.

use super::{begin, is_under_way};

#[tokio::test]
async fn a_copy_is_seen_for_as_long_as_it_is_made() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = directory.path().join("lamplight.db");
    std::fs::write(&database, "").expect("written");
    assert!(!is_under_way(&database), "nobody has ever copied it");
    let first = begin(&database).await.expect("it can be said").expect("nobody else is at it");
    assert!(is_under_way(&database));
    assert!(begin(&database).await.expect("it can be said").is_none(), "one at a time");
    drop(first);
    assert!(!is_under_way(&database));
}
