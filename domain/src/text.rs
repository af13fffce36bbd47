//! What people write, before it is kept: without characters that nobody sees or that turn the writing round.
//! Never judges how long a text may be: whoever takes it does.

use alloc::string::String;

/// The text without embedding, override and isolate controls, which let a line read as something else, and
/// without blanks and invisible characters around it. Empty where nothing is to be seen. Joiners inside,
/// which letters and signs are made with, stay.
pub fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|&sign| !turns(sign)).collect();
    seen.trim_matches(|sign: char| sign.is_whitespace() || invisible(sign)).into()
}

fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
