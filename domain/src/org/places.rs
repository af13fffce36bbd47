//! Scanned places: a label on a desk or a device leads to a report that knows where it is. The code is no
//! secret, for it hangs on the wall; it is only too long to be found by trying. Never says who may report.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{CategoryId, DepartmentId, PlaceId, ZoneId};

/// Characters of a code: 40 bits, so that of ten thousand labels one is met in a hundred million tries.
pub const PLACE_CODE_LEN: usize = 8;
/// Crockford's letters: nothing that is mistaken for something else when it is read aloud.
pub const PLACE_CODE_LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What one label stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub id: PlaceId,
    /// As `place_code` gives it; no two places have the same.
    pub code: String,
    pub zone: ZoneId,
    pub department: Option<DepartmentId>,
    /// What stands there: `护士站 打印机 2`.
    pub label: String,
    /// Categories to begin with, leaves or branches.
    #[serde(default)]
    pub categories: Vec<CategoryId>,
    /// The label was taken down: its code is nobody's any more.
    #[serde(default)]
    pub retired: bool,
}

/// A code as it is stored: small letters, look-alikes as Crockford reads them, without blanks and hyphens.
/// `None` for what is no code.
pub fn place_code(text: &str) -> Option<String> {
    let letter = |sign: char| match sign.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    let code: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-')).map(letter).collect();
    let known = |byte: u8| PLACE_CODE_LETTERS.contains(&byte);
    (code.len() == PLACE_CODE_LEN && code.bytes().all(known)).then_some(code)
}

#[cfg(test)]
mod tests;
