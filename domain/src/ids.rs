//! Ids: one newtype per noun over `i64`, so that a zone can never be passed for a group.
//!
//! Upper 41 bits: milliseconds since 2000-01-01 UTC; lower 22 bits: chance. Ids made one after the other
//! sort by time. Text form: 13 characters of Crockford base32 (API and pages); stored as bigint.
//! Never reads a clock or a random source: `Minter` is seeded by its owner.

use alloc::sync::Arc;
use core::fmt;
use core::str::FromStr;
use core::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// 2000-01-01T00:00:00Z in microseconds since 1970.
const EPOCH_2000: Timestamp = Timestamp::from_micros(946_684_800_000_000);
const CHANCE_BITS: u32 = 22;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const TEXT_LEN: usize = 13;

/// A text that is not the 13 characters of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is 13 characters of Crockford base32")
    }
}

impl core::error::Error for NotAnId {}

/// The 13 characters of an id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IdText([u8; TEXT_LEN]);

impl IdText {
    /// The text form of a raw id. Negative values do not occur: ids are minted from 2000 on.
    pub fn of(raw: i64) -> Self {
        let mut rest = raw.cast_unsigned();
        let mut text = [b'0'; TEXT_LEN];
        for place in text.iter_mut().rev() {
            *place = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads the text form; upper case and the look-alikes i, l, o are read as Crockford says.
///
/// # Errors
/// `NotAnId` when length or alphabet differ, or the value does not fit 63 bits.
pub fn parse_id(text: &str) -> Result<i64, NotAnId> {
    if text.len() != TEXT_LEN {
        return Err(NotAnId);
    }
    let mut raw: u128 = 0;
    for byte in text.bytes() {
        let lower = match byte.to_ascii_lowercase() {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            other => other,
        };
        let digit = ALPHABET.iter().position(|&c| c == lower).ok_or(NotAnId)?;
        raw = (raw << 5) | digit as u128;
    }
    i64::try_from(raw).map_err(|_| NotAnId)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            pub const fn from_raw(raw: i64) -> Self {
                Self(raw)
            }

            pub const fn raw(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(raw: i64) -> Self {
                Self(raw)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(IdText::of(self.0).as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_id(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A hospital: the unit of ownership, of positions and of secrecy.
    OrganisationId,
    /// One account a telephone number, over all organisations.
    AccountId,
    /// An account in one organisation: whoever reports, dispatches, mends or watches.
    PersonId,
    GroupId,
    ZoneId,
    DepartmentId,
    CategoryId,
    CauseId,
    /// A software system (HIS, PACS ..) with its own A and B.
    SystemId,
    CoverageId,
    /// A workplace or device with a label that can be scanned.
    PlaceId,
    TicketId,
    OfferId,
    /// The stored record of one choice of the dispatcher.
    DecisionId,
    /// A free text, kept apart from events so that it can be blanked.
    TextId,
    /// One entry of the journal: the handle by which an unknown outcome is resolved.
    EntryId,
    /// One browser or phone of a person.
    DeviceId,
    LoginId,
}

/// Makes ids from time and a seeded stream of chance (`SplitMix64`: Steele, Lea, Flood 2014).
#[derive(Debug)]
pub struct Minter {
    state: u64,
    /// The last id made: the next is greater, so that those who share it never repeat each other, however
    /// many they make within a millisecond and whatever the clock does.
    last: Arc<AtomicI64>,
}

impl Clone for Minter {
    /// Goes on from here by itself: both give what this one would have given.
    fn clone(&self) -> Self {
        Self { state: self.state, last: Arc::new(AtomicI64::new(self.last.load(Ordering::Acquire))) }
    }
}

impl Minter {
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed, last: Arc::default() }
    }

    /// Another minter with chance of its own; the ids of the two never collide.
    pub fn beside(&self, seed: u64) -> Self {
        Self { state: seed, last: Arc::clone(&self.last) }
    }

    /// The next 64 bits of chance.
    pub const fn chance(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An id of the given noun for this moment.
    pub fn mint<T: From<i64>>(&mut self, now: Timestamp) -> T {
        let since: Span = now - EPOCH_2000;
        let millis = (since.micros() / 1_000).max(0);
        let chance = (self.chance() >> (64 - CHANCE_BITS)).cast_signed();
        let fresh = (millis << CHANCE_BITS) | chance;
        let after = |last: i64| if last >> CHANCE_BITS >= millis { last.wrapping_add(1) } else { fresh };
        let mut last = self.last.load(Ordering::Acquire);
        loop {
            let id = after(last);
            match self.last.compare_exchange(last, id, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return T::from(id),
                Err(other) => last = other,
            }
        }
    }
}

#[cfg(test)]
mod tests;
