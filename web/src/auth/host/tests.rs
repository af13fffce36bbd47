//! Names of this machine, and what only looks like one.

use super::is_loopback;

#[test]
fn loopback_has_few_names() {
    for own in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:7070", "[::1]", "[::1]:80"] {
        assert!(is_loopback(own), "{own}");
    }
    for foreign in [
        "",
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::2]",
    ] {
        assert!(!is_loopback(foreign), "{foreign}");
    }
}
