//! Wall screens: a screen shows a code, somebody who may types it, and the screen is a person of that
//! organisation with one role and no password. Never says who may: that is `access`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ids::{AccountId, PersonId};
use crate::org::{Person, Role, Roles};
use crate::text::plain;
use crate::time::Span;

/// Figures alone: an input method for Chinese would make syllables of letters.
pub const SCREEN_CODE_DIGITS: usize = 6;
pub const SCREEN_NAME_MAX: usize = 40;
/// How long a screen shows a code before it asks for another.
pub const PAIRING_LIFE: Span = Span::from_minutes(10);
/// From each renewal on, and a wall renews while it lives: it ends on a wall that was dark for this long.
/// Browsers keep no cookie longer than 400 days.
pub const SCREEN_LOGIN_LIFE: Span = Span::from_hours(365 * 24);

/// The code as it is kept, from however it was typed: with blanks, hyphens, or the wide figures of an input
/// method. `None` for what is no code.
pub fn screen_code(text: &str) -> Option<String> {
    let figure = |sign: char| match sign {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(sign as u32 - 0xff10 + '0' as u32).unwrap_or(sign),
        other => other,
    };
    let code: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{2010}'..='\u{2015}'))
        .map(figure)
        .collect();
    (code.len() == SCREEN_CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// The name without what cannot be seen; `None` when nothing is left, or too much.
pub fn screen_name(text: &str) -> Option<String> {
    let name = plain(text);
    let fits = (1..=SCREEN_NAME_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then_some(name)
}

/// A screen as it comes into the directory.
pub fn new_screen(id: PersonId, account: AccountId, name: String) -> Person {
    Person {
        id,
        account,
        name,
        phone: None,
        roles: Roles::of(&[Role::Screen]),
        enabled: true,
        department: None,
        groups: Vec::new(),
        zones: Vec::new(),
    }
}

/// The same when it has been taken out: its past stays its own.
pub fn withdrawn_screen(screen: &Person) -> Person {
    Person { enabled: false, ..screen.clone() }
}

impl Person {
    /// Nothing but a screen: whoever is somebody besides is never paired, renewed or withdrawn as one.
    pub fn is_screen(&self) -> bool {
        self.roles == Roles::of(&[Role::Screen])
    }
}

#[cfg(test)]
mod tests;
