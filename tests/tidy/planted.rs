//! The compiler refuses a clock and a hash map in `domain`: planted in a copy of it, the build fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::root;

/// A workspace that holds a copy of `domain` alone, with one more module.
fn domain_with(planted: &str) -> PathBuf {
    let workspace = root().join("target/planted");
    let copy = workspace.join("domain");
    let _ = fs::remove_dir_all(&copy);
    copy_tree(&root().join("domain"), &copy);
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the root manifest");
    let lines: Vec<&str> = manifest.lines().collect();
    let (head, package) = manifest.split_once("[package]").expect("the root is a package");
    let lints = package.split_once("[workspace.lints.rust]").expect("the root has lints").1;
    assert!(lines.iter().any(|line| line.starts_with("members")), "the root is a workspace");
    let members = head
        .lines()
        .map(|line| if line.starts_with("members") { "members = [\"domain\"]" } else { line })
        .collect::<Vec<_>>()
        .join("\n");
    fs::write(workspace.join("Cargo.toml"), format!("{members}\n[workspace.lints.rust]{lints}"))
        .expect("written");
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("copied");
    let lib = copy.join("src/lib.rs");
    let text = fs::read_to_string(&lib).expect("domain's root");
    fs::write(&lib, format!("{text}\npub mod planted;\n")).expect("written");
    fs::write(copy.join("src/planted.rs"), format!("//! Planted.\n{planted}\n")).expect("written");
    workspace
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Whether it compiles, and what the compiler said.
fn check(workspace: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "-p", "lamplight-domain"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// One test for all, since they share the copy and its build directory.
#[test]
fn domain_cannot_read_a_clock_or_hold_a_hash_map() {
    let (clean, said) = check(&domain_with("/// Nothing wrong.\npub const PLANTED: u8 = 1;"));
    assert!(clean, "an innocent module compiles: {said}");

    let (compiled, said) =
        check(&domain_with("pub fn now() -> std::time::SystemTime { std::time::SystemTime::now() }"));
    assert!(!compiled && said.contains("E0433"), "SystemTime::now compiled: {said}");

    let (compiled, said) =
        check(&domain_with("pub fn map() -> std::collections::HashMap<u8, u8> { Default::default() }"));
    assert!(!compiled && said.contains("E0433"), "HashMap compiled: {said}");
}
