//! House rules as a test: sizes of files and functions, module heads, leftovers, where SQL may stand,
//! paths that ARCHITECTURE.md names, what the end-to-end tests may know.

mod files;
mod functions;
mod planted;
mod rules;

use files::{source_files, tree};

/// Every rule over every file; all breaches are listed at once.
#[test]
fn the_house_is_tidy() {
    let mut breaches = Vec::new();
    for file in source_files() {
        for rule in rules::ALL {
            rule(&file, &mut breaches);
        }
    }
    breaches.extend(rules::missing_paths(&tree()));
    assert!(breaches.is_empty(), "{} breaches\n{}", breaches.len(), breaches.join("\n"));
}

/// The rules see what they are for: a planted breach of each kind is found.
#[test]
fn a_planted_breach_is_found() {
    let planted = [
        ("domain/src/planted.rs", "fn headless() {}\n".to_owned(), "//!"),
        ("domain/src/planted.rs", "//! x\nextern crate std;\n".to_owned(), "extern crate std"),
        ("web/src/planted.rs", format!("//! x\n{}", "// line\n".repeat(400)), "401"),
        (
            "web/src/planted.rs",
            format!("//! x\nfn long() {{\n{}}}\n", "    work();\n".repeat(71)),
            "function",
        ),
        ("web/src/planted.rs", format!("//! x\n// {}: later\n", "TO".to_owned() + "DO"), "leftover"),
        ("actors/src/planted.rs", "//! x\nconst Q: &str = \"select id from tickets\";\n".to_owned(), "SQL"),
        ("tests/it/planted.rs", "//! x\nuse lamplight_store::Store;\n".to_owned(), "may not know"),
        ("ui/src/planted.ts", "export const x = 1\n".to_owned(), "comment"),
    ];
    for (path, text, expected) in planted {
        let file = files::File { path: path.to_owned(), text };
        let mut breaches = Vec::new();
        for rule in rules::ALL {
            rule(&file, &mut breaches);
        }
        assert!(
            breaches.iter().any(|breach| breach.contains(expected)),
            "{path}: no breach named {expected}: {breaches:?}"
        );
    }
}
