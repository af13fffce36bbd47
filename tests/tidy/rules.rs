//! The rules, one function each: what they find is added as a sentence with the place.

use crate::files::{File, root};
use crate::functions::functions;

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;

pub type Rule = fn(&File, &mut Vec<String>);

pub const ALL: &[Rule] = &[
    small_files,
    small_functions,
    module_heads,
    no_leftovers,
    sql_in_its_place,
    domain_without_std,
    outside_view,
];

fn small_files(file: &File, breaches: &mut Vec<String>) {
    let lines = file.text.lines().count();
    if file.has_extension(&["rs", "ts", "vue", "mjs", "py"]) && lines > FILE_LINES_MAX {
        breaches
            .push(format!("{}: {lines} lines, at most {FILE_LINES_MAX}: does it hold one thing?", file.path));
    }
}

fn small_functions(file: &File, breaches: &mut Vec<String>) {
    if !file.has_extension(&["rs"]) {
        return;
    }
    for function in functions(&file.text) {
        if function.lines > FUNCTION_LINES_MAX {
            breaches.push(format!(
                "{}:{}: function {} has {} lines, at most {FUNCTION_LINES_MAX}",
                file.path, function.line, function.name, function.lines
            ));
        }
    }
}

fn module_heads(file: &File, breaches: &mut Vec<String>) {
    let first = file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if file.has_extension(&["rs"]) && !first.starts_with("//!") {
        breaches.push(format!("{}: opens with //! (what it is for, what it never does)", file.path));
    }
    let scripted = file.has_extension(&["ts", "mjs"]) && !file.path.contains("/node_modules/");
    if scripted && !(first.starts_with("//") || first.starts_with("/*")) {
        breaches.push(format!("{}: opens with a comment that says what it is for", file.path));
    }
}

fn no_leftovers(file: &File, breaches: &mut Vec<String>) {
    if file.path.starts_with("tests/tidy/") {
        return;
    }
    let leftovers = ["TODO", "FIXME", "XXX", "HACK", "todo!(", "unimplemented!(", "dbg!(", "console.log("];
    for (number, line) in file.text.lines().enumerate() {
        for leftover in leftovers.iter().filter(|leftover| line.contains(**leftover)) {
            breaches.push(format!("{}:{}: leftover {leftover}", file.path, number + 1));
        }
    }
}

fn sql_in_its_place(file: &File, breaches: &mut Vec<String>) {
    let allowed = file.path.starts_with("store/src/sql") || file.path.starts_with("tests/");
    if !file.has_extension(&["rs", "ts", "vue"]) || allowed {
        return;
    }
    let openings = [
        "\"select ",
        "\"insert into ",
        "\"update ",
        "\"delete from ",
        "\"create table ",
        "\"with recursive ",
    ];
    for (number, line) in file.text.lines().enumerate() {
        let lower = line.to_lowercase();
        if openings.iter().any(|opening| lower.contains(opening)) {
            breaches.push(format!("{}:{}: SQL stands in store/src/sql/ alone", file.path, number + 1));
        }
    }
}

fn domain_without_std(file: &File, breaches: &mut Vec<String>) {
    if file.path.starts_with("domain/src/") && file.text.contains("extern crate std") {
        breaches.push(format!("{}: extern crate std: the domain does no IO and reads no clock", file.path));
    }
}

/// The end-to-end tests and the load generator know the wire and the running program, nothing else.
fn outside_view(file: &File, breaches: &mut Vec<String>) {
    if !file.path.starts_with("tests/it/") {
        return;
    }
    for inner in ["lamplight_store", "lamplight_actors", "lamplight_web"] {
        if file.text.contains(inner) {
            breaches.push(format!("{}: may not know {inner}", file.path));
        }
    }
}

/// Paths in backticks in ARCHITECTURE.md that look like paths of this tree and do not exist.
pub fn missing_paths(tree: &[String]) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(root().join("ARCHITECTURE.md")) else {
        return vec!["ARCHITECTURE.md is missing".to_owned()];
    };
    let tops = [
        "actors/",
        "docs/",
        "domain/",
        "loadtest/",
        "migrations/",
        "protocol/",
        "src/",
        "store/",
        "tests/",
        "tools/",
        "ui/",
        "web/",
    ];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| tops.iter().any(|top| word.starts_with(top)) && !word.contains(['{', '*', ' ']))
        .filter(|word| {
            let path = word.trim_end_matches('/');
            !tree.iter().any(|file| file == path || file.starts_with(&format!("{path}/")))
        })
        .map(|word| format!("ARCHITECTURE.md names {word}, which does not exist"))
        .collect()
}
