//! A configuration error as a sentence: which key, where it stands, what would be right.

use figment::Error;
use figment::error::Kind;

use crate::failure::Failure;

pub(super) fn of(error: &Error) -> Failure {
    let place = place(error);
    let path = error.path.join(".");
    Failure::new(match &error.kind {
        Kind::UnknownField(name, known) => {
            let section = match error.path.last() {
                Some(last) if last == name => error.path[..error.path.len() - 1].join("."),
                _ => path,
            };
            let key = if section.is_empty() { name.clone() } else { format!("{section}.{name}") };
            let known = known.join(", ");
            let there = if section.is_empty() {
                "the sections".to_owned()
            } else {
                format!("the keys of [{section}]")
            };
            format!("{place} has an unknown key `{key}`; {there} are {known}")
        }
        kind if path.is_empty() => format!("{place} cannot be read: {kind}"),
        kind => format!("{place} has a wrong value for `{path}`: {kind}"),
    })
}

/// `lamplight.toml`, `the environment (LAMPLIGHT_..)`, `a flag`.
fn place(error: &Error) -> String {
    let Some(metadata) = &error.metadata else {
        return "the configuration".to_owned();
    };
    match &metadata.source {
        Some(figment::Source::File(path)) => path.display().to_string(),
        _ if metadata.name.contains("environment") => "the environment (LAMPLIGHT_SECTION__KEY)".to_owned(),
        _ if metadata.name.contains("TOML") => "the configuration file".to_owned(),
        _ => "a flag".to_owned(),
    }
}
