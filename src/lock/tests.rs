//! The second one is told so; a lock that is given back can be taken again.

use super::DataLock;

#[test]
fn two_never_share_a_directory() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("new/data");
    let first = DataLock::take(&data).unwrap();
    let said = DataLock::take(&data).expect_err("it is taken").to_string();
    assert!(said.contains("another Lamplight works on"), "{said}");
    drop(first);
    DataLock::take(&data).unwrap();
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    let said = DataLock::take(&file.join("data")).expect_err("a file stands there").to_string();
    assert!(said.contains("cannot be written"), "{said}");
}
