//! Free texts: something must be said, and not too much.

use lamplight_domain::text::plain;
use lamplight_protocol::problem::{Problem, ProblemCode};

use crate::problem::Refused;

const CHARACTERS_MAX: usize = 2_000;

/// The text as `plain` leaves it, 1 to 2,000 characters, none of them U+0000, which not every database
/// holds.
///
/// # Errors
/// `invalid-field` naming `body.<field>`.
pub(crate) fn said(field: &str, text: &str) -> Result<String, Refused> {
    let text = plain(text);
    if (1..=CHARACTERS_MAX).contains(&text.chars().count()) && !text.contains('\0') {
        return Ok(text);
    }
    let problem = Problem::of(ProblemCode::InvalidField).at(format!("body.{field}"));
    Err(problem.saying("1 to 2,000 characters").with("max_characters", CHARACTERS_MAX).into())
}

/// As `said`, where nothing need be said: an absent or invisible text is none.
///
/// # Errors
/// As `said`.
pub(crate) fn noted(field: &str, text: Option<&str>) -> Result<Option<String>, Refused> {
    text.filter(|text| !plain(text).is_empty()).map(|text| said(field, text)).transpose()
}

#[cfg(test)]
mod tests;
