//! A text as the set of its pieces: pairs of neighbouring hanzi, for Chinese has no spaces between words, and
//! whole words and numbers of other scripts. Never looks at meaning, never keeps the text.

use alloc::collections::BTreeSet;
use alloc::string::String;

/// Two hanzi, or a word in small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Pair(char, char),
    Word(String),
}

/// A word of one letter or digit says nothing.
const WORD_MIN: usize = 2;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words(BTreeSet<Piece>);

impl Words {
    pub fn of(text: &str) -> Self {
        let mut pieces = BTreeSet::new();
        let mut word = String::new();
        let mut before: Option<char> = None;
        for sign in text.chars() {
            let hanzi = is_hanzi(sign);
            if hanzi || !sign.is_alphanumeric() {
                end(&mut word, &mut pieces);
            } else {
                word.extend(sign.to_lowercase());
            }
            if let (true, Some(before)) = (hanzi, before) {
                pieces.insert(Piece::Pair(before, sign));
            }
            before = hanzi.then_some(sign);
        }
        end(&mut word, &mut pieces);
        Self(pieces)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many pieces are in both.
    pub fn shared(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }
}

fn end(word: &mut String, pieces: &mut BTreeSet<Piece>) {
    if word.chars().count() >= WORD_MIN {
        pieces.insert(Piece::Word(core::mem::take(word)));
    }
    word.clear();
}

const fn is_hanzi(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
