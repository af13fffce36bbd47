//! Secrets stay, codes differ, files are private.

use std::os::unix::fs::PermissionsExt;

use super::{readable, server_secret, stored_secret};

#[test]
fn the_servers_secret_outlives_a_restart_and_is_private() {
    let directory = tempfile::tempdir().unwrap();
    let first = server_secret(directory.path()).unwrap();
    assert_eq!(server_secret(directory.path()).unwrap(), first);
    let mode = std::fs::metadata(directory.path().join("secret")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_damaged_secret_is_not_replaced_silently() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("secret"), "short").unwrap();
    assert!(server_secret(directory.path()).expect_err("damaged").to_string().contains("32 bytes"));
}

#[test]
fn what_cannot_be_read_is_not_taken_for_nothing() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(stored_secret(directory.path()).unwrap(), None);
    std::fs::create_dir(directory.path().join("secret")).unwrap();
    assert!(stored_secret(directory.path()).expect_err("no file").to_string().contains("cannot be read"));
    assert!(server_secret(directory.path()).expect_err("no file").to_string().contains("cannot be read"));
}

#[test]
fn codes_are_readable_and_differ() {
    let code = readable(5);
    assert_eq!(code.len(), 24);
    assert!(code.chars().all(|sign| sign == '-' || sign.is_ascii_lowercase() || sign.is_ascii_digit()));
    assert_ne!(code, readable(5));
}
